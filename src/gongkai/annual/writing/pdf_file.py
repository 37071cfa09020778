"""The report as a PDF: tagged (PDF/UA-1), for the archive (PDF/A-2a), in the layout of GB/T 9704-2012.

``report.typ`` sets the page. It gets the report as data only: no text of a report ever becomes source.
"""

from __future__ import annotations

import json
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.errors import WritingError
from gongkai.annual.writing.glyphs import FONTS, printable
from gongkai.annual.writing.outline import Outline, Paragraph, outline_of
from gongkai.annual.writing.tables import Row, Table

if TYPE_CHECKING:
    import typst

__all__ = ["render"]

TEMPLATE = Path(__file__).parent / "report.typ"

_STANDARDS: list[Any] = ["a-2a", "ua-1"]

_of_thread = threading.local()


def render(report: AnnualReport, edition: Edition) -> bytes:
    """The report as PDF bytes; characters that no font has are printed as 〓 (see ``unprintable``)."""
    import typst

    data = json.dumps(_data(outline_of(report, edition)), ensure_ascii=False)
    try:
        file = _compiler().compile(
            format="pdf", pdf_standards=_STANDARDS, sys_inputs={"report": data}, timestamp=0
        )
    except typst.TypstError as error:
        raise WritingError(f"排版PDF失败：{error.message}。请把这份报告的数据附在问题里告诉我们") from error
    assert isinstance(file, bytes)
    return file


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compiler() -> typst.Compiler:
    """This thread's compiler: one cannot be shared between threads, and a new one costs its start each time."""
    import typst

    compiler: typst.Compiler | None = getattr(_of_thread, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(
            TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True
        )
        _of_thread.compiler = compiler
    return compiler


def _data(outline: Outline) -> dict[str, Any]:
    day = outline.document_date
    return {
        "title": printable(outline.title),
        "title_lines": [printable(line) for line in outline.title_lines],
        "agency": printable(outline.agency),
        "dated": outline.dated_text,
        "document_date": [day.year, day.month, day.day],
        "preface": _paragraphs(outline.preface),
        "sections": [
            {
                "heading": printable(section.heading),
                "paragraphs": _paragraphs(section.paragraphs),
                "table": _table(section.table) if section.table else None,
            }
            for section in outline.sections
        ],
        "closing": _paragraphs(outline.closing),
    }


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
    return [{"lead": printable(entry.lead), "text": printable(entry.text)} for entry in paragraphs]


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "widths": table.widths,
        "parts": [
            {
                "header": _cells(part.header),
                "body": [cell for body in part.bodies for cell in _cells(body)],
            }
            for part in table.parts
        ],
    }


def _cells(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    return [
        {
            "text": cell.text,
            "role": cell.role.value,
            "x": cell.column,
            "y": cell.row,
            "rows": cell.row_span,
            "columns": cell.column_span,
        }
        for row in rows
        for cell in row
    ]
