"""Attachments and pictures of the example county, made on the fly: nothing of it lies in the package."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

Rows = Sequence[Sequence[str | int | float]]
_MADE = datetime.datetime(2024, 1, 1, 8, 0)


def word(title: str, paragraphs: Sequence[str], rows: Rows = ()) -> bytes:
    """A DOCX with a title, paragraphs, and a table when there are rows."""
    from docx import Document

    document = Document()
    document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(cells.cells, values, strict=True):
                cell.text = str(value)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "示例县", "", title
    properties.created = properties.modified = _MADE
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(sheets: Sequence[tuple[str, Rows]], hidden: Sequence[str] = ()) -> bytes:
    """An XLSX of named sheets, the first row of each a header; those named in `hidden` do not show."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"author": "示例县", "created": _MADE})
    header = book.add_format({"bold": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 9, 22)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, None if number else header)
        if name in hidden:
            sheet.hide()
    book.close()
    return file.getvalue()


_PAGE = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: "FandolFang", size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 14pt)
#let page-text = json(bytes(sys.inputs.text))
#align(center, text(font: "FandolSong", weight: "bold", size: 22pt, page-text.title))
#v(1em)
#for line in page-text.lines [#par(line)]
"""


def printed(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page, with the fonts that the package ships."""
    import json

    import typst

    from gongkai.annual.writing.glyphs import FONTS

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    text = json.dumps({"title": title, "lines": list(lines)}, ensure_ascii=False)
    file = typst.compile(
        _PAGE.encode(), format="pdf", font_paths=fonts, sys_inputs={"text": text}, timestamp=0
    )
    assert isinstance(file, bytes)
    return file


def drawing(seed: int) -> bytes:
    """A PNG of hills under the sun, with trees and a channel: it shows no place that exists."""
    from PIL import Image, ImageDraw

    width, height = 960, 540
    picture = Image.new("RGB", (width, height), (206, 229, 240))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((700 - seed % 300, 50, 790 - seed % 300, 140), fill=(250, 205, 90))
    for layer, colour in enumerate(((139, 171, 146), (101, 145, 108), (66, 112, 78))):
        base = 260 + layer * 80
        points = [
            (x, base + ((x * (layer + 2) + seed * 37) % 160 - 80) // (2 - layer % 2))
            for x in range(0, 1081, 120)
        ]
        draw.polygon([(0, height), *points, (width, height)], fill=colour)
    for number in range(9):
        x = 60 + number * 100 + (seed + number * 53) % 40
        draw.rectangle((x - 4, 440, x + 4, 490), fill=(98, 70, 48))
        draw.ellipse((x - 32, 380, x + 32, 450), fill=(46, 92, 52))
        draw.ellipse((x - 8, 420, x + 4, 436), fill=(240, 172, 62))
    draw.line(((0, 515), (320, 500), (640, 520), (width, 505)), fill=(92, 158, 196), width=16)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
