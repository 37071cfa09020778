"""What every screen of the office needs: the menu, the day, the person's posts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gongkai.acts.days import today
from gongkai.agencies.models import Appointment, Person
from gongkai.office.navigation import MenuLine, menu_of


def office(request: HttpRequest) -> dict[str, Any]:
    """`office_menu`, `office_posts` and `office_nobody_yet` are worked out only where a template draws them."""

    def menu() -> list[MenuLine]:
        return list(menu_of(request, request.powers))  # type: ignore[attr-defined]

    def posts() -> list[str]:
        held = Appointment.objects.on(today()).filter(person_id=request.user.pk)
        return [str(appointment.post) for appointment in held.select_related("post__agency")]

    def nobody_yet() -> bool:
        return not Person.objects.exists()

    return {
        "office_nobody_yet": SimpleLazyObject(nobody_yet),
        "office_menu": SimpleLazyObject(menu),
        "office_posts": SimpleLazyObject(posts),
        "office_today": today(),
    }
