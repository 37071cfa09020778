"""The report as Markdown with GitHub's pipe tables.

A pipe table has one header row and no spans: labels of groups are repeated in columns of their own, Table 2
becomes a table for each of its parts, and header cells name the groups above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.annual.form import Column, Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.outline import Outline, Paragraph, SectionPart, outline_of
from gongkai.annual.writing.tables import LABEL_COLUMNS, Part, Role, Row, Table, TableCell, figure_text

__all__ = ["render"]

# What would turn into markup anywhere in a line, and what would at its beginning.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_LINE_MARKUP = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]{2,}\s*$|\d{1,9}[.)](?=\s))")


def render(report: AnnualReport, edition: Edition) -> bytes:
    """The report as UTF-8 bytes of Markdown; what looks like markup in its text is escaped."""
    return "\n\n".join(_blocks(outline_of(report, edition), report, edition)).encode() + b"\n"


def _blocks(outline: Outline, report: AnnualReport, edition: Edition) -> Iterator[str]:
    yield f"# {_escape(outline.title)}"
    yield from _paragraphs(outline.preface)
    for section in outline.sections:
        yield f"## {_escape(section.heading)}"
        yield from _paragraphs(section.paragraphs)
        yield from _tables(section, report, edition)
    yield from _paragraphs(outline.closing)
    if outline.agency:
        yield _escape(outline.agency)
    if outline.dated:
        yield outline.dated_text


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.is_heading:
            yield f"### {_escape(paragraph.lead)}"
        else:
            yield _escape(paragraph.lead + paragraph.text)


def _escape(text: str) -> str:
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], text)
    return _LINE_MARKUP.sub(_escape_start, escaped)


def _escape_start(found: re.Match[str]) -> str:
    # A number becomes a list by its point, everything else by its first sign.
    mark = found[0]
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


def _tables(section: SectionPart, report: AnnualReport, edition: Edition) -> Iterator[str]:
    table = section.table
    if table is None:
        return
    if table.key == "disputes":
        yield _dispute_row(report, edition)
    elif len(table.parts) > 1:
        yield from (_part(part) for part in table.parts)
    else:
        yield _applicant_rows(table, edition)


def _part(part: Part) -> str:
    """A part of Table 2; its first header cell names the item of 第二十条 that it is about."""
    heads = _texts(part.header[-1])
    heads[0] = f"{part.header[0][0].text} {heads[0]}"
    return _pipes([heads, *(_texts(row) for body in part.bodies for row in body)], 1)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _applicant_rows(table: Table, edition: Edition) -> str:
    heads = [edition.balance_note, *[""] * (LABEL_COLUMNS - 1), *map(_column_head, edition.applicants)]
    return _pipes([heads, *_repeated(table.parts[0])], LABEL_COLUMNS)


def _column_head(column: Column) -> str:
    return f"{column.group} {column.label}" if column.group else str(column.label)


def _repeated(part: Part) -> Iterator[list[str]]:
    """The rows of Table 3, each with the labels of the groups that it stands in."""
    groups: list[TableCell] = []
    for row in (row for body in part.bodies for row in body):
        number = row[0].row
        started = [cell for cell in row if cell.role is Role.GROUP]
        groups = [group for group in groups if number < group.row + group.row_span] + started
        labels = [group.text for group in groups] + [cell.text for cell in row if cell.role is Role.ROW]
        labels += [""] * (LABEL_COLUMNS - len(labels))
        yield labels + [cell.text for cell in row if cell.role is Role.FIGURE]


def _dispute_row(report: AnnualReport, edition: Edition) -> str:
    heads = [
        " ".join((_column_head(group), str(column.label)))
        for group in edition.dispute_groups
        for column in edition.dispute_columns
    ]
    figures = [figure_text(report.value(path)) for paths in edition.dispute_paths for path in paths]
    return _pipes([heads, figures], 0)


def _pipes(rows: Iterable[list[str]], labels: int) -> str:
    """A pipe table: the first row is the header, ``labels`` columns of text come before those of figures."""
    found = list(rows)
    lines = [f"| {' | '.join(_escape(text) for text in row)} |" for row in found]
    rule = ["---"] * labels + ["---:"] * (len(found[0]) - labels)
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])
