"""Of Wagtail's admin only what the office uses is open: choosers, the editor's scripts. The rest is not there.

Its pages, users, groups, sites, workflows and bulk actions are screens of another way of working. What nobody
needs nobody has to guard, to translate or to test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch

OURS = frozenset({"office", "register", "disclosure"})
OPEN_NAMESPACES = frozenset({"wagtailimages_chooser"})
OPEN_VIEWS = frozenset(
    {
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
    }
)


def is_wagtails(match: ResolverMatch) -> bool:
    """Whether a screen belongs to Wagtail's admin and not to the office's own, or to signing in.

    Not everything that Wagtail brings has its name: what stands under /office/ and is not ours is taken for its.
    """
    module = getattr(match.func, "__module__", "")
    name = match.view_name or ""
    if name.startswith("wagtail") or module.startswith("wagtail."):
        return True
    ours = bool(OURS & set(match.namespaces)) or module.startswith(("gongkai.", "allauth."))
    return match.route.startswith("office/") and not ours


def is_open(match: ResolverMatch) -> bool:
    """Whether a screen of Wagtail's is one that the office uses."""
    return match.view_name in OPEN_VIEWS or bool(OPEN_NAMESPACES & set(match.namespaces))


class GateMiddleware:
    """Answers 404 for the screens of Wagtail's admin that are not used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; `process_view` looks at it on the way."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Look at where the address leads before anything of it is run.

        Wagtail opens its screens to every superuser; the office opens them to people with a post only.

        Raises:
            Http404: it leads to a closed screen.
            PermissionDenied: it leads to an open one, and whoever asks has no post.
        """
        match = request.resolver_match
        if match is None or not is_wagtails(match):
            return
        if not is_open(match):
            raise Http404("没有这个页面。")
        if request.user.is_authenticated and not request.powers.holdings:  # type: ignore[attr-defined]
            raise PermissionDenied("您目前没有任何岗位，请联系本机关的账号管理员。")
