"""Guessing is stopped: too many wrong passwords or codes lock an account for a while, and the page says how long.

django-axes counts by account and address together, so that nobody can lock a leader's account from outside, and
one careless clerk does not lock the building that shares his address. Ten times as many for one account from all
addresses, or from one address for all accounts, lock that account or that address.
"""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any, Final

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

WIDE: Final = 10
"""How many times the limit of one account at one address is allowed to the account, or to the address, in all."""


def normal_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """One spelling of a user name: other capitals or wide letters give no further tries."""
    typed = str((credentials or {}).get("username") or "")
    return unicodedata.normalize("NFKC", typed).strip().casefold()[:255]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: who a trusted proxy says, never what a browser says of itself."""
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_until(username: str, address: str) -> datetime.datetime | None:
    """Until when nobody can sign in as that user from that address; None when one can now."""
    limit = settings.AXES_FAILURE_LIMIT
    attempts = AccessAttempt.objects
    ends = (
        _end(attempts.filter(username=username, ip_address=address), limit),
        _end(attempts.filter(username=username), limit * WIDE),
        _end(attempts.filter(ip_address=address), limit * WIDE),
    )
    return max((end for end in ends if end is not None), default=None)


def _end(attempts: Any, limit: int) -> datetime.datetime | None:
    """When enough of the failures will be older than the lock lasts."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    left = 0
    counted = attempts.filter(attempt_time__gt=since).order_by("-attempt_time")
    for when, failures in counted.values_list("attempt_time", "failures_since_start"):
        left += failures
        if left >= limit:
            return when + settings.AXES_COOLOFF_TIME
    return None


def check(request: HttpRequest, username: str) -> HttpResponse | None:
    """The page of a locked account, or None when the person may try."""
    name = normal_username(request, {"username": username})
    until = locked_until(name, address_of(request))
    return None if until is None else page(request, until)


def page(request: HttpRequest, until: datetime.datetime) -> HttpResponse:
    """Says when to try again, and whom to ask. It does not say whether there is such an account."""
    request.locked_already = True  # type: ignore[attr-defined]
    now = timezone.now()
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    response = render(
        request,
        "account/locked.html",
        {"until": timezone.localtime(until), "minutes": minutes},
        status=429,
    )
    response["Retry-After"] = str(minutes * 60)
    return response


def response_for_axes(request: HttpRequest, original: HttpResponse, credentials: Any) -> HttpResponse:
    """What axes answers in place of the form, at the try that locked."""
    name = normal_username(request, credentials)
    until = locked_until(name, address_of(request))
    return page(request, until or timezone.now() + settings.AXES_COOLOFF_TIME)


def count_wrong_code(request: HttpRequest, username: str) -> None:
    """A wrong code counts like a wrong password: both are guesses at the same account."""
    credentials = {"username": username, "second_factor": True}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def forget(username: str) -> int:
    """Lift the locks of an account; gives how many records of failures there were."""
    name = normal_username(None, {"username": username})
    return int(AxesProxyHandler.reset_attempts(username=name))
