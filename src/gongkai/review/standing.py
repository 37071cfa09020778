"""How far a review has come, derived from its decisions. Pure: facts go in, a standing comes out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gongkai.review.models import DecisionKind, Stage

STAGES: tuple[Stage, ...] = (Stage.FIRST, Stage.SECOND, Stage.FINAL)


class Outcome(StrEnum):
    """How a round stands, or ended."""

    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    RECALLED = "recalled"
    EMERGENCY = "emergency"
    EMERGENCY_CONFIRMED = "emergency_confirmed"
    EMERGENCY_REJECTED = "emergency_rejected"


@dataclass(frozen=True)
class Step:
    """One decision, as far as rules look at it. `person` is a primary key, `at` a moment with its time zone."""

    decision: int
    round: int
    stage: Stage
    kind: DecisionKind
    person: int
    name: str
    revision: int
    content_hash: str
    at: datetime.datetime
    authors: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Round:
    """From a submission, or an emergency, to its end.

    `stage` is where it stands, also after it was sent back. `since` is when it came to stand so. `authors` are
    those who wrote the draft, with the one who submitted it.
    """

    number: int
    revision: int
    content_hash: str
    authors: frozenset[int]
    opened_by: int
    opened_at: datetime.datetime
    since: datetime.datetime
    stage: Stage = Stage.FIRST
    outcome: Outcome = Outcome.IN_REVIEW
    approvals: tuple[Step, ...] = ()
    remark: Step | None = field(default=None)

    @property
    def in_review(self) -> bool:
        """Whether somebody has still to decide on it."""
        return self.outcome is Outcome.IN_REVIEW

    def approval(self, stage: Stage) -> Step | None:
        """Who approved at the stage."""
        return next((step for step in self.approvals if step.stage == stage), None)

    def earlier_step(self, person: int) -> Step | None:
        """What the person approved in this round."""
        return next((step for step in self.approvals if step.person == person), None)

    @property
    def complete(self) -> bool:
        """Three approvals of one revision and one content, by three people, the later two not its authors."""
        people = {step.person for step in self.approvals}
        same = all(
            step.revision == self.revision and step.content_hash == self.content_hash
            for step in self.approvals
        )
        written = any(step.person in self.authors for step in self.approvals if step.stage is not Stage.FIRST)
        stages = tuple(step.stage for step in self.approvals)
        return (
            self.outcome is Outcome.APPROVED
            and stages == STAGES
            and len(people) == len(STAGES)
            and same
            and not written
        )


def next_stage(stage: Stage) -> Stage | None:
    """The stage after it; None after the last."""
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def _opened(step: Step) -> Round:
    emergency = step.kind == DecisionKind.EMERGENCY
    return Round(
        number=step.round,
        revision=step.revision,
        content_hash=step.content_hash,
        authors=step.authors if emergency else step.authors | {step.person},
        opened_by=step.person,
        opened_at=step.at,
        since=step.at,
        stage=step.stage,
        outcome=Outcome.EMERGENCY if emergency else Outcome.IN_REVIEW,
        remark=step if emergency else None,
    )


ENDINGS: dict[DecisionKind, Outcome] = {
    DecisionKind.SENT_BACK: Outcome.SENT_BACK,
    DecisionKind.RECALLED: Outcome.RECALLED,
    DecisionKind.EMERGENCY_CONFIRMED: Outcome.EMERGENCY_CONFIRMED,
    DecisionKind.EMERGENCY_REJECTED: Outcome.EMERGENCY_REJECTED,
}


def _after(state: Round, step: Step) -> Round:
    if step.kind == DecisionKind.APPROVED and state.in_review and step.stage == state.stage:
        following = next_stage(state.stage)
        return replace(
            state,
            approvals=(*state.approvals, step),
            since=step.at,
            stage=following or state.stage,
            outcome=Outcome.IN_REVIEW if following else Outcome.APPROVED,
        )
    if step.kind in ENDINGS:
        return replace(state, outcome=ENDINGS[step.kind], since=step.at, remark=step)
    return state


def rounds_of(steps: Iterable[Step]) -> tuple[Round, ...]:
    """The rounds of one subject, oldest first. Steps may come in any order; the order recorded is the one that holds."""
    rounds: dict[int, Round] = {}
    for step in sorted(steps, key=lambda step: step.decision):
        if step.round in rounds:
            rounds[step.round] = _after(rounds[step.round], step)
        elif step.kind in (DecisionKind.SUBMITTED, DecisionKind.EMERGENCY):
            rounds[step.round] = _opened(step)
    return tuple(rounds.values())
