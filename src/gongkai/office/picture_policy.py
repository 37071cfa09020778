"""Who may add and choose pictures: those who draft, and only what their own bodies uploaded or what is public.

Wagtail asks a permission policy; its own goes by groups and folders. Ours goes by posts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Collection
from wagtail.permission_policies.base import BasePermissionPolicy

from gongkai.acts.days import today
from gongkai.agencies.models import Person
from gongkai.agencies.powers import Powers, powers_of
from gongkai.disclosure.models import Picture
from gongkai.disclosure.rights import DRAFTING_ROLES

ALLOWED = frozenset({"add", "choose"})


def _powers(user: Any) -> Powers:
    """The powers of today, worked out once for the user of a request."""
    if not hasattr(user, "_powers_for_pictures"):
        user._powers_for_pictures = powers_of(user, today())
    powers: Powers = user._powers_for_pictures
    return powers


class PicturePolicy(BasePermissionPolicy):
    """Adding and choosing. A stored picture is never changed: what was reviewed with it shows it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the person drafts anywhere."""
        return action in ALLOWED and _powers(user).has(*DRAFTING_ROLES)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """The same for any of several."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Nobody is asked about pictures by mail or list."""
        return Person.objects.none()

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Picture
    ) -> bool:
        """Whether the picture is one that he may choose."""
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Picture) -> bool:
        """The same for one action."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The pictures of his bodies, his own uploads, and those that public items show."""
        if not self.user_has_any_permission(user, actions):
            return Picture.objects.none()
        own = Q(agency__in=_powers(user).agency_ids) | Q(uploaded_by_user=user)
        public = Q(shown_in__item__live=True, shown_in__item__openness="proactive")
        return Picture.objects.filter(pk__in=Picture.objects.filter(own | public).values("pk"))

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """Folders are not used: everything is in the first."""
        return (
            Collection.objects.filter(depth=1)
            if self.user_has_any_permission(user, actions)
            else Collection.objects.none()
        )

    def collections_user_has_permission_for(self, user: Any, action: str) -> Any:
        """The same for one action."""
        return self.collections_user_has_any_permission_for(user, [action])
