"""The first page: what waits for the person who opens it, and nothing else."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency, PostRole
from gongkai.agencies.powers import Powers
from gongkai.agencies.queries import changes_for, vacancies_of
from gongkai.channels import due, earlier
from gongkai.channels.rights import CLERKS
from gongkai.disclosure import desk
from gongkai.disclosure.coverage import State, coverage_of
from gongkai.disclosure.rights import DRAFTING_ROLES
from gongkai.office.views.items import readable_agencies
from gongkai.register.models import Checkpoint, Verification
from gongkai.review.notices import news_of
from gongkai.review.queries import overdue, waiting_for

LOOKS_AFTER_POSTS = (PostRole.CHIEF, PostRole.DEPUTY_LEADER, PostRole.OFFICE_HEAD, PostRole.GROUP_LEADER)
SHOWN = 10


def _drafter(powers: Powers, person_id: int, day: datetime.date) -> dict[str, Any]:
    """What a drafter has to do, for the bodies that he writes for."""
    writes_for = {h.agency_id for h in powers.holdings if h.role in DRAFTING_ROLES}
    if not writes_for:
        return {}
    stale = desk.stale_columns(writes_for, day)
    return {
        "due_soon": desk.due_soon(writes_for, day),
        "scheduled": desk.scheduled(writes_for),
        "stale": [one for one in stale if one.last_public_on],
        "never_filled": [one for one in stale if not one.last_public_on],
        "begun": desk.begun(writes_for, person_id),
        "now": timezone.now(),
        "writes": True,
    }


def _vacant(powers: Powers, day: datetime.date) -> list[tuple[Agency, list[PostRole]]]:
    """Bodies in which nobody holds a post of the three reviews: for those who lead them or make appointments."""
    leads = {h.agency_id for h in powers.holdings if h.role in LOOKS_AFTER_POSTS}
    bodies = list(Agency.objects.filter(pk__in=leads))
    for path in powers.administered_paths:
        bodies += Agency.objects.filter(path__startswith=path, in_service=True).exclude(pk__in=leads)
    found = vacancies_of(bodies, day)
    return [(body, found[body.pk]) for body in bodies if found.get(body.pk)]


def _supervisor(powers: Powers, day: datetime.date) -> dict[str, Any]:
    """What is late in the bodies that somebody supervises, and which of them lack most."""
    if not powers.supervised_paths:
        return {}
    bodies = [agency for agency in readable_agencies(powers).order_by("path") if agency.publishes]
    stand = [(one, len(one.of(State.LACKS)), len(one.of(State.STALE))) for one in coverage_of(bodies, day)]
    return {
        "supervises": True,
        "channel_stands": due.stand_of(bodies, day),
        "channels_before": earlier.earlier_of([agency.pk for agency in bodies], day),
        "overdue": overdue(day, [agency.pk for agency in bodies])[:SHOWN],
        "lacking": sorted(stand, key=lambda one: (-one[1], -one[2]))[:SHOWN],
    }


def _auditor(powers: Powers) -> dict[str, Any]:
    """The state of the register."""
    if not powers.audits:
        return {}
    return {
        "audits": True,
        "verification": Verification.objects.order_by("-pk").first(),
        "checkpoint": Checkpoint.objects.order_by("-day").first(),
    }


@office_screen()
def home(request: OfficeRequest) -> HttpResponse:
    """What waits for this person today."""
    powers, day = request.powers, today()
    waiting = waiting_for(request.user, day)
    records = powers.has(*CLERKS)
    context = {
        "waiting": [one for one in waiting if not one.sent_back],
        "sent_back": [one for one in waiting if one.sent_back],
        "news": list(news_of(request.user)[: SHOWN + 1]),
        "news_shown": SHOWN,
        "changes": changes_for(request.user, day),
        "vacant": _vacant(powers, day),
        "reads_work": bool(powers.agency_ids),
        "administers": powers.administers_accounts,
        "channel_tasks": due.tasks_for(powers, day) if records else [],
        "channel_tasks_before": earlier.earlier_for(powers, day) if records else 0,
        **_drafter(powers, request.user.pk, day),
        **_supervisor(powers, day),
        **_auditor(powers),
    }
    return render(request, "office/home.html", context)
