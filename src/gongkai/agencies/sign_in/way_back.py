"""The way back for a keeper of accounts who cannot sign in and whom no other keeper can help: on the server itself.

Everybody else is helped by a keeper of accounts, in the office. So who runs the server cannot make himself a leader
without the keeper seeing it.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies.actions.accounts import Opened, give_one_time_password
from gongkai.agencies.models import Appointment, Person, PostRole
from gongkai.agencies.sign_in import lockout


def keepers() -> QuerySet[Person]:
    """Who keeps accounts today, in any body, and whose account is on."""
    held = Appointment.objects.on(today()).filter(post__role=PostRole.ACCOUNT_ADMINISTRATOR)
    return Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("username")


class RegainSignIn(Action[Opened]):
    """A new one-time password for a keeper of accounts, his second factor taken away, his locks lifted.

    Done by the system itself; `operator` is who was at the server, as the server calls him.
    """

    label = "在服务器上恢复登录"

    def __init__(self, subject: Person, operator: str) -> None:
        super().__init__(subject)
        self.operator = operator
        self.factors = 0

    def refusals(self) -> list[str]:
        """For keepers of accounts only."""
        if keepers().filter(pk=self.subject.pk).exists():
            return []
        return [
            f"{self.subject}（{self.subject.username}）现在不是账号管理员，或者账号已经停用："
            "请账号管理员登录办公系统，在“账号”里办理。"
        ]

    def carry_out(self) -> Opened:
        """Sessions hang on the password: who is signed in as him is signed out."""
        person = self.subject
        self.factors = Authenticator.objects.filter(user=person).delete()[0]
        lockout.forget(person.username)
        password = give_one_time_password(person)
        person.save(update_fields=["password", "one_time_password_until"])
        return Opened(person, password)

    def details(self) -> dict[str, Any]:
        """Who did it, and how much was taken away."""
        return {"username": self.subject.username, "operator": self.operator, "factors": self.factors}
