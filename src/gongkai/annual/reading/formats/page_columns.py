"""Tables without rulings: lines of a page whose pieces stand below one another in columns."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.formats.page_flow import is_heading
from gongkai.annual.reading.formats.page_lattice import Ruling
from gongkai.annual.reading.formats.page_text import Line, Span

__all__ = ["ColumnTable", "find_column_tables"]

_FIGURE = re.compile(r"[-+−]?[\d０-９][\d０-９,，.．]*[%％]?|[-—–/／]+|无")
# Labels that wrap leave lines without figures between the rows; more of them than this end the table.
_MOST_LINES_BETWEEN = 5
_MOST_PIECES, _LONGEST_PIECE, _LONGEST_HEAD = 60, 40, 24
# So many figures on one line are a row, even where no other line stands above or below.
_FIGURES_ENOUGH = 5


class _Piece(NamedTuple):
    text: str
    first: int
    last: int


@dataclass(slots=True)
class ColumnTable:
    """Consecutive lines that make a table: for each row its pieces, with the first and the last column."""

    top: float
    bottom: float
    width: int
    rows: list[list[_Piece]]

    def grid(self, number: int, page: int) -> Grid:
        """The table; a piece that stands over several columns spans them, the rest is empty cells."""
        return Grid([self._row(index) for index in range(len(self.rows))], number, page)

    def _row(self, index: int) -> list[GridCell | None]:
        row: list[GridCell] = [GridCell("", index, column) for column in range(self.width)]
        for text, first, last in self.rows[index]:
            if row[first].text:
                row[first].text = f"{row[first].text}\n{text}"
            else:
                end = next((column for column in range(first + 1, last + 1) if row[column].text), last + 1)
                row[first:end] = [GridCell(text, index, first, 1, end - first)] * (end - first)
        return list(row)


def find_column_tables(
    lines: Sequence[Line], rulings: Sequence[Ruling] = ()
) -> list[tuple[range, ColumnTable]]:
    """The tables among lines from top to bottom, each with the range of lines that it takes.

    Only where the evidence is clear: lines of several pieces, figures among them, that stand below one
    another. Where horizontal ``rulings`` part such lines, what stands between two of them is one row.
    """
    spans = [line.spans() if line.has_columns else [] for line in lines]
    tables = []
    for group in _groups(spans):
        if _aligned(lines, spans, group):
            reached = _extended(lines, spans, group)
            tables.append((reached, _table(lines, reached, rulings)))
    return tables


def _extended(lines: Sequence[Line], spans: Sequence[Sequence[Span]], group: range) -> range:
    """The group with the heads above it and the rest of the last row's label below it."""
    first, last = group[0], group[-1]
    while first > 0 and _is_head(spans[first - 1]) and _is_near(lines[first - 1], lines[first]):
        first -= 1
    label, figure = spans[last][:2]
    for following in lines[last + 1 :]:
        if not (_is_rest(following, label, figure) and _is_near(lines[last], following)):
            break
        last += 1
    return range(first, last + 1)


def _is_head(pieces: Sequence[Span]) -> bool:
    return len(pieces) >= 2 and all(len(piece.text) <= _LONGEST_HEAD for piece in pieces)


def _is_rest(line: Line, label: Span, figure: Span) -> bool:
    is_below = abs(line.left - label.left) < line.em and line.right < figure.left
    return is_below and not line.has_columns and not is_heading(line.text)


def _is_near(above: Line, below: Line) -> bool:
    return below.top - above.bottom < 1.2 * below.em


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
    return len(pieces) <= _MOST_PIECES and all(len(piece.text) <= _LONGEST_PIECE for piece in pieces)


def _aligned(lines: Sequence[Line], spans: Sequence[Sequence[Span]], group: range) -> bool:
    rows = [index for index in group if _is_row(spans[index])]
    good = 0
    for earlier, later in pairwise(rows):
        slack = 0.8 * lines[later].em
        shared = sum(any(_is_below(one, other, slack) for other in spans[earlier]) for one in spans[later])
        good += shared >= max(2, min(len(spans[earlier]), len(spans[later])) - 1)
    figures = max(sum(bool(_FIGURE.fullmatch(piece.text)) for piece in spans[index]) for index in rows)
    is_clear = good >= 2 or (good == 1 and len(spans[rows[-1]]) >= 3)
    return figures >= _FIGURES_ENOUGH or (figures > 0 and is_clear)


def _is_below(piece: Span, other: Span, slack: float) -> bool:
    return abs(piece.centre - other.centre) <= slack or abs(piece.right - other.right) <= slack


def _table(lines: Sequence[Line], group: range, rulings: Sequence[Ruling]) -> ColumnTable:
    spans = [lines[index].spans() for index in group]
    columns = _columns([piece for pieces in spans if _is_row(pieces) for piece in pieces])
    rows = [[_Piece(piece.text, *_reach(piece, columns)) for piece in pieces] for pieces in spans]
    bands = [bisect(sorted(ruling.position for ruling in rulings), lines[index].bottom) for index in group]
    if _are_rows(spans, bands):
        together: dict[int, list[_Piece]] = {}
        for band, row in zip(bands, rows, strict=True):
            together.setdefault(band, []).extend(row)
        rows = list(together.values())
    return ColumnTable(lines[group[0]].top, lines[group[-1]].bottom, len(columns), rows)


def _are_rows(spans: Sequence[Sequence[Span]], bands: Sequence[int]) -> bool:
    """Whether the rulings part the table row by row: no two lines of figures between two of them."""
    figures = Counter(
        band
        for pieces, band in zip(spans, bands, strict=True)
        if sum(bool(_FIGURE.fullmatch(piece.text)) for piece in pieces) > 1
    )
    return len(set(bands)) > 1 and max(figures.values(), default=0) <= 1


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
