"""What Django's own permission checks are told: who has a post may open the office's frame, and nothing more."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from gongkai.acts.days import today
from gongkai.agencies.powers import powers_of

FRAME = "wagtailadmin.access_admin"


class PostBackend(BaseBackend):
    """Answers for Wagtail's screens that the office uses (choosers). Everything else asks the powers itself."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the person has a post today, for the one permission that Wagtail's choosers ask."""
        return perm == FRAME and bool(powers_of(user_obj, today()).holdings)
