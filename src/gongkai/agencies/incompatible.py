"""Which posts one person may not hold together.

Whoever makes accounts could make himself a leader, and whoever audits would audit himself. So an administrator of
accounts takes no part in reviews, and an auditor holds no other post at all.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q

from gongkai.agencies.models import Agency, Appointment, Delegation, Person, PostRole
from gongkai.agencies.models.post import KEEPING_ROLES

_BESIDE_ADMINISTRATION = KEEPING_ROLES | {PostRole.GROUP_MEMBER}


@dataclass(frozen=True)
class Held:
    """A role that a person has during some days: where, and whether he only stands in."""

    role: PostRole
    agency: Agency

    def __str__(self) -> str:
        return f"{self.agency.short_name}{self.role.label}"


def compatible(one: PostRole, other: PostRole) -> bool:
    """Whether one person may have both roles, in whatever bodies."""
    if one == other:
        return True
    if PostRole.AUDITOR in (one, other):
        return False
    if one == PostRole.ACCOUNT_ADMINISTRATOR:
        return other in _BESIDE_ADMINISTRATION
    if other == PostRole.ACCOUNT_ADMINISTRATOR:
        return one in _BESIDE_ADMINISTRATION
    return True


def held_between(
    person: Person, first: datetime.date, last: datetime.date | None, leaving: int | None = None
) -> list[Held]:
    """What a person holds, or stands in for, on any day from `first` to `last` (None: for good).

    `leaving` is an appointment that does not count, because it ends when the new one begins.
    """
    appointments = Appointment.objects.filter(person=person).exclude(pk=leaving)
    appointments = appointments.filter(Q(end__isnull=True) | Q(end__ended_on__gt=first))
    delegations = Delegation.objects.filter(deputy=person, until_on__gte=first)
    delegations = delegations.filter(Q(end__isnull=True) | Q(end__ended_on__gt=first))
    if last is not None:
        appointments = appointments.filter(began_on__lte=last)
        delegations = delegations.filter(began_on__lte=last)
    posts = [a.post for a in appointments.select_related("post__agency")]
    posts += [d.appointment.post for d in delegations.select_related("appointment__post__agency")]
    return [Held(PostRole(post.role), post.agency) for post in posts]


def refusals(
    person: Person,
    role: PostRole,
    first: datetime.date,
    last: datetime.date | None = None,
    leaving: int | None = None,
) -> list[str]:
    """Why the person cannot have the role during those days, a sentence for each post in the way."""
    return [
        f"{person}是{held}，不能同时担任或代行{role.label}：{_reason(role, held.role)}"
        for held in dict.fromkeys(held_between(person, first, last, leaving))
        if not compatible(role, held.role)
    ]


def _reason(one: PostRole, other: PostRole) -> str:
    if PostRole.AUDITOR in (one, other):
        return "审计员只看不改，不能兼任别的岗位。"
    return "管账号的人不能参加审核，请换一个人。"
