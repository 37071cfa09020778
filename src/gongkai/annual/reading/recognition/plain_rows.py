"""Rows of Table 3 printed as the form has them: labels, then seven plain numbers, each in a cell of its own.

Most rows of most reports are such. There is nothing to find out about them: which cells are the figures, and
that each stands for its column, shows at one look, where other rows take several.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition.evidence import Slot
from gongkai.annual.reading.recognition.printed import Kind, read_count
from gongkai.annual.report import Place

__all__ = ["plain_row"]

_WIDTH = len(EDITION_2021.applicants)
_TEXT, _BLANK = Kind.TEXT, Kind.BLANK
# As Slot(...) does, in half the time: it is made for every figure of every report.
_slot: Callable[[tuple[str, Place]], Slot] = partial(tuple.__new__, Slot)


def plain_row(grid: Grid, cells: Sequence[GridCell | None]) -> tuple[str, tuple[Slot, ...]] | None:
    """The label before the figures, and the seven figures with their places; None for any other row."""
    last = cells[-1] if len(cells) > _WIDTH else None
    if last is None or not last.text.isdigit():
        return None
    texts = [
        cell.text for cell in cells[-_WIDTH:] if cell is not None and cell.row_span == 1 == cell.column_span
    ]
    digits = "".join(texts)
    if len(texts) != _WIDTH or not digits.isdigit() or not digits.isascii() or not all(texts):
        return None
    label, first = cells[-_WIDTH - 1], cells[-_WIDTH]
    if label is None or first is None:
        return None
    for cell in cells[:-_WIDTH]:
        # a number among the labels may be a serial number or a figure that has moved
        if cell is not None and read_count(cell.text)[0] not in (_TEXT, _BLANK):
            return None
    line = None if grid.first_line is None else grid.first_line + first.row
    places = _places(grid.page, grid.number, first.row + 1, first.column + 1, line)
    return label.text, tuple(map(_slot, zip(texts, places, strict=True)))


@lru_cache(maxsize=1024)
def _places(page: int | None, table: int, row: int, first_column: int, line: int | None) -> tuple[Place, ...]:
    """The places of seven cells side by side: they are the same in nearly every report, and so made once."""
    return tuple(Place(page, table, row, first_column + offset, line) for offset in range(_WIDTH))
