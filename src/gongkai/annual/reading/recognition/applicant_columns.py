"""Which of a grid's columns are the seven of Table 3, by its header and, where that is unsure, by its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.evidence import FigureRow
from gongkai.annual.reading.recognition.grid_rows import Texts
from gongkai.annual.reading.recognition.labels import Fit
from gongkai.annual.reading.recognition.printed import Kind, read_count

__all__ = ["COLUMN_KEYS", "WIDTH", "ApplicantColumns"]

COLUMN_KEYS = tuple(column.key for column in EDITION_2021.applicants)
WIDTH = len(COLUMN_KEYS)
_NEARLY_ALL = WIDTH - 1
_SEVERAL_ROWS = 3
"""Rows of Table 3 that one grid must have before their common width means anything."""
_OTHER_HEADS = 5
"""Heads in one row, none of them a column of Table 3, that make a grid one of something else."""

Placed = tuple[list[GridCell], bool, tuple[str, ...]]
"""A row's figures, whether each stands for one column, and the columns where they are not the form's seven."""


@dataclass
class ApplicantColumns:
    """The columns of one grid as its header rows name them.

    A header in one row is believed as it is printed. One in several rows stands where its spans put it, and
    those are often wrong: an order that is not the form's is believed only where the sums of the rows agree.
    ``carried`` is the order of the piece of the table before this grid, empty for the form's.
    """

    carried: tuple[str, ...] = ()
    _heads: dict[str, int] = field(default_factory=dict)
    _header_rows: int = 0
    _other_heads: int = 0
    _last_head: int = 0
    """The column of the last label in the header, of the form or not."""
    _usual: bool = True
    _rows: list[FigureRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._usual = not self.carried

    def header(self, texts: Texts) -> None:
        """Take in a row of labels above the figures."""
        find = labels.applicants().find
        before = len(self._heads)
        if texts and not self._rows:
            self._last_head = max(self._last_head, texts[-1][0])
        for column, text in texts:
            match = find(text)
            if match is not None and match.fit <= Fit.VARIANT:
                self._heads.setdefault(match.key, column)
        if len(self._heads) > before:
            self._header_rows += 1
            self._usual = self._header_rows > 1 or self.order == COLUMN_KEYS
        elif not self._rows:
            self._other_heads = max(self._other_heads, len(texts))

    @property
    def is_usual(self) -> bool:
        """True while nothing says that the columns are not the form's seven in their order."""
        return self._usual

    @property
    def order(self) -> tuple[str, ...]:
        """The columns as printed from left to right, as far as the header names them."""
        return tuple(sorted(self._heads, key=self._heads.__getitem__)) if self._heads else self.carried

    @property
    def unusual(self) -> tuple[str, ...]:
        """The order that a next piece of the table without a header has; empty for the form's."""
        return () if self._usual else self.order

    def place(self, grid: Grid, cells: Sequence[GridCell | None], figures: list[GridCell]) -> Placed:
        """A row's figures by the header where it fits the row, else by order."""
        if self._usual and len(figures) == WIDTH:
            return figures, not _may_be_moved(grid, cells, figures), ()
        order = self.order
        if not self._usual and len(figures) == len(order):
            return figures, True, order
        if len(figures) == WIDTH:
            return figures, not _may_be_moved(grid, cells, figures), ()
        by_header = self._by_header(grid, cells, figures)
        if by_header is not None:
            return by_header, True, () if order == COLUMN_KEYS else order
        figures = list(figures)
        while len(figures) > WIDTH and not grid.aligned and not figures[-1].text.strip():
            figures.pop()
        padded = False
        while len(figures) > WIDTH and not figures[0].text.strip():
            figures.pop(0)
            padded = True
        while len(figures) > WIDTH and read_count(figures[-1].text).kind in (Kind.TEXT, Kind.BLANK):
            figures.pop()
        placed = len(figures) == WIDTH
        if placed and padded and len(cells) < grid.width and not figures[0].text.strip():
            placed = False  # whether the blank still in front is padding too no one can say
        return figures, placed and not _may_be_moved(grid, cells, figures), ()

    def _by_header(
        self, grid: Grid, cells: Sequence[GridCell | None], figures: Sequence[GridCell]
    ) -> list[GridCell] | None:
        """The cells under the heads, where the header is whole or begins where the figures begin."""
        order = self.order
        if not grid.aligned or len(self._heads) < _NEARLY_ALL or not figures:
            return None
        begins_apart = self._header_rows > 1 or figures[0].column != self._heads[order[0]]
        if order != COLUMN_KEYS and begins_apart:
            return None
        inside = range(self._heads[order[0]], self._last_head + 1)
        if any(
            cell.column not in inside and read_count(cell.text).kind is not Kind.BLANK for cell in figures
        ):
            return None  # a cell too many or too few has moved the others from under their heads
        positions = [self._heads[key] for key in order]
        by_header = [cells[at] if at < len(cells) else None for at in positions]
        chosen = [cell for cell in by_header if cell is not None and cell in figures]
        return chosen if len({id(cell) for cell in chosen}) == len(order) else None

    def add(self, row: FigureRow) -> None:
        """Remember a row of this grid: what its columns are may show only when all are known."""
        self._rows.append(row)

    def settle(self, grid: Grid) -> bool:
        """Decide what only all rows together tell; False where the grid is no part of Table 3."""
        if not self._rows:
            return True
        if not self._heads and self._other_heads >= _OTHER_HEADS and self._contradicted():
            return False
        if self._header_rows > 1 and self._usual:
            self._settle_order()
        if grid.aligned:
            self._settle_width()
        return True

    def _contradicted(self) -> bool:
        """True where the rows do not add up as Table 3 does."""
        sums = [_adds_up(row, COLUMN_KEYS) for row in self._rows if row.placed]
        return sums.count(False) > sums.count(True)

    def _settle_order(self) -> None:
        """Another order than the form's, by a header in several rows, where more rows add up by it."""
        order = self.order
        if len(order) < WIDTH or order == COLUMN_KEYS or len(set(self._heads.values())) < WIDTH:
            return
        rows = [row for row in self._rows if row.placed and not row.columns]
        by_header = sum(_adds_up(row, order) is True for row in rows)
        if by_header > sum(_adds_up(row, COLUMN_KEYS) is True for row in rows):
            for row in rows:
                row.columns = order

    def _settle_width(self) -> None:
        """Rows that are all short or all long have other columns than the form: which, only a header can tell."""
        if any(row.placed for row in self._rows):
            for row in self._rows:
                # where others have seven, one cell more is no column more: it is of another row
                row.unplaceable = not row.placed and _printed(row) > WIDTH
            return
        widths = {len(row.slots) for row in self._rows}
        if len(self._rows) < _SEVERAL_ROWS or len(widths) > 1:
            return
        (width,) = widths
        order = self.order
        positions = [self._heads[key] for key in order if key in self._heads]
        named = width == len(order) < WIDTH and len(set(positions)) == len(positions)
        for row in self._rows:
            if named and order == tuple(key for key in COLUMN_KEYS if key in order):
                row.columns, row.placed = order, True
            elif width != WIDTH + 1 and _printed(row) != WIDTH:
                row.unplaceable = True


def _may_be_moved(grid: Grid, cells: Sequence[GridCell | None], figures: Sequence[GridCell]) -> bool:
    """True for a row of seven cells that are perhaps not the seven.

    A blank in front of a row that lacks a cell may be one of its labels; a blank beside a cell with two
    numbers may be the cell of one of them.
    """
    if all(cell.text for cell in figures):
        return False
    if (
        not figures[0].text
        and grid.aligned
        and len(cells) < grid.width
        and figures[-1].column < grid.width - 1
    ):
        return True
    blanks = sum(not cell.text for cell in figures)
    slipped = sum(max(0, len(read_count(cell.text).parts) - 1) for cell in figures if "\n" not in cell.text)
    return blanks == slipped


def _printed(row: FigureRow) -> int:
    return sum(1 for slot in row.slots if slot.text.strip())


def _adds_up(row: FigureRow, order: Sequence[str]) -> bool | None:
    """Whether the six applicants of a row add up to its total; None where it is all noughts or not all figures."""
    figures = dict(zip(order, (read_count(slot.text).value for slot in row.slots), strict=False))
    total = figures.pop("total", None)
    others = [value for value in figures.values() if value is not None]
    if total is None or len(others) < WIDTH - 1 or not (total or any(others)):
        return None
    return sum(others) == total
