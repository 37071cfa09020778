"""Pipe tables of Markdown become grids, with or without outer pipes, rules dropped wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai.annual.reading.blocks import Grid, GridCell
from gongkai.annual.reading.formats.limits import Allowance

__all__ = ["grid_of", "is_row", "is_rule", "looks_like_pipe_tables"]

_PIPE = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r"\s*(?::?-{2,}:?|:-+:?|-+:)\s*")
_RULE_CELL_OF_ONE = re.compile(r"\s*:?-+:?\s*")


def is_row(line: str) -> bool:
    """Whether a line is cut by pipes."""
    return "|" in line and _PIPE.search(line) is not None


def is_rule(line: str, *, under_header: bool = True) -> bool:
    """Whether a line is the rule of a table, ``|---|---|``.

    Elsewhere than under the header a row of single dashes is data: cells that were left blank.
    """
    if "|" not in line or "-" not in line:
        return False
    cells = [cell for cell in line.strip().strip("|").split("|") if cell.strip()]
    pattern = _RULE_CELL_OF_ONE if under_header else _RULE_CELL
    return bool(cells) and all(pattern.fullmatch(cell) for cell in cells)


def looks_like_pipe_tables(text: str) -> bool:
    """Whether a text without a telling name holds pipe tables: a rule, or several rows in a run."""
    run = 0
    for line in text[:400_000].splitlines():
        if line.count("|") < 2:
            run = 0
            continue
        run += 1
        if run >= 3 or is_rule(line, under_header=False):
            return True
    return False


def grid_of(lines: list[str], first_line: int, clean: Callable[[str], str], allowance: Allowance) -> Grid:
    """The grid of a run of lines with pipes, empty lines among them left out.

    ``clean`` takes the marks out of a cell's text. The grid is aligned when all rows are as long as the first.
    """
    kept = [line for line in lines if line.strip()]
    opened = sum(line.lstrip().startswith("|") for line in kept) * 2 >= len(kept)
    closed = sum(line.rstrip().endswith("|") for line in kept) * 2 >= len(kept)
    rows: list[list[GridCell | None]] = []
    for position, line in enumerate(kept):
        if is_rule(line, under_header=position == 1):
            continue
        texts = _cells(line.strip(), opened, closed)
        allowance.take_positions(len(texts))
        row = len(rows)
        rows.append([GridCell(clean(text), row, column) for column, text in enumerate(texts)])
    aligned = all(len(row) == len(rows[0]) for row in rows)
    # Lines are counted for the rows of figures: those stand one lower than they would without the rule.
    ruled = len(kept) > 1 and is_rule(kept[1])
    return Grid(rows, 0, first_line=first_line + ruled, aligned=aligned)


def _cells(line: str, opened: bool, closed: bool) -> list[str]:
    """The texts between the pipes; the outer pipes cut nothing off where the table has them."""
    texts = _PIPE.split(line)
    if opened and len(texts) > 1 and not texts[0].strip():
        texts = texts[1:]
    if closed and len(texts) > 1 and not texts[-1].strip():
        texts = texts[:-1]
    return [text.replace("\\|", "|") for text in texts]
