"""The facts that the rules look at, fetched from the database."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from gongkai.agencies.models import Agency, Person
from gongkai.agencies.powers import powers_of
from gongkai.review.judgement import Actor, Situation
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.settings import terms_of_all
from gongkai.review.standing import Outcome, Round, Step, rounds_of


def decisions_of(subject: Any) -> list[Decision]:
    """All that was decided on the subject, oldest first, with everything that a signature says. One query."""
    content_type = ContentType.objects.get_for_model(subject)
    rows = Decision.objects.filter(content_type=content_type, object_id=subject.pk).order_by("pk")
    return list(
        rows.select_related("person", "agency", "appointment__post", "delegation__appointment__person")
    )


def steps_of(decisions: Iterable[Decision]) -> list[Step]:
    """Decisions as the pure rules know them."""
    return [
        Step(
            decision=row.pk,
            round=row.round,
            stage=Stage(row.stage),
            kind=DecisionKind(row.kind),
            person=row.person_id,
            name=row.person.name,
            revision=row.revision_id,
            content_hash=row.content_hash,
            at=row.recorded_at,
            authors=frozenset(row.authors),
        )
        for row in decisions
    ]


def authors_since_cleared(subject: Any, rounds: Iterable[Round]) -> frozenset[int]:
    """Who saved the draft since three people last answered for it.

    An emergency that nobody has confirmed is no such answer: who wrote it is still an author.
    """
    answered = (Outcome.APPROVED, Outcome.EMERGENCY_CONFIRMED)
    last = max((one.revision for one in rounds if one.outcome in answered), default=0)
    rows = Revision.objects.for_instance(subject).filter(pk__gt=last, user__isnull=False)
    return frozenset(rows.order_by().values_list("user_id", flat=True).distinct())


def above(agency: Agency) -> tuple[int, ...]:
    """The bodies that supervise it, nearest first."""
    return tuple(agency.get_ancestors().order_by("-depth").values_list("pk", flat=True))


def situation_of(subject: Any, day: datetime.date) -> Situation:
    """How the subject stands, for the rules of that day. Five queries."""
    rounds = rounds_of(steps_of(decisions_of(subject)))
    supervising = above(subject.agency)
    revision = subject.get_latest_revision()
    return Situation(
        agency=subject.agency_id,
        agency_name=subject.agency.short_name,
        title=str(subject.title),
        revision=revision.pk if revision else None,
        draft_authors=authors_since_cleared(subject, rounds),
        rounds=rounds,
        above=supervising,
        terms=terms_of_all([subject.agency_id, *supervising], day),
    )


def actor_of(person: Person, day: datetime.date) -> Actor:
    """The person with his powers of that day."""
    return Actor(person.pk or 0, powers_of(person, day))
