"""Rulings of a page become tables: positions by the lines, cells by the lines that are missing.

Nothing here knows PDF: the rulings found in a picture are taken in the same way. Lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.formats.page_text import Glyph, lines_text

__all__ = ["Lattice", "Ruling", "Rulings", "find_lattices"]

# More crossings than this are a drawing or a map, not tables; looking for tables would take for ever.
_MOST_PAIRS = 200_000

# What is smaller than this, in points, is a sign and no table.
_NARROWEST, _LOWEST = 48.0, 12.0


class Ruling(NamedTuple):
    """A straight line: where it stands, and from where to where it runs along the other axis."""

    position: float
    start: float
    end: float


@dataclass(slots=True)
class Rulings:
    """The rulings of a page, each kind apart."""

    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)

    def merged(self, tolerance: float) -> Rulings:
        """The same with pieces of one line, and lines printed twice, put together."""
        return Rulings(_merge(self.horizontal, tolerance), _merge(self.vertical, tolerance))


class _Box(NamedTuple):
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Lattice:
    """A ruled table: the positions of its lines, and its cells by the positions that they span."""

    columns: list[float]
    rows: list[float]
    boxes: list[_Box]
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.rows[-1]

    @property
    def area(self) -> float:
        """The area, to tell a table from the one around it."""
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])

    @property
    def is_table(self) -> bool:
        """Whether it has more than one field, and is larger than a character whose strokes look ruled."""
        is_large = self.columns[-1] - self.columns[0] > _NARROWEST and self.bottom - self.top > _LOWEST
        return is_large and len(self.boxes) > 1

    def holds(self, glyph: Glyph) -> bool:
        """Whether the character's centre is inside."""
        across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return self.columns[0] <= across <= self.columns[-1] and self.rows[0] <= down <= self.rows[-1]

    def grid(self, number: int, page: int) -> Grid:
        """The table with its text, each character in the cell that holds its centre."""
        width, height = len(self.columns) - 1, len(self.rows) - 1
        owner = [[-1] * width for _ in range(height)]
        for index, box in enumerate(self.boxes):
            for row in range(box.row, box.row + box.row_span):
                owner[row][box.column : box.column + box.column_span] = [index] * box.column_span
        contents: list[list[Glyph]] = [[] for _ in self.boxes]
        for glyph in self.glyphs:
            column = bisect_right(self.columns, (glyph.left + glyph.right) / 2) - 1
            row = bisect_right(self.rows, (glyph.top + glyph.bottom) / 2) - 1
            contents[owner[min(row, height - 1)][min(column, width - 1)]].append(glyph)
        cells = [GridCell(lines_text(glyphs), *box) for glyphs, box in zip(contents, self.boxes, strict=True)]
        return Grid([[cells[index] for index in line] for line in owner], number, page)


def find_lattices(rulings: Rulings, tolerance: float) -> list[Lattice]:
    """The ruled tables, the smaller first; ``tolerance`` is how far lines that should meet may miss.

    A frame round a single field is no table. Tables that lack lines at their edge, as where a page break
    cuts them, are closed there.
    """
    merged = rulings.merged(tolerance)
    if len(merged.horizontal) * len(merged.vertical) > _MOST_PAIRS:
        return []
    lattices = [_lattice(group, tolerance) for group in _connected(merged, tolerance)]
    return sorted((lattice for lattice in lattices if lattice.is_table), key=lambda lattice: lattice.area)


def _merge(rulings: Iterable[Ruling], tolerance: float) -> list[Ruling]:
    bands: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if bands and ruling.position - bands[-1][0].position <= tolerance:
            bands[-1].append(ruling)
        else:
            bands.append([ruling])
    return [ruling for band in bands for ruling in _merge_band(band, tolerance)]


def _merge_band(band: list[Ruling], tolerance: float) -> list[Ruling]:
    total = sum(ruling.end - ruling.start for ruling in band) or 1.0
    position = sum(ruling.position * (ruling.end - ruling.start) for ruling in band) / total
    merged: list[Ruling] = []
    for _, start, end in sorted(band, key=lambda ruling: ruling.start):
        if merged and start <= merged[-1].end + tolerance:
            merged[-1] = Ruling(position, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Ruling(position, start, end))
    # A stub no longer than the tolerance is a corner or a dot, not a line of its own.
    return [ruling for ruling in merged if ruling.end - ruling.start > tolerance]


def _connected(rulings: Rulings, tolerance: float) -> list[Rulings]:
    """The rulings by tables: each group's lines touch one another."""
    parents = list(range(len(rulings.horizontal) + len(rulings.vertical)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    offset = len(rulings.horizontal)
    for index, (down, left, right) in enumerate(rulings.horizontal):
        for other, (across, top, bottom) in enumerate(rulings.vertical, offset):
            meets_across = left - tolerance <= across <= right + tolerance
            if meets_across and top - tolerance <= down <= bottom + tolerance:
                parents[root(other)] = root(index)
    groups: dict[int, Rulings] = {}
    for index, ruling in enumerate(rulings.horizontal):
        groups.setdefault(root(index), Rulings()).horizontal.append(ruling)
    for index, ruling in enumerate(rulings.vertical, offset):
        groups.setdefault(root(index), Rulings()).vertical.append(ruling)
    return [group for group in groups.values() if group.horizontal and group.vertical]


def _lattice(rulings: Rulings, tolerance: float) -> Lattice:
    columns = _positions(rulings.vertical, rulings.horizontal, tolerance)
    rows = _positions(rulings.horizontal, rulings.vertical, tolerance)
    below = _covered(rulings.horizontal, rows, columns)
    beside = _covered(rulings.vertical, columns, rows)
    return Lattice(columns, rows, _boxes(len(rows) - 1, len(columns) - 1, below, beside))


def _positions(lines: Sequence[Ruling], crossing: Sequence[Ruling], tolerance: float) -> list[float]:
    """The positions of lines, and of the edges to which the lines that cross them reach."""
    positions = sorted({line.position for line in lines})
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    if first < positions[0] - 2 * tolerance:
        positions.insert(0, first)
    if last > positions[-1] + 2 * tolerance:
        positions.append(last)
    return positions


def _covered(lines: Sequence[Ruling], positions: list[float], crossing: list[float]) -> set[tuple[int, int]]:
    """Where a line is printed: (index of its position, index of the stretch between two crossings)."""
    index_of = {position: index for index, position in enumerate(positions)}
    covered: set[tuple[int, int]] = set()
    for line in lines:
        for stretch in range(len(crossing) - 1):
            start, end = crossing[stretch], crossing[stretch + 1]
            if min(end, line.end) - max(start, line.start) > 0.5 * (end - start):
                covered.add((index_of[line.position], stretch))
    return covered


def _boxes(height: int, width: int, below: set[tuple[int, int]], beside: set[tuple[int, int]]) -> list[_Box]:
    """The cells: from each free position as far right, then down, as no line stops it."""
    taken: set[tuple[int, int]] = set()
    boxes: list[_Box] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < width and (right, row) not in beside and (row, right) not in taken:
                right += 1
            inside = range(column, right)
            last = row + 1
            while last < height and _continues(last, inside, below, beside, taken):
                last += 1
            taken.update((r, c) for r in range(row, last) for c in inside)
            boxes.append(_Box(row, column, last - row, right - column))
    return boxes


def _continues(
    row: int,
    columns: range,
    below: set[tuple[int, int]],
    beside: set[tuple[int, int]],
    taken: set[tuple[int, int]],
) -> bool:
    """Whether a cell over those columns goes on into that row: no line above it, none inside it."""
    if any((row, column) in below or (row, column) in taken for column in columns):
        return False
    return not any((column, row) in beside for column in columns[1:])
