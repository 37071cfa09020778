"""Tables without rulings: lines of a page whose pieces stand below one another in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.formats.page_text import Line, Span

__all__ = ["ColumnTable", "find_column_tables"]

_FIGURE = re.compile(r"[-+−]?[\d０-９][\d０-９,，.．]*[%％]?|[-—–/／]+|无")
# Labels that wrap leave lines without figures between the rows; more of them than this end the table.
_MOST_LINES_BETWEEN = 4


@dataclass(slots=True)
class ColumnTable:
    """Consecutive lines that make a table: for each line, its pieces with first and last column."""

    top: float
    bottom: float
    width: int
    rows: list[list[tuple[str, int, int]]]

    def grid(self, number: int, page: int) -> Grid:
        """The table; a piece that stands over several columns spans them, the rest is empty cells."""
        rows: list[list[GridCell | None]] = []
        for index, pieces in enumerate(self.rows):
            row: list[GridCell | None] = [GridCell("", index, column) for column in range(self.width)]
            for text, first, last in pieces:
                held = row[first]
                if held is not None and held.text:
                    held.text = f"{held.text} {text}"
                else:
                    row[first : last + 1] = [GridCell(text, index, first, 1, last - first + 1)] * (last - first + 1)
            rows.append(row)
        return Grid(rows, number, page)


def find_column_tables(lines: Sequence[Line]) -> list[tuple[range, ColumnTable]]:
    """The tables among lines from top to bottom, each with the range of lines that it takes.

    Only where the evidence is clear: at least two lines of at least three pieces, of which as many stand
    below one another.
    """
    spans = [line.spans() if line.has_columns else [] for line in lines]
    groups = [group for group in _groups(spans) if _aligned(lines, spans, group)]
    return [(group, _table(lines, group)) for group in groups]


def _groups(spans: Sequence[Sequence[Span]]) -> Iterator[range]:
    """Stretches of lines that begin and end with a line of many pieces."""
    first = last = -1
    for index, pieces in enumerate(spans):
        if not _is_row(pieces):
            continue
        if first >= 0 and index - last > _MOST_LINES_BETWEEN:
            yield range(first, last + 1)
            first = index
        elif first < 0:
            first = index
        last = index
    if first >= 0:
        yield range(first, last + 1)


def _is_row(pieces: Sequence[Span]) -> bool:
    if len(pieces) < 3:
        return len(pieces) == 2 and bool(_FIGURE.fullmatch(pieces[1].text))
    return all(len(piece.text) <= 40 for piece in pieces)


def _aligned(lines: Sequence[Line], spans: Sequence[Sequence[Span]], group: range) -> bool:
    rows = [index for index in group if _is_row(spans[index])]
    good = 0
    for earlier, later in zip(rows, rows[1:], strict=False):
        slack = 0.8 * lines[later].em
        shared = sum(
            any(abs(one.centre - other.centre) <= slack or abs(one.right - other.right) <= slack for other in spans[earlier])
            for one in spans[later]
        )
        good += shared >= max(2, min(len(spans[earlier]), len(spans[later])) - 1)
    has_figures = any(_FIGURE.fullmatch(piece.text) for index in rows for piece in spans[index])
    return has_figures and good >= 1 and (good >= 2 or len(spans[rows[-1]]) >= 3)


def _table(lines: Sequence[Line], group: range) -> ColumnTable:
    spans = [lines[index].spans() for index in group]
    columns = _columns([piece for pieces in spans if _is_row(pieces) for piece in pieces])
    rows = [[(piece.text, *_reach(piece, columns)) for piece in pieces] for pieces in spans]
    return ColumnTable(lines[group[0]].top, lines[group[-1]].bottom, len(columns), rows)


def _columns(pieces: Sequence[Span]) -> list[tuple[float, float]]:
    """The columns from left to right: figures that stand below one another, then what lies beside them."""
    figures = _clusters([piece for piece in pieces if _FIGURE.fullmatch(piece.text)])
    beside = [
        piece
        for piece in pieces
        if not _FIGURE.fullmatch(piece.text)
        and not any(left < piece.right and piece.left < right for left, right in figures)
    ]
    return sorted(figures + _clusters(beside))


def _clusters(pieces: Sequence[Span]) -> list[tuple[float, float]]:
    clusters: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if clusters and piece.left < clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(clusters[-1][1], piece.right))
        else:
            clusters.append((piece.left, piece.right))
    return clusters


def _reach(piece: Span, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column over which a piece stands; the nearest where it stands over none."""
    over = [index for index, (left, right) in enumerate(columns) if left < piece.right and piece.left < right]
    if over:
        return over[0], over[-1]
    nearest = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - piece.centre))
    return nearest, nearest
