"""Documents as plain lines, so that a test can show what was read at a glance."""

from __future__ import annotations

from gongkai.annual.reading.blocks import Document, Grid, Paragraph, Picture


def lines(document: Document) -> list[str]:
    """One line for a paragraph or picture, for a grid one for each row: cells joined by |, spans as ×RxC."""
    drawn: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            drawn.append("#" * block.level + (" " if block.level else "") + block.text)
        elif isinstance(block, Picture):
            drawn.append(f"[图:{block.text}]")
        else:
            drawn += rows(block)
    return drawn


def rows(grid: Grid) -> list[str]:
    """The rows of a grid, each cell once, where its upper left corner is."""
    return ["|" + "|".join(_cell(grid, row)) for row in range(len(grid.rows))]


def _cell(grid: Grid, row: int) -> list[str]:
    return [
        cell.text.replace("\n", "/")
        + (f"×{cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else "")
        for cell in grid.anchors(row)
    ]


def grids(document: Document) -> list[Grid]:
    """The grids of a document, in order."""
    return [block for block in document.blocks if isinstance(block, Grid)]
