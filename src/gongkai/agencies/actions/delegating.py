"""Standing in: the holder of a post is away for some days, and another acts in his place."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority, incompatible
from gongkai.agencies.actions.appointing import lock_person
from gongkai.agencies.models import (
    Appointment,
    AppointmentEnd,
    Delegation,
    DelegationEnd,
    Person,
    Post,
    PostRole,
)
from gongkai.agencies.models.post import KEEPING_ROLES

LONGEST_DAYS = 92


def may_delegate(by: Person | None, appointment: Appointment) -> bool:
    """The holder himself; when he cannot any more, an administrator of accounts."""
    return (by is not None and by.pk == appointment.person_id) or authority.administers(
        by, appointment.post.agency
    )


class Delegate(Action[Delegation]):
    """The holder of a post lets another act for him from a day to a day, both counted."""

    label = "委托代行"

    def __init__(
        self,
        subject: Appointment,
        by: Person | None,
        deputy: Person,
        began_on: datetime.date,
        until_on: datetime.date,
        reason: str,
    ) -> None:
        super().__init__(subject, by)
        self.deputy, self.reason = deputy, reason.strip()
        self.began_on, self.until_on = began_on, until_on

    def lock(self) -> None:
        """The post, then the deputy."""
        Post.objects.select_for_update().get(pk=self.subject.post_id)
        lock_person(self.deputy)
        super().lock()

    def refusals(self) -> list[str]:
        """Who, whom, and when."""
        return [*self._who(), *self._when()]

    def _who(self) -> list[str]:
        appointment, deputy = self.subject, self.deputy
        found = []
        if not may_delegate(self.by, appointment):
            found.append("只有任职的本人，或者本机关、上级机关的账号管理员，才能办理委托代行。")
        if appointment.post.role in KEEPING_ROLES:
            found.append("监督员、账号管理员和审计员不能委托别人代行，请另行任职。")
        if deputy.pk == appointment.person_id:
            found.append("受托人不能是任职的本人。")
        if self.by is not None and self.by.pk == deputy.pk:
            found.append("不能把别人的岗位委托给自己。")
        if not deputy.is_active:
            found.append(f"{deputy}的账号已经停用，请选别的人。")
        if not _of_one_realm(deputy, appointment):
            found.append(f"{deputy}不是{appointment.post.agency.short_name}的人，请选本机关的人代行。")
        role = PostRole(appointment.post.role)
        return found + incompatible.refusals(deputy, role, self.began_on, self.until_on)

    def _when(self) -> list[str]:
        appointment = self.subject
        if self.until_on < self.began_on:
            return ["结束日期不能早于开始日期。"]
        found = []
        if not self.reason:
            found.append("请填写委托的事由，例如“休假”“外出学习”。")
        if (self.until_on - self.began_on).days >= LONGEST_DAYS:
            found.append(f"一次委托最长{LONGEST_DAYS}天；时间更长的，请办理移交。")
        if self.began_on < today():
            found.append("委托不能从过去的日期开始：已经作出的审核不能事后改由别人代行。")
        if self.began_on < appointment.began_on:
            found.append(f"任职从{appointment.began_on:%Y年%-m月%-d日}开始，委托不能早于它。")
        end = AppointmentEnd.objects.filter(appointment=appointment).first()
        if end is not None and end.ended_on <= self.until_on:
            found.append(f"任职到{end.ended_on:%Y年%-m月%-d日}为止，委托应在它之前结束。")
        if self._overlapping().exists():
            found.append("这个岗位在这些天里已经委托了别人代行，请先收回原来的委托。")
        return found

    def _overlapping(self) -> Any:
        others = Delegation.objects.filter(
            appointment=self.subject, began_on__lte=self.until_on, until_on__gte=self.began_on
        )
        return others.filter(Q(end__isnull=True) | Q(end__ended_on__gt=self.began_on))

    def carry_out(self) -> Delegation:
        """Record it."""
        return Delegation.objects.create(
            appointment=self.subject,
            deputy=self.deputy,
            began_on=self.began_on,
            until_on=self.until_on,
            reason=self.reason,
            recorded_by=self.by,
        )

    def details(self) -> dict[str, Any]:
        """To whom, and for which days."""
        return {
            "deputy": self.deputy.pk,
            "deputy_name": self.deputy.name,
            "began_on": str(self.began_on),
            "until_on": str(self.until_on),
        }

    def agency_id(self) -> int | None:
        """The body of the post."""
        return int(self.subject.post.agency_id)


def _of_one_realm(deputy: Person, appointment: Appointment) -> bool:
    """Whether the deputy works for the body of the post: by his account, or by a post that he holds."""
    agency_id = appointment.post.agency_id
    if deputy.agency_id is None or deputy.agency_id == agency_id:
        return True
    return bool(Appointment.objects.on(today()).filter(person=deputy, post__agency_id=agency_id).exists())


class TakeBackDelegation(Action[DelegationEnd]):
    """The holder is back before the last day: from today, or from a later day, the deputy acts no longer."""

    label = "收回委托"

    def __init__(self, subject: Delegation, by: Person | None, ended_on: datetime.date | None = None) -> None:
        super().__init__(subject, by)
        self.ended_on = ended_on or today()

    def refusals(self) -> list[str]:
        """Once only, not for days that are past."""
        delegation = self.subject
        found = []
        if not may_delegate(self.by, delegation.appointment):
            found.append("只有任职的本人，或者本机关、上级机关的账号管理员，才能收回委托。")
        if DelegationEnd.objects.filter(delegation=delegation).exists():
            found.append("这项委托已经收回。")
        if self.ended_on < today():
            found.append("收回日期不能早于今天：代行的人已经作出的审核仍然有效。")
        if self.ended_on > delegation.until_on:
            found.append("委托到期自行结束，不必收回。")
        return found

    def carry_out(self) -> DelegationEnd:
        """Record it."""
        return DelegationEnd.objects.create(
            delegation=self.subject, ended_on=self.ended_on, recorded_by=self.by
        )

    def details(self) -> dict[str, Any]:
        """From when."""
        return {"ended_on": str(self.ended_on)}

    def agency_id(self) -> int | None:
        """The body of the post."""
        return int(self.subject.appointment.post.agency_id)
