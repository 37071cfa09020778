"""One's own account: password, second factor, posts, and who stands in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.acts.days import today
from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Delegation
from gongkai.agencies.models.post import KEEPING_ROLES
from gongkai.agencies.queries import changes_for, tenures_of
from gongkai.agencies.sign_in.second_factor import has_second_factor, needs_second_factor

SIGN_INS = (
    "SignIn",
    "SignInFailed",
    "SecondFactorFailed",
    "SignInLocked",
    "ChangePassword",
    "AddFactor",
    "RegainSignIn",
)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in has this page, also who has no post (yet)."""
    person: Any = request.user
    day = today()
    standing_in = Delegation.objects.filter(deputy=person, until_on__gte=day, end__isnull=True)
    entries = AuditEntry.objects.filter(
        subject_type="agencies.person", subject_id=str(person.pk), act__in=SIGN_INS
    )
    context = {
        "person": person,
        "tenures": [
            (tenure, tenure.appointment.post.role not in KEEPING_ROLES) for tenure in tenures_of(person, day)
        ],
        "standing_in": standing_in.select_related("appointment__post__agency", "appointment__person"),
        "changes": changes_for(person, day, days=60),
        "has_factor": has_second_factor(person),
        "needs_factor": needs_second_factor(person),
        "entries": entries[:10],
    }
    return render(request, "office/account/account.html", context)
