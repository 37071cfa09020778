"""The three tables of a draft as cells with spans, before any format prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.annual.corpus.draft import Draft, outside_path

from gongkai.annual.form import Edition

__all__ = [
    "ApplicationLine",
    "Box",
    "application_lines",
    "matrix",
    "table_four",
    "table_three",
    "table_two",
    "tables",
]


@dataclass
class Box:
    """A cell: its text and how far it spans; ``figure`` is true where it holds one."""

    text: str
    columns: int = 1
    rows: int = 1
    figure: bool = False


@dataclass
class ApplicationLine:
    """A row of Table 3: the labels that stand in its three label columns, and its seven texts.

    ``outer`` and ``group`` are empty where a label above spans the row; ``span`` says how many columns the
    last label takes, ``outer_rows`` and ``group_rows`` how many rows theirs span.
    """

    key: str
    outer: str
    group: str
    item: str
    span: int
    texts: list[str]
    outer_rows: int = 0
    group_rows: int = 0


def _group_labels(edition: Edition) -> dict[str, tuple[str, str | None]]:
    return {group.key: (str(group.label), group.parent) for group in edition.groups}


def application_lines(draft: Draft) -> list[ApplicationLine]:
    """The 25 rows of Table 3 (23 where （六）其他处理 is one row)."""
    groups = _group_labels(draft.edition)
    rows = list(draft.edition.applications)
    if draft.one_other_row and draft.edition.key == "2021":
        rows = [row for row in rows if row.key not in ("other_clarification_lapsed", "other_fee_unpaid")]
    lines: list[ApplicationLine] = []
    seen: set[str] = set()
    within = [row for row in rows if row.group]
    for row in rows:
        texts = [draft.printed[f"applications.{row.key}.{column.key}"] for column in draft.edition.applicants]
        text = str(row.label)
        if row.key == "other_other" and draft.one_other_row:
            line = ApplicationLine(row.key, "", "", draft.label("（六）其他处理"), 2, texts)
        elif row.group is None:
            line = ApplicationLine(row.key, "", "", draft.label(text), 3, texts)
        elif row.group == "results":
            line = ApplicationLine(row.key, "", "", draft.label(text), 2, texts)
        else:
            line = ApplicationLine(row.key, "", "", draft.label(text), 1, texts)
            if row.group not in seen:
                line.group = draft.label(groups[row.group][0])
                line.group_rows = sum(1 for other in rows if other.group == row.group)
        if row.group and "results" not in seen:
            line.outer, line.outer_rows = draft.label(groups["results"][0]), len(within)
            seen.add("results")
        seen.add(row.group or "")
        lines.append(line)
    return lines


def table_three_header(draft: Draft) -> list[list[Box]]:
    """The three header rows of Table 3."""
    edition, label = draft.edition, draft.label
    organisations = [column for column in edition.applicants if column.group]
    first, last = edition.applicants[0], edition.applicants[-1]
    return [
        [Box(label(edition.balance_note), 3, 3), Box(label(edition.applicants_heading), 7)],
        [
            Box(label(str(first.label)), 1, 2),
            Box(label(str(organisations[0].group)), len(organisations)),
            Box(label(str(last.label)), 1, 2),
        ],
        [Box(label(str(column.label))) for column in organisations],
    ]


def table_three(draft: Draft) -> list[list[Box]]:
    """Table 3: ten columns, of which three are for labels."""
    rows = table_three_header(draft)
    for line in application_lines(draft):
        boxes = []
        if line.outer:
            boxes.append(Box(line.outer, 1, line.outer_rows))
        if line.group:
            boxes.append(Box(line.group, 1, line.group_rows))
        boxes.append(Box(line.item, line.span))
        rows.append(boxes + [Box(text, figure=True) for text in line.texts])
    return rows


def table_two(draft: Draft) -> list[list[Box]]:
    """Table 2: four columns; a block with fewer figures has wider cells."""
    rows: list[list[Box]] = []
    for b, block in enumerate(draft.edition.proactive):
        many = len(block.columns)
        widths = {1: [3], 2: [1, 2], 3: [1, 1, 1]}[many]
        rows.append([Box(draft.label(str(block.basis)), 4)])
        heads = [
            Box(draft.label(str(text)), width) for text, width in zip(block.columns, widths, strict=True)
        ]
        rows.append([Box(draft.label(draft.edition.contents_heading)), *heads])
        for r, row in enumerate(block.rows):
            keys = [cell.path or outside_path(b, r, c) for c, cell in enumerate(row.cells)]
            figures = [
                Box(draft.printed[key], width, figure=True) for key, width in zip(keys, widths, strict=True)
            ]
            rows.append([Box(draft.label(str(row.label))), *figures])
    return rows


def table_four(draft: Draft) -> list[list[Box]]:
    """Table 4: fifteen columns, three header rows and one row of figures."""
    edition, label = draft.edition, draft.label
    parts = [label(str(column.label)) for column in edition.dispute_columns]
    suits = [label(str(group.label)) for group in edition.dispute_groups[1:]]
    return [
        [Box(label("行政复议"), 5), Box(label("行政诉讼"), 10)],
        [*(Box(part, 1, 2) for part in parts), *(Box(suit, 5) for suit in suits)],
        [Box(part) for _ in suits for part in parts],
        [Box(draft.printed[path], figure=True) for group in edition.dispute_paths for path in group],
    ]


def tables(draft: Draft) -> dict[int, list[list[Box]]]:
    """The tables by the number of their section."""
    return {2: table_two(draft), 3: table_three(draft), 4: table_four(draft)}


def matrix(rows: list[list[Box]]) -> list[list[tuple[Box, bool]]]:
    """Every position of a table: the cell that covers it, and whether its upper left corner is there."""
    places: dict[tuple[int, int], tuple[Box, bool]] = {}
    for r, row in enumerate(rows):
        c = 0
        for box in row:
            while (r, c) in places:
                c += 1
            for dr in range(box.rows):
                for dc in range(box.columns):
                    places[r + dr, c + dc] = (box, dr == 0 and dc == 0)
            c += box.columns
    width = 1 + max(column for _, column in places)
    return [[places[r, c] for c in range(width)] for r in range(len(rows))]


def figure_texts(row: list[Box]) -> Iterator[str]:
    """The texts of the figures of a row."""
    return (box.text for box in row if box.figure)
