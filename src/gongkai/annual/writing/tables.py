"""The three tables of the form with a report's figures, laid out as cells that span rows and columns.

Every format draws these; none knows a label of its own. Rows and columns count from 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from gongkai.annual.form import ApplicationRow, Block, Edition, RowGroup, Section
from gongkai.annual.report import AnnualReport, Figure

__all__ = ["LABEL_COLUMNS", "Part", "Role", "Row", "Table", "TableCell", "figure_text", "tables_of"]

BODY_WIDTH = 156.0
"""Millimetres between the margins (GB/T 9704-2012: 版心 156 mm × 225 mm)."""

LABEL_COLUMNS = 3
"""Table 3 has three columns of labels: 三、本年度办理结果, its groups, and the rows inside a group."""


class Role(StrEnum):
    """What a cell is to its table."""

    BASIS = "basis"
    COLUMN = "column"
    GROUP = "group"
    ROW = "row"
    NOTE = "note"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its text, what it is, where it stands and how far it spans.

    ``path`` names the figure; ``value`` is None where the cell is empty.
    """

    text: str
    role: Role
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    path: str | None = None
    value: Figure | None = None


Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Header rows, and the bodies of rows that they head; a body holds its row spans entirely."""

    header: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``key`` and ``caption`` from the form, the widths of its columns in millimetres, its parts.

    ``column_groups`` says how many columns belong together, from left to right.
    """

    key: str
    caption: str
    widths: tuple[float, ...]
    column_groups: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """All rows from top to bottom."""
        for part in self.parts:
            yield from part.header
            for body in part.bodies:
                yield from body

    @property
    def cells(self) -> Iterator[TableCell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row


def figure_text(value: Figure | None) -> str:
    """A figure as it is printed: every digit of an amount, an empty string where nothing is known."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def tables_of(report: AnnualReport, edition: Edition) -> dict[str, Table]:
    """The tables of the form, by the key that its sections name them with."""
    builders: dict[str, Callable[[AnnualReport, Edition, Section], Table]] = {
        "proactive": _proactive,
        "applications": _applications,
        "disputes": _disputes,
    }
    return {
        section.table: builders[section.table](report, edition, section)
        for section in edition.sections
        if section.table
    }


def _figure(report: AnnualReport, path: str | None, row: int, column: int, span: int = 1) -> TableCell:
    value = report.value(path) if path else None
    return TableCell(figure_text(value), Role.FIGURE, row, column, 1, span, path, value)


def _proactive(report: AnnualReport, edition: Edition, section: Section) -> Table:
    # Blocks have one, two or three columns of figures: the grid is as fine as all of them need.
    fine = math.lcm(*(len(block.columns) for block in edition.proactive))
    label = BODY_WIDTH / 4
    parts: list[Part] = []
    row = 0
    for block in edition.proactive:
        parts.append(_block(report, edition, block, row, fine))
        row += 2 + len(block.rows)
    widths = (label, *[(BODY_WIDTH - label) / fine] * fine)
    return Table("proactive", str(section.title), widths, (len(widths),), tuple(parts))


def _block(report: AnnualReport, edition: Edition, block: Block, first: int, fine: int) -> Part:
    span = fine // len(block.columns)
    basis = TableCell(str(block.basis), Role.BASIS, first, 0, 1, fine + 1)
    heads = (
        TableCell(edition.contents_heading, Role.COLUMN, first + 1, 0),
        *(
            TableCell(str(column), Role.COLUMN, first + 1, 1 + place * span, 1, span)
            for place, column in enumerate(block.columns)
        ),
    )
    rows = tuple(
        (
            TableCell(str(line.label), Role.ROW, number, 0),
            *(
                _figure(report, cell.path, number, 1 + place * span, span)
                for place, cell in enumerate(line.cells)
            ),
        )
        for number, line in enumerate(block.rows, first + 2)
    )
    return Part(((basis,), heads), (rows,))


def _applications(report: AnnualReport, edition: Edition, section: Section) -> Table:
    header = _applicants_header(edition)
    groups = {group.key: group for group in edition.groups}
    chains = [(_chain(row, groups), row) for row in edition.applications]
    bodies: list[tuple[Row, ...]] = []
    number = len(header)
    for _, found in groupby(chains, lambda entry: entry[0][:1]):
        lines = list(found)
        bodies.append(tuple(_application_rows(report, edition, lines, number)))
        number += len(lines)
    # Seven characters of 小五 for （三）不予公开, seventeen for the longest reasons, so that these take two lines.
    labels = (8.0, 23.4, 55.4)
    figures = (BODY_WIDTH - sum(labels)) / len(edition.applicants)
    widths = (*labels, *[figures] * len(edition.applicants))
    together = [len(list(found)) for _, found in groupby(edition.applicants, lambda entry: entry.group)]
    column_groups = (LABEL_COLUMNS, *together)
    return Table("applications", str(section.title), widths, column_groups, (Part(header, tuple(bodies)),))


def _chain(row: ApplicationRow, groups: dict[str, RowGroup]) -> tuple[RowGroup, ...]:
    """The groups that hold a row, the outermost first."""
    chain: list[RowGroup] = []
    key = row.group
    while key:
        chain.insert(0, groups[key])
        key = groups[key].parent
    return tuple(chain)


def _application_rows(
    report: AnnualReport,
    edition: Edition,
    lines: list[tuple[tuple[RowGroup, ...], ApplicationRow]],
    first: int,
) -> Iterator[Row]:
    open_groups: tuple[RowGroup, ...] = ()
    for offset, (chain, line) in enumerate(lines):
        number = first + offset
        cells = [
            TableCell(
                str(group.label),
                Role.GROUP,
                number,
                depth,
                sum(1 for later, _ in lines[offset:] if group in later),
            )
            for depth, group in enumerate(chain)
            if group not in open_groups
        ]
        open_groups = chain
        depth = len(chain)
        cells.append(TableCell(str(line.label), Role.ROW, number, depth, 1, LABEL_COLUMNS - depth))
        cells += [
            _figure(report, f"applications.{line.key}.{column.key}", number, LABEL_COLUMNS + place)
            for place, column in enumerate(edition.applicants)
        ]
        yield tuple(cells)


def _applicants_header(edition: Edition) -> tuple[Row, ...]:
    first: list[TableCell] = [
        TableCell(edition.balance_note, Role.NOTE, 0, 0, 3, LABEL_COLUMNS),
        TableCell(edition.applicants_heading, Role.COLUMN, 0, LABEL_COLUMNS, 1, len(edition.applicants)),
    ]
    second: list[TableCell] = []
    third: list[TableCell] = []
    column = LABEL_COLUMNS
    for group, found in groupby(edition.applicants, lambda entry: entry.group):
        members = list(found)
        if group:
            second.append(TableCell(group, Role.COLUMN, 1, column, 1, len(members)))
            third += [TableCell(str(m.label), Role.COLUMN, 2, column + i) for i, m in enumerate(members)]
        else:
            second += [TableCell(str(m.label), Role.COLUMN, 1, column + i, 2) for i, m in enumerate(members)]
        column += len(members)
    return tuple(first), tuple(second), tuple(third)


def _disputes(report: AnnualReport, edition: Edition, section: Section) -> Table:
    each = len(edition.dispute_columns)
    first: list[TableCell] = []
    second: list[TableCell] = []
    column = 0
    for group, found in groupby(edition.dispute_groups, lambda entry: entry.group):
        members = list(found)
        if group:
            first.append(TableCell(group, Role.COLUMN, 0, column, 1, each * len(members)))
            second += [
                TableCell(str(m.label), Role.COLUMN, 1, column + i * each, 1, each)
                for i, m in enumerate(members)
            ]
        else:
            first += [
                TableCell(str(m.label), Role.COLUMN, 0, column + i * each, 2, each)
                for i, m in enumerate(members)
            ]
        column += each * len(members)
    names = [str(entry.label) for _ in edition.dispute_groups for entry in edition.dispute_columns]
    third = tuple(TableCell(name, Role.COLUMN, 2, place) for place, name in enumerate(names))
    paths = [path for group in edition.dispute_paths for path in group]
    figures = tuple(_figure(report, path, 3, place) for place, path in enumerate(paths))
    widths = (BODY_WIDTH / column,) * column
    part = Part((tuple(first), tuple(second), third), ((figures,),))
    return Table("disputes", str(section.title), widths, (each,) * len(edition.dispute_groups), (part,))
