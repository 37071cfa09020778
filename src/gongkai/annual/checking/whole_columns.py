"""Table 3 wrong throughout for one reason: no totals, or every row moved by a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.annual.checking.equations import Equation
from gongkai.annual.form import Edition
from gongkai.annual.report import Figure

__all__ = ["moved_columns", "rows_without_total"]

_SEVERAL = 3
"""Fewer rows than these are taken one by one."""


def rows_without_total(rows: Sequence[Equation]) -> list[Equation]:
    """The broken rows whose total is printed as 0, where there are several of them."""
    found = [row for row in rows if row.right == 0 and row.left > 0]
    return found if len(found) >= _SEVERAL else []


def moved_columns(form: Edition, broken: Sequence[Equation], values: Mapping[str, Figure]) -> str:
    """How all rows of Table 3 seem to have moved by one column, in Chinese; empty where they do not."""
    if len(broken) < _SEVERAL:
        return ""
    rows = [[values.get(path) for path in paths] for paths in form.application_paths]
    known = [[figure for figure in row if figure is not None] for row in rows if None not in row]
    filled = [row for row in known if any(row)]
    if len(known) != len(rows) or len(filled) < _SEVERAL:
        return ""
    if all(not row[-1] and row[-2] and row[-2] >= sum(row[:-2]) for row in filled):
        return "各行可能整体左移了一列（总计印在“其他”列）"
    if all(not row[0] and row[-1] < sum(row[:-1]) for row in filled):
        return "各行可能整体右移了一列（“自然人”列都是0）"
    return ""
