"""The report as a Word document in the layout of GB/T 9704-2012.

It names the fonts that offices have (方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体) and embeds none.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.docx_layout import (
    FONT_BODY,
    FONT_HEADING,
    FONT_SUBHEADING,
    FONT_TITLE,
    add_line,
    add_run,
    keep_with_next,
    leave_room_above,
    number_pages,
    set_language,
    set_page,
    set_styles,
    sign,
)
from gongkai.annual.writing.docx_table import add_table
from gongkai.annual.writing.outline import Outline, Paragraph, outline_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

__all__ = ["describe", "render", "same_bytes"]


def render(report: AnnualReport, edition: Edition) -> bytes:
    """The report as DOCX bytes: real headings, tables with repeated headers, odd and even page numbers."""
    import docx

    outline = outline_of(report, edition)
    document = docx.Document()
    set_page(document.sections[0])
    set_language(document)
    set_styles(document)
    number_pages(document)
    _fill(document, outline)
    describe(document, outline.title, outline.agency, outline.document_date)
    file = io.BytesIO()
    document.save(file)
    return same_bytes(file)


def _fill(document: Document, outline: Outline) -> None:
    title = add_line(document, "Title")
    for place, text in enumerate(outline.title_lines):
        if place:
            title.add_run().add_break()
        add_run(title, text, FONT_TITLE)
    last = _add_paragraphs(document, outline.preface)
    after_table = False
    for section in outline.sections:
        heading = add_line(document, "Heading1")
        if after_table:
            leave_room_above(heading)
        add_run(heading, section.heading, FONT_HEADING)
        last = _add_paragraphs(document, section.paragraphs) or heading
        after_table = section.table is not None
        if section.table:
            add_table(document, section.table)
    last = _add_paragraphs(document, outline.closing) or last
    if outline.agency or outline.dated_text:
        # 成文日期 never stands on a page without text (GB/T 9704-2012, 7.3.5).
        if last is not None:
            keep_with_next(last)
        sign(document, outline)


def _add_paragraphs(document: Document, paragraphs: tuple[Paragraph, ...]) -> Line | None:
    line: Line | None = None
    for paragraph in paragraphs:
        line = add_line(document, "Heading2" if paragraph.is_heading else None)
        if paragraph.lead:
            add_run(line, paragraph.lead, FONT_SUBHEADING)
        if paragraph.text:
            add_run(line, paragraph.text, FONT_BODY)
    return line


def describe(document: Document, title: str, agency: str, day: date) -> None:
    """Fill in the file's properties and drop what the library's template says of itself."""
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = agency[:255]
    properties.created = properties.modified = datetime.combine(day, time())
    properties.language = "zh-CN"
    properties.comments = properties.keywords = ""
    properties.revision = 1
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def same_bytes(source: io.BytesIO) -> bytes:
    """The package again with its parts in a fixed order and without the time of writing."""
    target = io.BytesIO()
    with zipfile.ZipFile(source) as found, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        # The list of content types goes first, so that tools that sniff a file know it for a document.
        for name in sorted(found.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            written.writestr(entry, found.read(name))
    return target.getvalue()
