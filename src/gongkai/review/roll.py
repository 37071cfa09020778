"""Who holds which post on a day, all people at once: for lists and notices, in two queries however many they are."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.agencies.models import Appointment, Delegation, Post, PostRole
from gongkai.agencies.powers import Holding, Powers
from gongkai.review.judgement import Actor


def _holding(post: Post, appointment: int, delegation: int | None = None) -> Holding:
    return Holding(post.agency_id, PostRole(post.role), appointment, delegation)


def _holdings(day: datetime.date) -> Iterator[tuple[int, Holding]]:
    appointments: Iterable[Any] = Appointment.objects.on(day).select_related("post")
    for row in appointments.filter(person__is_active=True):  # type: ignore[attr-defined]
        yield row.person_id, _holding(row.post, row.pk)
    delegations = Delegation.objects.on(day).filter(
        deputy__is_active=True, appointment__in=Appointment.objects.on(day)
    )
    for row in delegations.select_related("appointment__post"):
        yield row.deputy_id, _holding(row.appointment.post, row.appointment_id, row.pk)


def everybody(day: datetime.date) -> list[Actor]:
    """All people with a post on the day, or standing in for somebody, by primary key."""
    holdings: defaultdict[int, list[Holding]] = defaultdict(list)
    for person, holding in _holdings(day):
        holdings[person].append(holding)
    return [Actor(person, Powers(tuple(held))) for person, held in sorted(holdings.items())]
