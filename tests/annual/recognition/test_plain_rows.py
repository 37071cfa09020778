"""Rows of Table 3 that are taken at one look, and those that are not."""

from __future__ import annotations

import pytest

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.recognition.grid_rows import cut_row, slots_of
from gongkai.annual.reading.recognition.plain_rows import plain_row

LABEL = "（一）予以公开"
FIGURES = ["5", "0", "0", "1", "0", "0", "6"]


def _grid(texts: list[str], first_line: int | None = None) -> Grid:
    cells: list[GridCell | None] = [GridCell(text, 0, column) for column, text in enumerate(texts)]
    return Grid([cells], 2, page=1 if first_line is None else None, first_line=first_line)


@pytest.mark.parametrize("first_line", [None, 30])
@pytest.mark.parametrize("before", [[LABEL], ["三、本年度办理结果", LABEL], ["", LABEL]])
def test_a_plain_row_is_read_as_step_by_step(before: list[str], first_line: int | None) -> None:
    grid = _grid([*before, *FIGURES], first_line)
    row = cut_row(grid.rows[0])

    assert plain_row(grid, grid.rows[0]) == (row.labels[-1].text, slots_of(grid, row.figures))


@pytest.mark.parametrize(
    "texts",
    [
        FIGURES,
        ["3", LABEL, *FIGURES],
        [LABEL, *FIGURES[:-1]],
        [LABEL, *FIGURES[:-1], ""],
        [LABEL, *FIGURES[:-1], "-"],
        [LABEL, *FIGURES[:-1], "6件"],
        [LABEL, *FIGURES[:-1], "６"],
        ["5", *FIGURES],
    ],
)
def test_any_other_row_is_left_to_the_steps(texts: list[str]) -> None:
    grid = _grid(texts)

    assert plain_row(grid, grid.rows[0]) is None


def test_a_figure_that_spans_columns_is_no_plain_row() -> None:
    grid = _grid([LABEL, *FIGURES])
    wide = GridCell("6", 0, 6, 1, 2)
    grid.rows[0][6:] = [wide, wide]

    assert plain_row(grid, grid.rows[0]) is None


def test_a_hole_in_the_row_is_no_plain_row() -> None:
    grid = _grid([LABEL, *FIGURES])
    grid.rows[0][4] = None

    assert plain_row(grid, grid.rows[0]) is None
