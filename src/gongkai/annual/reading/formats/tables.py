"""Rows of cells with spans become grids; tables that only lay out a page become the text in them.

Pages and Word files put whole articles into tables. Such a table is no data: what is in it comes out as
paragraphs, in order, so that stage two finds its headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.annual.reading.blocks import Block, Grid, GridCell, Paragraph
from gongkai.annual.reading.formats.limits import Allowance

__all__ = [
    "SourceCell",
    "SourceRow",
    "arrange",
    "expand",
    "number_grids",
    "paragraphs_of",
]

SourceCell = tuple[str, int, int, list[Block] | None]
"""Text, row span, column span; and what the cell holds in order, where that is more than text."""
SourceRow = list[SourceCell]
Positions = list[list[GridCell | None]]

# The longest label of the form has 45 characters; a cell as long as this is prose.
_PROSE = 200
_PROSE_ACROSS = 80
_DATA_ROWS, _DATA_COLUMNS, _DATA_CELLS = 3, 3, 12


def expand(rows: list[SourceRow], allowance: Allowance, group_ends: list[int] | None = None) -> Positions:
    """Lay the cells out on positions, every row as wide as the widest.

    ``group_ends`` has for each row the row where its group (tbody) ends, which no cell crosses; without it
    the whole table is one group. Raises UnreadableError when the allowance does not cover the positions.
    """
    grid: Positions = [[] for _ in rows]
    for number, cells in enumerate(rows):
        line = grid[number]
        end = group_ends[number] if group_ends else len(rows)
        column = 0
        for text, row_span, column_span, _ in cells:
            if column < len(line):
                while column < len(line) and line[column] is not None:
                    column += 1
            if row_span == column_span == 1 and column == len(line):
                line.append(GridCell(text, number, column))
            else:
                row_span = min(row_span, end - number)
                allowance.take_positions(row_span * column_span)
                cell = GridCell(text, number, column, row_span, column_span)
                if row_span == 1 and column == len(line):
                    line.extend([cell] * column_span)
                else:
                    _spread(grid, cell)
            column += column_span
    _pad(grid, allowance)
    return grid


def _spread(grid: Positions, cell: GridCell) -> None:
    """Put a cell at all its positions; where spans overlap, the earlier cell stays."""
    stop = cell.column + cell.column_span
    for line in grid[cell.row : cell.row + cell.row_span]:
        if len(line) < stop:
            line.extend([None] * (stop - len(line)))
        for column in range(cell.column, stop):
            if line[column] is None:
                line[column] = cell


def _pad(grid: Positions, allowance: Allowance) -> None:
    width = max(map(len, grid), default=0)
    allowance.take_positions(width * len(grid))
    for line in grid:
        if len(line) < width:
            line.extend([None] * (width - len(line)))


def arrange(
    rows: list[SourceRow], allowance: Allowance, group_ends: list[int] | None = None, caption: str = ""
) -> list[Block]:
    """What a table of the source amounts to: a grid, or text, or several of both where it holds both.

    The grids are not numbered yet: see :func:`number_grids`.
    """
    nested = [cell[3] for row in rows for cell in row if cell[3]]
    grid = Grid(expand(rows, allowance, group_ends), 0, caption=caption)
    longest = max([len(cell[0]) for row in rows for cell in row], default=0)
    if grid.width < 2 or (any(map(_is_more_than_text, nested)) and not _is_data(grid)):
        return [*paragraphs_of(caption), *_contents(rows)]
    extras = (block for content in nested for block in content if not isinstance(block, Paragraph))
    return [*(_cut_at_prose(grid) if longest > _PROSE_ACROSS else [grid]), *extras]


def paragraphs_of(text: str) -> list[Block]:
    """The lines of a cell as paragraphs."""
    return [Paragraph(line) for line in text.split("\n") if line]


def number_grids(blocks: Iterable[Block]) -> None:
    """Count the grids from 1 in reading order."""
    grids = (block for block in blocks if isinstance(block, Grid))
    for number, grid in enumerate(grids, start=1):
        grid.number = number


def _contents(rows: list[SourceRow]) -> Iterator[Block]:
    for row in rows:
        for text, _, _, content in row:
            yield from content if content else paragraphs_of(text)


def _is_more_than_text(content: list[Block]) -> bool:
    """Whether a cell holds a grid, or so much that it is a part of the page and no cell of data."""
    length = 0
    for block in content:
        length += len(block.text) if isinstance(block, Paragraph) else 0
        if isinstance(block, Grid) or length > _PROSE:
            return True
    return False


def _is_data(grid: Grid) -> bool:
    """Whether a table is a real one although another table stands in one of its cells."""
    if len(grid.rows) < _DATA_ROWS or grid.width < _DATA_COLUMNS:
        return False
    texts = [cell.text for row in range(len(grid.rows)) for cell in grid.anchors(row) if cell.text]
    return len(texts) >= _DATA_CELLS and max(map(len, texts)) < _PROSE


def _cut_at_prose(grid: Grid) -> list[Block]:
    """Take the rows of prose out of a grid; what stands between them stays a grid."""
    prose = [row for row, line in enumerate(grid.rows) if _has_long_text(line) and _is_prose(grid, row)]
    if not prose:
        return [grid]
    blocks: list[Block] = paragraphs_of(grid.caption)
    start = 0
    for row in [*prose, len(grid.rows)]:
        if start < row:
            blocks += _piece(grid, start, row)
        if row < len(grid.rows):
            blocks += [line for cell in grid.anchors(row) for line in paragraphs_of(cell.text)]
        start = row + 1
    return blocks


def _has_long_text(line: list[GridCell | None]) -> bool:
    return any([cell is not None and len(cell.text) > _PROSE_ACROSS for cell in line])  # noqa: C419 - faster


def _is_prose(grid: Grid, row: int) -> bool:
    lengths = [len(cell.text) for cell in grid.anchors(row) if cell.text]
    return bool(lengths) and (max(lengths) > _PROSE or (len(lengths) == 1 and lengths[0] > _PROSE_ACROSS))


def _piece(grid: Grid, start: int, stop: int) -> list[Block]:
    """The rows from start to before stop as a grid of their own; spans that reach out are cut."""
    copies: dict[int, GridCell] = {}
    rows: Positions = []
    for row in range(start, stop):
        line: list[GridCell | None] = []
        for cell in grid.rows[row]:
            if cell is not None and id(cell) not in copies:
                bottom = min(cell.row + cell.row_span, stop)
                copies[id(cell)] = GridCell(
                    cell.text, row - start, cell.column, bottom - row, cell.column_span
                )
            line.append(None if cell is None else copies[id(cell)])
        rows.append(line)
    if not any(cell.text for cell in copies.values()):
        return []
    if len({cell.column for cell in copies.values()}) == 1:
        return [line for cell in copies.values() for line in paragraphs_of(cell.text)]
    return [Grid(rows, 0)]
