"""What a person is told of his own posts: taken up, left, handed over, standing in. From the facts, so that none is lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Appointment, AppointmentEnd, Delegation, DelegationEnd, EndReason, Person


@dataclass(frozen=True)
class Change:
    """One thing to know, in a sentence; `recorded_at` is when it was written down."""

    recorded_at: datetime.datetime
    sentence: str


def _day(day: datetime.date) -> str:
    return f"{day:%Y年%-m月%-d日}"


def _taken_up(person: Person, since: datetime.datetime) -> Iterator[Change]:
    begun: Any = Appointment.objects.filter(person=person, recorded_at__gte=since)
    for each in begun.select_related("post__agency").prefetch_related(
        "predecessor_ends__appointment__person"
    ):
        before = next(iter(each.predecessor_ends.all()), None)
        after = f"，接替{before.appointment.person}，他手上待审的信息由您办理" if before else ""
        yield Change(each.recorded_at, f"您自{_day(each.began_on)}起任{each.post}{after}。")


def _left(person: Person, since: datetime.datetime) -> Iterator[Change]:
    ends = AppointmentEnd.objects.filter(appointment__person=person, recorded_at__gte=since)
    for end in ends.select_related("appointment__post__agency", "successor__person"):
        post = end.appointment.post
        if end.reason == EndReason.VOIDED:
            yield Change(end.recorded_at, f"您任{post}的登记有误，已作废。")
        elif end.successor is not None:
            yield Change(
                end.recorded_at,
                f"您自{_day(end.ended_on)}起不再任{post}，由{end.successor.person}接任，待审的信息随岗位移交。",
            )
        else:
            yield Change(end.recorded_at, f"您自{_day(end.ended_on)}起不再任{post}。")


def _standing_in(person: Person, since: datetime.datetime) -> Iterator[Change]:
    concerned = Q(deputy=person) | Q(appointment__person=person)
    given = Delegation.objects.filter(concerned, recorded_at__gte=since)
    for each in given.select_related("appointment__post__agency", "appointment__person", "deputy"):
        days = f"{_day(each.began_on)}至{_day(each.until_on)}"
        post, holder = each.appointment.post, each.appointment.person
        if each.deputy_id == person.pk:
            yield Change(each.recorded_at, f"{days}，{holder}委托您代行{post}的职责（{each.reason}）。")
        else:
            yield Change(each.recorded_at, f"{days}，{post}的职责由{each.deputy}代行（{each.reason}）。")
    concerned = Q(delegation__deputy=person) | Q(delegation__appointment__person=person)
    ended = DelegationEnd.objects.filter(concerned, recorded_at__gte=since)
    for end in ended.select_related("delegation__appointment__post__agency", "delegation__deputy"):
        each = end.delegation
        yield Change(
            end.recorded_at, f"自{_day(end.ended_on)}起，{each.deputy}不再代行{each.appointment.post}的职责。"
        )


def changes_for(person: Person, day: datetime.date, days: int = 14) -> list[Change]:
    """What changed in a person's posts during the last days, the latest first. Five queries."""
    begin = datetime.datetime.combine(day - datetime.timedelta(days=days), datetime.time(), CHINA)
    changes = [*_taken_up(person, begin), *_left(person, begin), *_standing_in(person, begin)]
    return sorted(changes, key=lambda change: change.recorded_at, reverse=True)
