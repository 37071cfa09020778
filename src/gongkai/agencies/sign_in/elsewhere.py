"""A government's own sign-in: which identity there is which account here. Only administrators tie the two."""

from __future__ import annotations

from typing import Any, Final

from allauth.socialaccount.models import SocialAccount

from gongkai.acts.action import Action
from gongkai.agencies import authority
from gongkai.agencies.models import Person

PROVIDER: Final = "government"


def identity_of(person: Person) -> str:
    """The person's identity there; "" when none was tied."""
    tied = SocialAccount.objects.filter(user=person, provider=PROVIDER).values_list("uid", flat=True)
    return str(tied.first() or "")


class TieIdentity(Action[str]):
    """Tie an identity of the government's sign-in to an account; an empty one unties."""

    label = "绑定统一身份认证"

    def __init__(self, subject: Person, by: Person | None, identity: str) -> None:
        super().__init__(subject, by)
        self.identity = identity.strip()

    def refusals(self) -> list[str]:
        """Not one's own, and an identity is one person's."""
        person = self.subject
        found = authority.refusals(self.by, person.agency, "绑定统一身份认证")
        if self.by is not None and self.by.pk == person.pk:
            found.append("不能绑定自己的统一身份认证，请由另一位账号管理员办理。")
        taken = (
            SocialAccount.objects.filter(provider=PROVIDER, uid=self.identity).exclude(user=person).first()
        )
        if self.identity and taken is not None:
            found.append(f"编号“{self.identity}”已经绑定在{taken.user}的账号上。")
        return found

    def carry_out(self) -> str:
        """Replace what was tied."""
        SocialAccount.objects.filter(user=self.subject, provider=PROVIDER).delete()
        if self.identity:
            SocialAccount.objects.create(user=self.subject, provider=PROVIDER, uid=self.identity)
        return self.identity

    def details(self) -> dict[str, Any]:
        """Which identity."""
        return {"identity": self.identity}
