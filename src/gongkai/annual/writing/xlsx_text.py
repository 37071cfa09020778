"""The narrative of the report on sheets of its own, a paragraph a row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai.annual.writing.outline import Outline, SectionPart, width_in_characters
from gongkai.annual.writing.xlsx_formats import Formats

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Line", "closing_lines", "opening_lines", "pieces", "write_text"]

WIDTH = 92
LINE_HEIGHT = 18
SIZE = 12

LONGEST_CELL = 800
"""A row is at most 409 points high, which shows some 900 characters; what is longer goes on in the next row."""


Line = tuple[str, "Format"]


def write_text(sheet: Worksheet, lines: Iterable[Line]) -> None:
    """Fill a sheet with lines of text, a row each, or several for a long one."""
    sheet.set_column(0, 0, WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    row = 0
    for text, form in lines:
        for piece in pieces(text):
            # A Chinese character is a little more than two of the units that columns are measured in.
            high = math.ceil(2.2 * width_in_characters(piece) * form.font_size / SIZE / WIDTH)
            sheet.set_row(row, LINE_HEIGHT * high * form.font_size / SIZE + 6)
            sheet.write_string(row, 0, piece, form)
            row += 1


def opening_lines(outline: Outline, sections: Iterable[SectionPart], formats: Formats) -> Iterator[Line]:
    """The title, the preface and the sections before the tables."""
    yield outline.title, formats.title
    yield from ((entry.text, formats.text) for entry in outline.preface)
    yield from _section_lines(sections, formats)


def closing_lines(outline: Outline, sections: Iterable[SectionPart], formats: Formats) -> Iterator[Line]:
    """The sections after the tables and the signature."""
    yield from _section_lines(sections, formats)
    yield from ((entry.text, formats.text) for entry in outline.closing)
    yield from ((text, formats.signature) for text in (outline.agency, outline.dated_text) if text)


def _section_lines(sections: Iterable[SectionPart], formats: Formats) -> Iterator[Line]:
    for section in sections:
        yield section.heading, formats.heading
        for entry in section.paragraphs:
            yield entry.lead + entry.text, formats.subheading if entry.is_heading else formats.text


def pieces(text: str) -> Iterator[str]:
    """A text in pieces that a cell can show, cut behind a sentence where there is one."""
    while len(text) > LONGEST_CELL:
        cut = max(text.rfind(mark, LONGEST_CELL // 2, LONGEST_CELL) for mark in "。；，") + 1 or LONGEST_CELL
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text
