"""The text of a report as the body of an item: headings, paragraphs, and where its tables are found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape

from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.outline import Paragraph, outline_of

TABLE_IS_ATTACHED = "本部分的表格见附件。"


def body_of(report: AnnualReport) -> str:
    """The narrative as the JSON of an item's body: one text, in the order of the form."""
    outline = outline_of(report, report.form)
    parts = [*_paragraphs(outline.preface)]
    for section in outline.sections:
        parts.append(f"<h2>{_text(section.heading)}</h2>")
        parts += _paragraphs(section.paragraphs)
        if section.table is not None:
            parts.append(f"<p>{TABLE_IS_ATTACHED}</p>")
    parts += _paragraphs(outline.closing)
    return json.dumps([{"type": "text", "value": "".join(parts)}], ensure_ascii=False)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.is_heading:
            yield f"<h3>{_text(paragraph.lead)}</h3>"
        else:
            yield f"<p>{_text(paragraph.lead)}{_text(paragraph.text)}</p>"


def _text(text: str) -> str:
    return escape(text, quote=False)
