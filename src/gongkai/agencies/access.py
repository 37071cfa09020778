"""Who may open a screen of the office: people with a post, some screens only with certain powers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from gongkai.agencies.models import Person
from gongkai.agencies.powers import Powers


class OfficeRequest(HttpRequest):
    """What a screen of the office gets: somebody signed in, with the powers of today. For type checkers only."""

    user: Person
    powers: Powers


View = Callable[..., HttpResponse]


def office_screen(may_open: Callable[[Powers], bool] | None = None) -> Callable[[View], View]:
    """A screen of the office: sign-in first; then a post; then what `may_open` says of the powers.

    The view gets `request.powers`. `view.office_screen` is True, so that tests find the screens that forgot it.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            powers: Powers = request.powers  # type: ignore[attr-defined]
            if not powers.holdings:
                raise PermissionDenied("您目前没有任何岗位，请联系本机关的账号管理员。")
            if may_open is not None and not may_open(powers):
                raise PermissionDenied("您的岗位不能打开这个页面。")
            return view(request, *args, **kwargs)

        guarded.office_screen = True  # type: ignore[attr-defined]
        return guarded

    return decorate
