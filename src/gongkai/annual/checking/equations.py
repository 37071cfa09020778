"""The equations of the form (勾稽关系) judged on the figures of one report.

A blank counts as nothing where the rest of its equation is known; what is unknown can only add to its side.
So an equation is broken only when no figure in the open places could make it hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

from gongkai.annual.checking.examination import Examination
from gongkai.annual.form import Identity, label_of
from gongkai.annual.report import Cell, Figure, Status

__all__ = ["Equation", "State", "judge", "sum_text"]


class State(Enum):
    """What the figures say of an equation."""

    HOLDS = "holds"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Equation:
    """An identity of the form with the two sums that the report's figures give."""

    identity: Identity
    left: Figure
    right: Figure
    state: State
    complete: bool
    """True where no place of it is open."""
    settled: bool
    """True where one of its figures was itself won by arithmetic, so that it proves nothing."""

    @property
    def rule(self) -> str:
        """The rule that reports it."""
        return self.identity.rule

    def fix(self, path: str, value: Figure) -> Figure:
        """The figure that would make it hold in place of ``value`` at ``path``."""
        return value + (self.right - self.left if path in self.identity.left else self.left - self.right)


def judge(examination: Examination, identities: Iterable[Identity]) -> list[Equation]:
    """Each identity with its two sums and what can be said of it."""
    cells = examination.report.cells
    return [_judge(identity, cells) for identity in identities]


def _judge(identity: Identity, cells: dict[str, Cell]) -> Equation:
    left, left_open, left_settled, left_blank = _side(identity.left, cells)
    right, right_open, right_settled, right_blank = _side(identity.right, cells)
    settled = left_settled or right_settled
    if not left_open and not right_open:
        state = State.HOLDS if left == right else State.BROKEN
        return Equation(identity, left, right, state, True, settled)
    if left_open and right_open:
        state = State.OPEN
    else:
        excess = left - right if left_open else right - left
        only_blanks = left_blank and right_blank
        state = State.BROKEN if excess > 0 else State.HOLDS if excess == 0 and only_blanks else State.OPEN
    return Equation(identity, left, right, state, False, settled)


def _side(paths: tuple[str, ...], cells: dict[str, Cell]) -> tuple[Figure, int, bool, bool]:
    """The sum of what is known, the number of open places, whether one was settled, all open ones blank."""
    total: Figure = 0
    unknown = 0
    settled = False
    blank = True
    for path in paths:
        cell = cells.get(path)
        if cell is None or cell.value is None:
            unknown += 1
            blank = blank and cell is not None and cell.status is Status.BLANK
            continue
        total += cell.value
        settled = settled or cell.status is Status.RECONCILED or not is_plain(cell)
    return total, unknown, settled, blank


def is_plain(cell: Cell) -> bool:
    """True where what is printed is the figure and nothing else: no gap between digits, no remark."""
    printed = cell.printed
    if printed is None or printed == str(cell.value):
        return True
    text = normalize("NFKC", printed).strip().replace(",", "").rstrip("件宗条份个次起项")
    return text.lstrip("0") == str(cell.value).lstrip("0")


def sum_text(examination: Examination, equation: Equation) -> str:
    """The equation with its figures, e.g. ``10+1+0+0=11，印的总计是0``."""
    identity = equation.identity
    if identity.rule == "applications.balance":
        return _balance_text(examination, equation)
    if identity.rule == "applications.result_total":
        column = label_of(identity.right[0]).rsplit("·", 1)[1]
        return f"{column}列各办理结果相加得{equation.left}，（七）总计印的是{equation.right}"
    parts = "+".join(str(examination.values.get(path, "空")) for path in identity.left)
    return f"{parts}={equation.left}，印的总计是{equation.right}"


def _balance_text(examination: Examination, equation: Equation) -> str:
    def shown(paths: tuple[str, ...]) -> str:
        return "+".join(str(examination.values.get(path, "空")) for path in paths)

    identity = equation.identity
    column = label_of(identity.left[0]).rsplit("·", 1)[1]
    return (
        f"{column}列第一项加第二项 {shown(identity.left)}={equation.left}，"
        f"第三项加第四项 {shown(identity.right)}={equation.right}"
    )
