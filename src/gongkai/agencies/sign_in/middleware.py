"""Before anything else in the office: a password of one's own, and the second factor that one's post needs; readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.agencies.sign_in import another_key
from gongkai.agencies.sign_in.second_factor import has_second_factor

_OPEN: Final = ("account_", "mfa_")
_GUARDED: Final = "/office/"


class SignInIsComplete:
    """Sends a person who signed in, but not wholly, to the page where he completes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let pass who is through, and every page outside the office."""
        match = request.resolver_match
        name = (match.view_name or "") if match is not None else ""
        if not request.path.startswith(_GUARDED) or name.startswith(_OPEN):
            return None
        person = request.user
        if not person.is_authenticated:
            return None
        if person.one_time_password_until is not None:
            messages.info(request, "您用的是一次性口令，请先设置自己的口令。")
            return redirect(f"{reverse('account_change_password')}?next={reverse('office:home')}")
        if not settings.SECOND_FACTOR_REQUIRED or not request.powers.needs_second_factor:  # type: ignore[attr-defined]
            return None
        if has_second_factor(person):
            return None
        messages.info(request, "您的岗位登录时要有第二道验证，请先设置，再继续办公。")
        return redirect("mfa_index")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Recovery codes that the server cannot read are no fault of the program."""
        return another_key.page(request) if isinstance(error, another_key.SealedWithAnotherKey) else None
