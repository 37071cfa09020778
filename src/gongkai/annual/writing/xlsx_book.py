"""The report as an Excel workbook: a sheet of text, a sheet for each table, sums and checks as formulas.

Every formula carries the printed figure as its cached value, so that a program without a calculator reads the
report and not zeros.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.outline import Outline, outline_of, width_in_characters
from gongkai.annual.writing.xlsx_formats import Formats
from gongkai.annual.writing.xlsx_sums import totals_of
from gongkai.annual.writing.xlsx_table import write_table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

__all__ = ["render"]

TEXT_SHEET = "正文"

TEXT_WIDTH = 92
LINE_HEIGHT = 18

LONGEST_CELL = 800
"""A row is at most 409 points high, which shows some 900 characters; what is longer goes on in the next row."""


def render(report: AnnualReport, edition: Edition) -> bytes:
    """The report as XLSX bytes; text that begins with = is text and never a formula."""
    import xlsxwriter

    outline = outline_of(report, edition)
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _describe(book, outline)
        formats = Formats(book)
        _write_text(book, outline, formats)
        totals = totals_of(report, edition)
        for section in outline.sections:
            if section.table:
                sheet = book.add_worksheet(section.table.caption[:31])
                write_table(sheet, section, report, edition, totals, formats)
    return file.getvalue()


def _describe(book: xlsxwriter.Workbook, outline: Outline) -> None:
    book.set_properties(
        {
            "title": outline.title[:255],
            "author": outline.agency[:255],
            # Without it the library writes the time of the day, and no two files are the same.
            "created": datetime.combine(outline.document_date, time()),
        }
    )


def _write_text(book: xlsxwriter.Workbook, outline: Outline, formats: Formats) -> None:
    sheet = book.add_worksheet(TEXT_SHEET)
    sheet.set_column(0, 0, TEXT_WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    row = 0
    for text, form in _lines(outline, formats):
        for piece in _pieces(text):
            # A Chinese character is a little more than two of the units that columns are measured in.
            lines = math.ceil(2.2 * width_in_characters(piece) / TEXT_WIDTH)
            sheet.set_row(row, LINE_HEIGHT * lines + 6)
            sheet.write_string(row, 0, piece, form)
            row += 1


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that a cell can show, cut behind a sentence where there is one."""
    while len(text) > LONGEST_CELL:
        cut = max(text.rfind(mark, LONGEST_CELL // 2, LONGEST_CELL) for mark in "。；，") + 1 or LONGEST_CELL
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _lines(outline: Outline, formats: Formats) -> list[tuple[str, Format]]:
    lines = [(line, formats.title) for line in outline.title_lines]
    lines += [(entry.text, formats.text) for entry in outline.preface]
    for section in outline.sections:
        lines.append((section.heading, formats.heading))
        if section.table:
            lines.append((f"见工作表“{section.table.caption}”。", formats.text))
        lines += [
            (entry.lead + entry.text, formats.subheading if entry.is_heading else formats.text)
            for entry in section.paragraphs
        ]
    lines += [(entry.text, formats.text) for entry in outline.closing]
    return lines + [(text, formats.signature) for text in (outline.agency, outline.dated_text) if text]
