"""The equations of the form (勾稽关系) judged on the figures of one report.

A blank counts as nothing where the rest of its equation is known; what is unknown can only add to its side.
So an equation is broken only when no figure in the open places could make it hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from gongkai.annual.checking.examination import Examination
from gongkai.annual.form import Identity, label_of
from gongkai.annual.report import Figure, Status

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
    open_left: bool = False
    """Of an equation that is not complete: True where the open places are on its left."""

    @property
    def rule(self) -> str:
        """The rule that reports it."""
        return self.identity.rule

    def fix(self, path: str, value: Figure) -> Figure:
        """The figure that would make it hold in place of ``value`` at ``path``."""
        return value + (self.right - self.left if path in self.identity.left else self.left - self.right)

    def allows(self, path: str, value: Figure, fixed: Figure) -> bool:
        """True where it is not broken any more with ``fixed`` in place of ``value`` at ``path``."""
        change = fixed - value
        left = self.left + change if path in self.identity.left else self.left
        right = self.right + change if path in self.identity.right else self.right
        if self.complete:
            return left == right
        return left <= right if self.open_left else right <= left


def judge(examination: Examination, identities: Iterable[Identity]) -> list[Equation]:
    """Each identity with its two sums and what can be said of it."""
    values = examination.values
    settled = examination.settled
    return [_judge(examination, identity, values, settled) for identity in identities]


def _judge(
    examination: Examination, identity: Identity, values: Mapping[str, Figure], settled: frozenset[str]
) -> Equation:
    proves_nothing = bool(settled) and not settled.isdisjoint(identity.paths)
    try:
        left = sum(map(values.__getitem__, identity.left))
        right = sum(map(values.__getitem__, identity.right))
    except KeyError:
        return _judge_open(examination, identity, proves_nothing)
    state = State.HOLDS if left == right else State.BROKEN
    return Equation(identity, left, right, state, True, proves_nothing)


def _judge_open(examination: Examination, identity: Identity, settled: bool) -> Equation:
    values = examination.values
    left_open = [path for path in identity.left if path not in values]
    right_open = [path for path in identity.right if path not in values]
    left = sum(values[path] for path in identity.left if path in values)
    right = sum(values[path] for path in identity.right if path in values)
    state = State.OPEN
    if not (left_open and right_open):
        excess = left - right if left_open else right - left
        only_blanks = all(
            examination.report.cell(path).status is Status.BLANK for path in (*left_open, *right_open)
        )
        state = State.BROKEN if excess > 0 else State.HOLDS if excess == 0 and only_blanks else State.OPEN
    return Equation(identity, left, right, state, False, settled, bool(left_open))


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
