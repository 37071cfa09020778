"""The report as an Excel workbook: a sheet of text, a sheet for each table, sums and checks as formulas.

Every formula carries the printed figure as its cached value, so that a program without a calculator reads the
report and not zeros.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.outline import Outline, SectionPart, outline_of
from gongkai.annual.writing.xlsx_formats import Formats
from gongkai.annual.writing.xlsx_sums import totals_of
from gongkai.annual.writing.xlsx_table import write_table
from gongkai.annual.writing.xlsx_text import closing_lines, opening_lines, write_text

if TYPE_CHECKING:
    import xlsxwriter

__all__ = ["render"]

TEXT_SHEETS = ("正文", "正文（续）")
"""The text before the tables, and that after them: sheets stand in the order of the report."""


def render(
    report: AnnualReport, edition: Edition, add_sheets: Callable[[xlsxwriter.Workbook], None] | None = None
) -> bytes:
    """The report as XLSX bytes; text that begins with = is text and never a formula.

    ``add_sheets`` may put further sheets behind those of the report.
    """
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
        totals = totals_of(report, edition)
        before, tables, after = _runs(outline)
        write_text(book.add_worksheet(TEXT_SHEETS[0]), opening_lines(outline, before, formats))
        for section in tables:
            if section.table:
                sheet = book.add_worksheet(section.table.caption[:31])
                write_table(sheet, section, report, edition, totals, formats)
        write_text(book.add_worksheet(TEXT_SHEETS[1]), closing_lines(outline, after, formats))
        if add_sheets is not None:
            add_sheets(book)
    return file.getvalue()


def _runs(outline: Outline) -> tuple[tuple[SectionPart, ...], ...]:
    """The sections before the first table, those that have one, and those after the last."""
    places = [place for place, section in enumerate(outline.sections) if section.table]
    first, last = places[0], places[-1] + 1
    return outline.sections[:first], outline.sections[first:last], outline.sections[last:]


def _describe(book: xlsxwriter.Workbook, outline: Outline) -> None:
    book.set_properties(
        {
            "title": outline.title[:255],
            "author": outline.agency[:255],
            # Without it the library writes the time of the day, and no two files are the same.
            "created": datetime.combine(outline.document_date, time()),
        }
    )
