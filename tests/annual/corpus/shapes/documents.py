"""Shapes of Word documents."""

from __future__ import annotations

import io
from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.grids import Box, application_lines, matrix, table_three, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.pages import cut_rows
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.shapes.word_xml import body_table, numbered_paragraph, package, plain_paragraph

__all__ = ["by_hand", "by_library"]


def by_hand(
    draft: Draft,
    printed: dict[int, str],
    lists: tuple[tuple[str, str], ...] = (),
    headings_numbered: bool = False,
) -> Sample:
    """The report as hand-made XML, with the tables given."""
    narrative, random = draft.narrative, draft.random
    out = [plain_paragraph(line) for line in narrative.title] + [plain_paragraph(narrative.preface)]
    for number in range(1, 7):
        heading = draft.headings[number]
        if headings_numbered:
            out.append(numbered_paragraph(heading.split("、", 1)[1], 1))
        else:
            out.append(plain_paragraph(heading, random.randrange(1, 5)))
        out.extend(plain_paragraph(text, random.randrange(1, 20)) for text in narrative.texts.get(number, []))
        out.append(printed.get(number, ""))
    out.extend(plain_paragraph(text) for text in (narrative.signature, narrative.dated_text) if text)
    return draft.sample(
        package("".join(out), lists), f"{narrative.agency.short}{narrative.year}.docx", "".join(out)
    )


@shape("docx_by_hand")
def plain(random: Random) -> Sample:
    """gridSpan and vMerge as Word writes them, text in many runs."""
    draft = new_draft(random)
    return by_hand(draft, {number: body_table(rows) for number, rows in tables(draft).items()})


@shape("docx_nested")
def nested(random: Random) -> Sample:
    """Each table is inside the one cell of another."""
    draft = new_draft(random)
    printed = {
        number: f"<w:tbl><w:tblPr/><w:tr><w:tc>{body_table(rows)}<w:p/></w:tc></w:tr></w:tbl>"
        for number, rows in tables(draft).items()
    }
    return by_hand(draft, printed)


@shape("docx_automatic_numbers")
def automatic_numbers(random: Random) -> Sample:
    """Headings and items are numbered by Word: the numbers are not in the text."""
    draft = new_draft(random)
    lists: dict[str, int] = {}
    formats = [("chineseCounting", "%1、")]
    for line in application_lines(draft):
        if line.group:
            formats.append(("decimal", "%1."))
        if line.item[0].isdigit():
            lists[line.item] = len(formats)
    printed = {number: body_table(rows, lists) for number, rows in tables(draft).items()}
    return by_hand(draft, printed, tuple(formats), headings_numbered=True)


@shape("docx_tables_cut")
def tables_cut(random: Random) -> Sample:
    """Table 3 is two tables with a paragraph between them."""
    draft = new_draft(random)
    printed = {number: body_table(rows) for number, rows in tables(draft).items()}
    first, second = cut_rows(table_three(draft), random.randrange(5, 25))
    printed[3] = body_table(first) + plain_paragraph("") + body_table(second)
    return by_hand(draft, printed)


def by_library(draft: Draft) -> bytes:
    """The report written by python-docx, its cells merged."""
    from docx import Document

    document = Document()
    narrative = draft.narrative
    document.core_properties.title = "".join(narrative.title)
    document.core_properties.author = narrative.agency.name
    for line in narrative.title:
        document.add_paragraph(line)
    document.add_paragraph(narrative.preface)
    grids = tables(draft)
    for number in range(1, 7):
        document.add_paragraph(draft.headings[number])
        for text in narrative.texts.get(number, []):
            document.add_paragraph(text)
        if number in grids:
            _add_table(document, grids[number])
    for text in (narrative.signature, narrative.dated_text):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document, rows: list[list[Box]]) -> None:  # type: ignore[no-untyped-def]
    positions = matrix(rows)
    table = document.add_table(len(positions), len(positions[0]))
    # row.cells walks the whole row each time, so it is asked once a row.
    cells = [row.cells for row in table.rows]
    for r, row in enumerate(positions):
        for c, (box, anchor) in enumerate(row):
            if anchor:
                cell = cells[r][c]
                if box.rows > 1 or box.columns > 1:
                    cell = cell.merge(cells[r + box.rows - 1][c + box.columns - 1])
                cell.text = box.text


@shape("docx_by_library")
def library(random: Random) -> Sample:
    """Made with python-docx, merged cells."""
    draft = new_draft(random)
    name = f"{draft.narrative.agency.short}{draft.narrative.year}.docx"
    return draft.sample(by_library(draft), name, "(DOCX by python-docx)")
