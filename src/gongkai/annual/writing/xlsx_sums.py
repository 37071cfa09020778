"""Which figures of the tables are sums, and how a workbook checks them.

A printed total that is the sum of its parts becomes a formula. One that is not stays what is printed, is
marked, and says in a comment which equation it breaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual.form import Edition, Identity
from gongkai.annual.report import AnnualReport, Figure

__all__ = [
    "Balance",
    "Position",
    "Total",
    "balance_formula",
    "balance_of",
    "reference",
    "sum_formula",
    "totals_of",
]

Position = tuple[int, int]
"""Row and column in a sheet, from 0."""


class Balance(StrEnum):
    """What a check cell shows."""

    EVEN = "平"
    ODD = "不平"
    INCOMPLETE = "缺数"


@dataclass(frozen=True, slots=True)
class Total:
    """How a figure that ought to be a sum is written: by the formula's parts, or as printed with a remark."""

    parts: tuple[str, ...]
    remark: str = ""


def totals_of(report: AnnualReport, edition: Edition) -> dict[str, Total]:
    """For each printed total of the form: the parts that give it, or what is wrong with it."""
    found: dict[str, Total] = {}
    for identity in edition.identities:
        if len(identity.right) != 1:
            continue
        path = identity.right[0]
        state = balance_of(report, identity)
        earlier = found.get(path)
        if state is Balance.EVEN and earlier is None:
            found[path] = Total(identity.left)
        elif state is Balance.ODD:
            remark = _remark(report, identity)
            found[path] = Total((), f"{earlier.remark}\n{remark}" if earlier and earlier.remark else remark)
    return found


def balance_of(report: AnnualReport, identity: Identity) -> Balance:
    """Whether an equation holds for the printed figures; blanks among the parts of a sum count as nothing.

    An equation with two figures on the right needs all its figures (checks.md: a blank is not 0).
    """
    left = [report.value(path) for path in identity.left]
    right = [report.value(path) for path in identity.right]
    parts = left if len(right) == 1 else [*left, *right]
    missing = all(v is None for v in parts) if len(right) == 1 else any(v is None for v in parts)
    if missing or any(value is None for value in right):
        return Balance.INCOMPLETE
    return Balance.EVEN if _sum(left) == _sum(right) else Balance.ODD


def sum_formula(parts: Sequence[str], positions: Mapping[str, Position]) -> str:
    """``=SUM(…)`` over the cells of those paths, as one range where they are neighbours."""
    return f"=SUM({_cells(parts, positions)})"


def balance_formula(identity: Identity, positions: Mapping[str, Position]) -> str:
    """A formula that shows :class:`Balance` for an equation."""
    left, right = _cells(identity.left, positions), _cells(identity.right, positions)
    if len(identity.right) == 1:
        incomplete = f"OR(COUNT({left})=0,COUNT({right})=0)"
    else:
        incomplete = f"COUNT({left},{right})<{len(identity.paths)}"
    even = f'IF(SUM({left})=SUM({right}),"{Balance.EVEN}","{Balance.ODD}")'
    return f'=IF({incomplete},"{Balance.INCOMPLETE}",{even})'


def reference(position: Position) -> str:
    """A position as a cell reference, e.g. (0, 3) as D1."""
    row, column = position
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _cells(paths: Sequence[str], positions: Mapping[str, Position]) -> str:
    places = [positions[path] for path in paths]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    down = len(set(columns)) == 1 and rows == list(range(rows[0], rows[0] + len(rows)))
    across = len(set(rows)) == 1 and columns == list(range(columns[0], columns[0] + len(columns)))
    if len(places) > 1 and (down or across):
        return f"{reference(places[0])}:{reference(places[-1])}"
    return ",".join(reference(place) for place in places)


def _sum(values: Sequence[Figure | None]) -> Figure:
    return sum((value for value in values if value is not None), 0)


def _remark(report: AnnualReport, identity: Identity) -> str:
    parts = _sum([report.value(path) for path in identity.left])
    printed = report.value(identity.right[0])
    return f"{identity.subject}：各项相加是{parts}，报告写的是{printed}。这里照报告写，没有改动。"
