"""The second line: a round whose facts are not those of three people is never complete. Pure, no database."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from gongkai.review.models import DecisionKind, Stage
from gongkai.review.standing import Outcome, Step, rounds_of

NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
HASH = "a" * 64


def step(number: int, kind: DecisionKind, stage: Stage, person: int) -> Step:
    return Step(
        number, 7, stage, kind, person, f"人{person}", 3, HASH, NOON + datetime.timedelta(hours=number)
    )


GOOD = (
    replace(step(1, DecisionKind.SUBMITTED, Stage.FIRST, 1), authors=frozenset({1, 4})),
    step(2, DecisionKind.APPROVED, Stage.FIRST, 1),
    step(3, DecisionKind.APPROVED, Stage.SECOND, 2),
    step(4, DecisionKind.APPROVED, Stage.FINAL, 3),
)


def test_three_people_make_it_complete_in_whatever_order_the_facts_come() -> None:
    (found,) = rounds_of(reversed(GOOD))
    assert found.complete and found.outcome is Outcome.APPROVED
    assert [one.person for one in found.approvals] == [1, 2, 3]


@pytest.mark.parametrize(
    "steps",
    [
        (*GOOD[:3], replace(GOOD[3], person=2)),
        (*GOOD[:3], replace(GOOD[3], person=1)),
        (*GOOD[:2], replace(GOOD[2], person=4), GOOD[3]),
        (*GOOD[:3], replace(GOOD[3], revision=9)),
        (*GOOD[:3], replace(GOOD[3], content_hash="b" * 64)),
        (GOOD[0], *GOOD[2:]),
        (*GOOD[:2], GOOD[3]),
        (*GOOD[:3],),
        (*GOOD, step(5, DecisionKind.SENT_BACK, Stage.FINAL, 3)),
        (*GOOD[:3], step(4, DecisionKind.RECALLED, Stage.FINAL, 1), replace(GOOD[3], decision=5)),
    ],
    ids=[
        "the second reviewer again",
        "the first reviewer again",
        "an author as second reviewer",
        "another revision",
        "another content",
        "no first review",
        "no second review",
        "no final review",
        "sent back afterwards",
        "approved after it was recalled",
    ],
)
def test_anything_less_is_not(steps: tuple[Step, ...]) -> None:
    assert not any(found.complete for found in rounds_of(steps))


def test_decisions_without_a_beginning_are_no_round() -> None:
    assert rounds_of(GOOD[1:]) == ()
