"""Which equations of the form a body's report breaks, by the same judgement as a check of that report."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.checking.equations import Equation, State, judge, sum_text
from gongkai.annual.checking.examination import Examination
from gongkai.annual.report import AnnualReport

__all__ = ["Imbalance", "imbalances"]


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A broken equation: the figures it is about, and its two sides in a Chinese phrase."""

    cells: tuple[str, ...]
    text: str


def imbalances(report: AnnualReport) -> tuple[Imbalance, ...]:
    """The equations of the report's form that its printed figures break, in the form's order.

    Equations with a figure that was itself won by arithmetic prove nothing and are left out.
    """
    examination = Examination(report)
    broken = (
        equation
        for equation in judge(examination, examination.table_three.identities)
        if equation.state is State.BROKEN and not equation.settled
    )
    return tuple(Imbalance(equation.identity.paths, _text(examination, equation)) for equation in broken)


def _text(examination: Examination, equation: Equation) -> str:
    text, subject = sum_text(examination, equation), equation.identity.subject
    return text if text.startswith(subject) else f"“{subject}”{text}"
