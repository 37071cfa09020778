"""The form as a Word document, to be filled in on a computer or printed. It names the fonts that offices have."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from gongkai.annual.writing.characters import clean
from gongkai.annual.writing.docx_file import describe, same_bytes
from gongkai.annual.writing.docx_layout import (
    FONT_BODY,
    FONT_HEADING,
    FONT_TITLE,
    add_line,
    add_run,
    child,
    set_fonts,
    set_language,
    set_styles,
)
from gongkai.portal.application_form.form import DAY, NAME, Field, Form

if TYPE_CHECKING:
    from docx.document import Document

_WIDTHS: Final = (2100, 2720, 2100, 2720)
"""Twips: 37 and 48 mm, twice."""
_LINE: Final = 360
_SIZE: Final = 22
"""Half points: 11 pt."""


def docx(form: Form) -> bytes:
    """The bytes, the same for the same form."""
    import docx as library

    document = library.Document()
    _set_page(document)
    set_language(document)
    set_styles(document)
    title = add_line(document, "Title")
    title.paragraph_format.space_after = 0
    add_run(title, NAME, FONT_TITLE)
    _say(document, f"受理机关：{form.agency}", side="center")
    _add_table(document, form)
    _say(document, "交到哪里", FONT_HEADING)
    for sentence in form.where:
        _say(document, sentence)
    _say(document, "填写说明", FONT_HEADING)
    for number, sentence in enumerate(form.notes, 1):
        _say(document, f"{number}. {sentence}")
    describe(document, NAME, form.agency, DAY)
    file = io.BytesIO()
    document.save(file)
    return same_bytes(file)


def _set_page(document: Document) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(14)


def _say(document: Document, text: str, font: str = FONT_BODY, side: str = "left") -> None:
    line = add_line(document, "TableText")
    child(line._p.get_or_add_pPr(), "jc", val=side)
    run = line.add_run(clean(text))
    _dress(run._r.get_or_add_rPr(), font)


def _dress(properties: Any, font: str) -> None:
    set_fonts(properties, font)
    child(properties, "sz", val=_SIZE)
    child(properties, "szCs", val=_SIZE)


def _add_table(document: Document, form: Form) -> None:
    from docx.oxml import OxmlElement

    table = OxmlElement("w:tbl")
    properties = child(table, "tblPr")
    child(properties, "tblW", w=sum(_WIDTHS), type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, edge, val="single", sz=4, space=0, color="000000")
    child(properties, "tblLayout", type="fixed")
    child(properties, "tblCaption", val=NAME)
    grid = child(table, "tblGrid")
    for width in _WIDTHS:
        child(grid, "gridCol", w=width)
    for cells, lines in _rows(form):
        row = child(table, "tr")
        about = child(row, "trPr")
        child(about, "cantSplit")
        child(about, "trHeight", val=_LINE * lines, hRule="atLeast")
        for text, columns, font, fill in cells:
            _add_cell(row, text, columns, font, fill)
    anchor: Any = document.add_paragraph()._p
    anchor.addprevious(table)
    anchor.getparent().remove(anchor)


_Cell = tuple[str, tuple[int, ...], str, str]
"""Text, widths of the columns that it takes, font, shade."""


def _rows(form: Form) -> Iterator[tuple[list[_Cell], int]]:
    """The cells of each row, and how many lines high it is."""
    for part in form.parts:
        yield [(part.heading, _WIDTHS, FONT_HEADING, "E1E1E1")], 1
        for fields in part.rows:
            wide = _WIDTHS[1:] if len(fields) == 1 else _WIDTHS[1:2]
            cells = [cell for field in fields for cell in _pair(field, wide)]
            yield cells, max(field.lines for field in fields)


def _pair(field: Field, wide: tuple[int, ...]) -> tuple[_Cell, _Cell]:
    ticked = "　".join(f"□{choice}" for choice in field.choices)
    return (field.label, _WIDTHS[:1], FONT_BODY, "F5F5F5"), (ticked, wide, FONT_BODY, "")


def _add_cell(row: Any, text: str, columns: tuple[int, ...], font: str, fill: str) -> None:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=sum(columns), type="dxa")
    if len(columns) > 1:
        child(properties, "gridSpan", val=len(columns))
    if fill:
        child(properties, "shd", val="clear", color="auto", fill=fill)
    child(properties, "vAlign", val="center")
    paragraph = child(cell, "p")
    about = child(paragraph, "pPr")
    child(about, "pStyle", val="TableText")
    child(about, "jc", val="center" if len(columns) == len(_WIDTHS) else "left")
    # Also an empty cell names the font: what is typed into it looks like the rest.
    _dress(child(about, "rPr"), font)
    if text:
        run = child(paragraph, "r")
        _dress(child(run, "rPr"), font)
        child(run, "t").text = text
