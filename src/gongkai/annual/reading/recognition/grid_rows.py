"""A grid's row cut in two: the labels, and the cells that figures stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition.evidence import Slot
from gongkai.annual.reading.recognition.printed import Kind, read_count

__all__ = ["Row", "Texts", "cut_row", "slots_of", "texts_of"]

Texts = Sequence[tuple[int, str]]
"""Labels of a row: the column where each begins, and what it says."""


@dataclass(slots=True)
class Row:
    """A grid's row cut in two: the labels before the figures, and the cells from the first figure on."""

    labels: list[GridCell]
    figures: list[GridCell]
    printed: int
    """How many of the figures' cells are not blank."""


# Looked up once: these are compared for every cell of every table.
_TEXT, _BLANK = Kind.TEXT, Kind.BLANK


def cut_row(cells: Sequence[GridCell | None]) -> Row:
    """Cut a row at the last text before its first figure; a row without figures at its last text.

    A single number before the first label is the row's serial number and no figure.
    """
    distinct: list[GridCell] = []
    previous: GridCell | None = None
    last_text = -1
    printed = 0
    for cell in cells:
        if cell is None or cell is previous:
            continue
        previous = cell
        kind = read_count(cell.text)[0]
        if kind is _TEXT:
            if not printed:
                last_text = len(distinct)
            elif printed == 1 == len(distinct):
                last_text, printed = 1, 0
        elif kind is not _BLANK:
            printed += 1
        distinct.append(cell)
    return Row(distinct[: last_text + 1], distinct[last_text + 1 :], printed)


def texts_of(row: Row) -> Texts:
    """A row's labels with the columns where they begin."""
    return [(cell.column, cell.text) for cell in row.labels]


def slots_of(grid: Grid, cells: Sequence[GridCell]) -> tuple[Slot, ...]:
    """Cells as printed figures with their places."""
    return tuple([Slot(cell.text, grid.place(cell)) for cell in cells])
