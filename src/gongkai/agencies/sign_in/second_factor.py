"""Who needs a second factor, and who has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority
from gongkai.agencies.models import Person
from gongkai.agencies.powers import powers_of
from gongkai.agencies.sign_in import sealing

OWNED: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Factors that a person has by himself; recovery codes are only for their loss."""


def needs_second_factor(person: Person) -> bool:
    """Whether the person's posts of today need one, and the installation asks for it."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and powers_of(person, today()).needs_second_factor


def has_second_factor(person: Person) -> bool:
    """Whether the person set one up."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=OWNED).exists())


def those_with_second_factor(people: Iterable[Person]) -> frozenset[int]:
    """Of several people those who set one up, in one query."""
    ids = [person.pk for person in people]
    found = Authenticator.objects.filter(user_id__in=ids, type__in=OWNED).values_list("user_id", flat=True)
    return frozenset(found)


def sealed_with_another_key() -> int:
    """How many people cannot sign in, because the key with which their factor was sealed is not the one that is there."""
    shut = set()
    for person, data in Authenticator.objects.values_list("user_id", "data"):
        for sealed in (data.get("secret"), data.get("seed")):
            try:
                if sealed:
                    sealing.unseal(sealed, bytes(settings.DATA_KEY))
            except sealing.Unsealable:
                shut.add(person)
    return len(shut)


class ResetSecondFactor(Action[int]):
    """Take away the factors of somebody who lost his telephone; at the next sign-in he sets up new ones."""

    label = "重置第二道验证"

    def refusals(self) -> list[str]:
        """Not one's own: for that one's recovery codes are there."""
        person = self.subject
        found = authority.refusals(self.by, person.agency, "重置第二道验证")
        if self.by is not None and self.by.pk == person.pk:
            found.append("不能重置自己的第二道验证，请用恢复码登录，或者请另一位账号管理员办理。")
        if not has_second_factor(person):
            found.append(f"{person}没有设置第二道验证。")
        return found

    def carry_out(self) -> int:
        """How many factors were taken away."""
        removed, _ = Authenticator.objects.filter(user=self.subject).delete()
        return int(removed)

    def details(self) -> dict[str, Any]:
        """Nothing of the factors themselves."""
        return {"username": self.subject.username}
