"""Several wrong figures in one column or in one row of Table 3, each named by the row and column it breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from gongkai.annual.checking.diagnosis import Cause, Repair
from gongkai.annual.checking.equations import Equation, State
from gongkai.annual.report import Figure

__all__ = ["crossings"]

_MOST = 3
"""More figures than these are not said to be wrong one by one."""


def crossings(
    rows: Sequence[Equation],
    columns: Sequence[Equation],
    equations: Sequence[Equation],
    values: Mapping[str, Figure],
) -> list[Cause]:
    """Causes that explain all the broken ``rows`` and ``columns``, empty where the crossings do not.

    Either the rows meet one column, or the columns meet one row; ``equations`` are all of the table, and every
    one round the figures that change must then hold.
    """
    if not rows or not columns or not all(equation.complete for equation in (*rows, *columns)):
        return []
    by_column: dict[str, list[Equation]] = defaultdict(list)
    for equation in columns:
        by_column[_column(equation)].append(equation)
    if len(by_column) == 1 and len(rows) > 1:
        (key,) = by_column
        cells = {f"{_row(row)}.{key}": [row] for row in rows}
        shared = list(columns)
    elif len(rows) == 1 and len(by_column) > 1:
        cells = {f"{_row(rows[0])}.{key}": list(group) for key, group in by_column.items()}
        shared = list(rows)
    else:
        return []
    figures = _figures(cells, values) if len(cells) <= _MOST else None
    if figures is None or not _all_hold(figures, equations, values):
        return []
    return [
        Cause((*cells[path], *(shared if not place else ())), Repair(((path, figure),), frozenset()))
        for place, (path, figure) in enumerate(figures.items())
    ]


def _row(equation: Equation) -> str:
    return equation.identity.right[0].rpartition(".")[0]


def _column(equation: Equation) -> str:
    return equation.identity.right[0].rpartition(".")[2]


def _figures(
    cells: Mapping[str, Sequence[Equation]], values: Mapping[str, Figure]
) -> dict[str, Figure] | None:
    figures: dict[str, Figure] = {}
    for path, equations in cells.items():
        if path not in values or any(path not in equation.identity.paths for equation in equations):
            return None
        fixes = {equation.fix(path, values[path]) for equation in equations}
        if len(fixes) != 1 or min(fixes) < 0:
            return None
        figures[path] = fixes.pop()
    return figures


def _all_hold(
    figures: Mapping[str, Figure], equations: Iterable[Equation], values: Mapping[str, Figure]
) -> bool:
    known = {**values, **figures}
    for equation in equations:
        paths = equation.identity.paths
        if equation.state is State.OPEN or figures.keys().isdisjoint(paths):
            continue
        if any(path not in known for path in paths):
            return False
        if sum(known[path] for path in equation.identity.left) != sum(
            known[path] for path in equation.identity.right
        ):
            return False
    return True
