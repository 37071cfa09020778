"""Who answers, or answered, for what: by body and day, by post through the years, by person."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from gongkai.agencies.models import (
    Agency,
    Appointment,
    AppointmentEnd,
    Delegation,
    Person,
    Post,
    PostRole,
)

REVIEWING = (PostRole.DRAFTER, PostRole.DEPUTY_LEADER, PostRole.CHIEF)
"""Without these three a body cannot publish: one writes, one reviews, one decides."""


@dataclass(frozen=True)
class Tenure:
    """Somebody in a post: from when, until when (None: to this day), and who stands in on the day asked for."""

    appointment: Appointment
    end: AppointmentEnd | None
    stands_in: Delegation | None = None

    @property
    def person(self) -> Person:
        """Who holds it."""
        return self.appointment.person

    @property
    def began_on(self) -> datetime.date:
        """The first day."""
        return self.appointment.began_on

    @property
    def ended_on(self) -> datetime.date | None:
        """The day from which he holds it no longer."""
        return self.end.ended_on if self.end else None


@dataclass(frozen=True)
class Answering:
    """A post, and who held it on a day; nobody where it was vacant."""

    post: Post
    tenures: tuple[Tenure, ...]

    @property
    def role(self) -> PostRole:
        """What the post answers for."""
        return PostRole(self.post.role)

    @property
    def vacant(self) -> bool:
        """Whether nobody held it."""
        return not self.tenures


def _end(appointment: Appointment) -> AppointmentEnd | None:
    return getattr(appointment, "end", None)


def who_answered(agency: Agency, day: datetime.date) -> list[Answering]:
    """Every post of a body with its holders on a day, in the order of roles. Three queries.

    A post out of service is there for the days on which somebody held it.
    """
    delegations = Delegation.objects.on(day).select_related("deputy")
    held = (
        Appointment.objects.on(day)
        .select_related("person", "end")
        .prefetch_related(Prefetch("delegations", queryset=delegations, to_attr="in_force"))
    )
    posts = agency.posts.select_related("agency").prefetch_related(
        Prefetch("appointments", queryset=held, to_attr="held")
    )
    answers = [
        Answering(
            post, tuple(Tenure(each, _end(each), next(iter(each.in_force), None)) for each in post.held)
        )
        for post in posts
        if post.in_service or post.held
    ]
    order = list(PostRole)
    return sorted(answers, key=lambda answer: (order.index(answer.role), answer.post.rank, answer.post.pk))


def history_of(post: Post) -> list[Tenure]:
    """Everybody who held a post, the latest first; what was voided is in it, with an end on its first day."""
    found = post.appointments.select_related("person", "end", "end__successor__person", "recorded_by")
    return [Tenure(each, _end(each)) for each in found.order_by("-began_on", "-pk")]


def tenures_of(person: Person, day: datetime.date) -> list[Tenure]:
    """The posts that a person holds on a day, with whoever stands in."""
    delegations = Delegation.objects.on(day).select_related("deputy")
    held = (
        Appointment.objects.on(day)
        .filter(person=person)
        .select_related("post__agency", "end", "person")
        .prefetch_related(Prefetch("delegations", queryset=delegations, to_attr="in_force"))
    )
    return [Tenure(each, _end(each), next(iter(each.in_force), None)) for each in held]


def people_of(agency: Agency, day: datetime.date) -> Any:
    """Those who work for a body: their account belongs to it, or they hold a post in it on the day."""
    in_posts = Appointment.objects.on(day).filter(post__agency=agency).values("person_id")
    active = Person.objects.filter(is_active=True)
    return (active.filter(agency=agency) | active.filter(pk__in=in_posts)).order_by("name", "pk")


def vacancies_of(agencies: Collection[Agency], day: datetime.date) -> dict[int, list[PostRole]]:
    """For each body that publishes the roles of the three reviews that nobody holds on the day. One query."""
    publishing = [agency.pk for agency in agencies if agency.publishes]
    held: dict[int, set[str]] = defaultdict(set)
    rows = Appointment.objects.on(day).filter(
        post__agency_id__in=publishing, post__role__in=REVIEWING, person__is_active=True
    )
    for agency_id, role in rows.values_list("post__agency_id", "post__role"):
        held[agency_id].add(role)
    return {pk: [role for role in REVIEWING if role not in held[pk]] for pk in publishing}


def vacancies(agency: Agency, day: datetime.date) -> list[PostRole]:
    """The roles of the three reviews that nobody holds in a body on the day."""
    return vacancies_of([agency], day).get(agency.pk, [])
