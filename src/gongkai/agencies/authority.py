"""Who may make accounts and appointments: administrators of accounts, for their body and the bodies below it."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Appointment, Person, PostRole
from gongkai.agencies.powers import powers_of


def administers(by: Person | None, agency: Agency | None) -> bool:
    """Whether a person keeps the accounts of a body today. The system itself (None) may."""
    if by is None:
        return True
    return agency is not None and powers_of(by, today()).administers(agency)


def refusals(by: Person | None, agency: Agency | None, what: str) -> list[str]:
    """Why the person may not do `what` (办理任职) for the body; empty when he may."""
    if administers(by, agency):
        return []
    name = agency.short_name if agency is not None else "上级"
    return [f"只有{name}或者它上级机关的账号管理员才能{what}。"]


def administrators_of(agency: Agency, day: datetime.date) -> Any:
    """The appointments in force on a day that keep the accounts of a body: in it, or in a body above it."""
    above = [agency.path[:end] for end in range(Agency.steplen, len(agency.path) + 1, Agency.steplen)]
    return Appointment.objects.on(day).filter(
        post__role=PostRole.ACCOUNT_ADMINISTRATOR, person__is_active=True, post__agency__path__in=above
    )


def last_keeper_refusals(appointment: Appointment, day: datetime.date) -> list[str]:
    """Why this keeper of accounts cannot go on that day: nobody would be left to appoint a successor."""
    post = appointment.post
    if post.role != PostRole.ACCOUNT_ADMINISTRATOR:
        return []
    if administrators_of(post.agency, day).exclude(pk=appointment.pk).exists():
        return []
    return [f"{post.agency.short_name}及其上级没有别的账号管理员了，请先让接任的人任职。"]
