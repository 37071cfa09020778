"""The first page: what waits for the person who opens it, and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.powers import Powers
from gongkai.disclosure import desk
from gongkai.disclosure.rights import DRAFTING_ROLES
from gongkai.review.queries import waiting_for


def _desk(powers: Powers, person_id: int) -> dict[str, Any]:
    """What a drafter has to do, for the bodies that he writes for."""
    writes_for = {h.agency_id for h in powers.holdings if h.role in DRAFTING_ROLES}
    if not writes_for:
        return {}
    day = today()
    return {
        "due_soon": desk.due_soon(writes_for, day),
        "scheduled": desk.scheduled(writes_for),
        "stale": desk.stale_columns(writes_for, day),
        "begun": desk.begun(writes_for, person_id),
        "writes": True,
    }


@office_screen()
def home(request: OfficeRequest) -> HttpResponse:
    """What waits for this person today."""
    powers: Powers = request.powers
    waiting = waiting_for(request.user, today())
    context = {
        "waiting": [one for one in waiting if not one.sent_back],
        "sent_back": [one for one in waiting if one.sent_back],
        **_desk(powers, request.user.pk or 0),
    }
    return render(request, "office/home.html", context)
