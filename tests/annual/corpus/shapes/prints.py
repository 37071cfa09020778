"""Shapes of PDF: real files made by Typst, with ruled tables or with none."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.grids import Box, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.registry import shape

import gongkai.annual.writing

__all__ = ["as_pdf", "pdf_sample"]


@cache
def _compiler() -> Any:
    import typst

    folder = Path(gongkai.annual.writing.__file__).parent / "fonts"
    return typst.Compiler(
        str(Path(__file__).with_name("report.typ")), font_paths=[str(folder)], ignore_system_fonts=True
    )


def _table(rows: list[list[Box]], widths: list[int]) -> dict[str, Any]:
    cells = [[{"text": box.text, "columns": box.columns, "rows": box.rows} for box in row] for row in rows]
    return {"kind": "table", "widths": widths, "rows": cells}


def as_pdf(
    draft: Draft, ruled: bool, table_size: float, printed: dict[int, list[list[list[Box]]]] | None = None
) -> bytes:
    """The report as PDF; ``printed`` has the pieces of each section's table."""
    narrative = draft.narrative
    widths = {2: [3, 2, 2, 2], 3: [2, 3, 9, 3, 2, 2, 2, 2, 2, 3], 4: [1] * 15}
    pieces = printed or {number: [rows] for number, rows in tables(draft).items()}
    blocks: list[dict[str, Any]] = [{"kind": "title", "text": line} for line in narrative.title]
    blocks.append({"kind": "text", "text": narrative.preface})
    for number in range(1, 7):
        blocks.append({"kind": "text", "text": draft.headings[number]})
        blocks.extend({"kind": "text", "text": text} for text in narrative.texts.get(number, []))
        blocks.extend(_table(rows, widths[number]) for rows in pieces.get(number, []))
    blocks.extend(
        {"kind": "text", "text": text} for text in (narrative.signature, narrative.dated_text) if text
    )
    data = {"blocks": blocks, "ruled": ruled, "size": 15, "table_size": table_size}
    pdf: bytes = _compiler().compile(
        format="pdf", sys_inputs={"report": json.dumps(data, ensure_ascii=False)}
    )
    return pdf


def pdf_sample(draft: Draft, data: bytes) -> Sample:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    source = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    return draft.sample(data, f"{draft.narrative.agency.short}{draft.narrative.year}.pdf", source)


@shape("pdf_ruled")
def ruled(random: Random) -> Sample:
    """Ruled tables that run over pages, labels wrapped in narrow columns."""
    draft = new_draft(random)
    return pdf_sample(draft, as_pdf(draft, True, random.choice((8, 9.5, 10.5))))


@shape("pdf_without_rules")
def without_rules(random: Random) -> Sample:
    """Tables without lines: only the positions of the text tell the columns."""
    draft = new_draft(random)
    return pdf_sample(draft, as_pdf(draft, False, random.choice((7, 8))))
