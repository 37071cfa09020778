"""The rule of the three reviews: what a person may do with a subject, and whether a revision is cleared.

The judgement itself is pure (`judgement.py`, `standing.py`); here it meets the facts in the database.
"""

from __future__ import annotations

import datetime

from gongkai.agencies.models import Person
from gongkai.review.clearing import cleared
from gongkai.review.judgement import Act, Possible, judge, objections
from gongkai.review.situations import actor_of, situation_of
from gongkai.review.subject import Reviewable

__all__ = ["Act", "Possible", "allowed", "cleared", "why_not"]


def allowed(subject: Reviewable, person: Person, day: datetime.date) -> tuple[Possible, ...]:
    """What the person may do with the subject on the day, every act with the reasons when not.

    The draft's findings and a stale form are looked at by the actions themselves: ask their `refusals()`.
    """
    return judge(situation_of(subject, day), actor_of(person, day))


def why_not(act: Act, subject: Reviewable, person: Person, day: datetime.date) -> tuple[str, ...]:
    """Why the person may not do this one thing with the subject on the day; empty when he may. As of `allowed`."""
    return objections(act, situation_of(subject, day), actor_of(person, day))
