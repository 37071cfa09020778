"""Accounts: opened by an administrator, switched off when somebody leaves, never deleted."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority
from gongkai.agencies.models import Agency, Appointment, Person

ONE_TIME_PASSWORD_DAYS = 7
# Without signs that look alike: the password is read out, or typed from a slip of paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Opened:
    """An account with its one-time password, which is shown once and stored nowhere."""

    person: Person
    password: str


def one_time_password() -> str:
    """Four groups of four signs, some 79 bits."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def give_one_time_password(person: Person) -> str:
    """Put a new one into the account, which is not stored yet."""
    password = one_time_password()
    person.set_password(password)
    person.one_time_password_until = timezone.now() + datetime.timedelta(days=ONE_TIME_PASSWORD_DAYS)
    return password


class _OfAnAccount(Action[Any]):
    """An act on somebody's account, by an administrator of his body."""

    what = ""

    def refusals(self) -> list[str]:
        """The administrator's own account is for another administrator."""
        found = authority.refusals(self.by, self.subject.agency, self.what)
        if self.by is not None and self.by.pk == self.subject.pk:
            found.append(f"不能给自己{self.what}，请由另一位账号管理员办理。")
        return found


class OpenAccount(Action[Opened]):
    """Open an account in a body. The person can sign in once with the password given, and then sets his own."""

    label = "开通账号"

    def __init__(
        self,
        subject: Agency,
        by: Person | None,
        name: str,
        username: str,
        *,
        work_telephone: str = "",
        email: str = "",
    ) -> None:
        super().__init__(subject, by)
        self.person = Person(
            name=name.strip(),
            username=Person.normalize_username(username.strip()),
            work_telephone=work_telephone.strip(),
            email=email.strip().lower(),
            agency=subject,
        )

    def refusals(self) -> list[str]:
        """The name and the user name have to be there, and the user name free."""
        found = authority.refusals(self.by, self.subject, "开通账号")
        person = self.person
        if not person.name:
            found.append("请填写姓名。")
        if not person.username:
            return [*found, "请填写用户名。"]
        try:
            person.clean_fields(exclude=["password", "name"])
        except ValidationError as error:
            found += error.messages
        if Person.objects.filter(username__iexact=person.username).exists():
            found.append(f"用户名“{person.username}”已经有人用了，请换一个。")
        if person.email and Person.objects.filter(email__iexact=person.email).exists():
            found.append(f"电子邮箱“{person.email}”已经登记在别的账号上，请换一个。")
        return found

    def carry_out(self) -> Opened:
        """Store the account."""
        password = give_one_time_password(self.person)
        self.person.save()
        return Opened(self.person, password)

    def details(self) -> dict[str, Any]:
        """Which account was opened."""
        return {"person": self.person.pk, "username": self.person.username, "name": self.person.name}

    def agency_id(self) -> int | None:
        """The body in which it is opened."""
        return int(self.subject.pk)


class SwitchOffAccount(_OfAnAccount):
    """Switch an account off: its owner cannot sign in, and is signed out at once."""

    label = "停用账号"
    what = "停用账号"

    def refusals(self) -> list[str]:
        """Not the last keeper of accounts; not twice."""
        found = super().refusals()
        if not self.subject.is_active:
            found.append("这个账号已经停用。")
        held = Appointment.objects.on(today()).filter(person=self.subject).select_related("post__agency")
        for appointment in held:
            found += authority.last_keeper_refusals(appointment, today())
        return found

    def carry_out(self) -> Person:
        """The sessions end by themselves: who is not active is nobody."""
        self.subject.is_active = False
        self.subject.save(update_fields=["is_active"])
        return self.subject


class SwitchOnAccount(_OfAnAccount):
    """Switch an account on again, with a new one-time password."""

    label = "恢复账号"
    what = "恢复账号"

    def refusals(self) -> list[str]:
        """Only one that is off."""
        found = super().refusals()
        if self.subject.is_active:
            found.append("这个账号没有停用，不必恢复。")
        return found

    def carry_out(self) -> Opened:
        """The old password is not valid any more: nobody knows who has learnt it meanwhile."""
        self.subject.is_active = True
        password = give_one_time_password(self.subject)
        self.subject.save(update_fields=["is_active", "password", "one_time_password_until"])
        return Opened(self.subject, password)


class ResetPassword(_OfAnAccount):
    """Give a new one-time password to somebody who forgot his own. He is signed out everywhere."""

    label = "重置口令"
    what = "重置口令"

    def refusals(self) -> list[str]:
        """Not for an account that is off."""
        found = super().refusals()
        if not self.subject.is_active:
            found.append("这个账号已经停用，请先恢复账号。")
        return found

    def carry_out(self) -> Opened:
        """Sessions hang on the password: a new one ends them."""
        password = give_one_time_password(self.subject)
        self.subject.save(update_fields=["password", "one_time_password_until"])
        return Opened(self.subject, password)


class ChangeAccount(_OfAnAccount):
    """Correct a name, a telephone or an e-mail address, or move the account to another body that one keeps."""

    label = "修改账号资料"
    what = "修改账号资料"

    def __init__(
        self,
        subject: Person,
        by: Person | None,
        *,
        name: str,
        work_telephone: str,
        email: str,
        agency: Agency,
    ) -> None:
        super().__init__(subject, by)
        self.wanted: dict[str, Any] = {
            "name": name.strip(),
            "work_telephone": work_telephone.strip(),
            "email": email.strip().lower(),
            "agency": agency,
        }

    def refusals(self) -> list[str]:
        """The body it moves to has to be one of the administrator's too."""
        found = super().refusals()
        agency, email = self.wanted["agency"], self.wanted["email"]
        if agency.pk != self.subject.agency_id:
            found += authority.refusals(self.by, agency, "接收账号")
        if not self.wanted["name"]:
            found.append("请填写姓名。")
        if email and Person.objects.filter(email__iexact=email).exclude(pk=self.subject.pk).exists():
            found.append(f"电子邮箱“{email}”已经登记在别的账号上，请换一个。")
        return found

    def carry_out(self) -> Person:
        """Store what changed."""
        self.changed = [name for name, value in self.wanted.items() if getattr(self.subject, name) != value]
        for name, value in self.wanted.items():
            setattr(self.subject, name, value)
        self.subject.save(update_fields=list(self.wanted))
        return self.subject

    def details(self) -> dict[str, Any]:
        """Which fields changed."""
        return {"changed": self.changed}
