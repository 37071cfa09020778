"""Who is asking, and what he may do today: `request.powers`, worked out once a request and only when asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongkai.acts.days import today
from gongkai.agencies.powers import powers_of


class PowersMiddleware:
    """Puts `powers` on the request: those of the signed-in person today, or none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Work them out when something asks, not before."""
        request.powers = SimpleLazyObject(lambda: powers_of(request.user, today()))  # type: ignore[attr-defined, arg-type]
        return self.get_response(request)
