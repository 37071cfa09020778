"""Taking up a post and leaving it: two facts, each with its day and its basis."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.acts.action import Action
from gongkai.agencies import authority, incompatible
from gongkai.agencies.models import Appointment, AppointmentEnd, EndReason, Person, Post, PostRole
from gongkai.agencies.models.post import SINGLE_SEATS
from gongkai.agencies.overlap import in_force_from


def lock_person(person: Person) -> None:
    """Wait for whoever is appointing the same person: posts that exclude each other are taken up one by one."""
    Person.objects.select_for_update().get(pk=person.pk)


def taking_up_refusals(
    post: Post, person: Person, began_on: datetime.date, leaving: Appointment | None = None
) -> list[str]:
    """Why a person cannot take up a post on that day; `leaving` is the appointment that ends then."""
    found = []
    if not post.in_service:
        found.append("这个岗位已经停用，请选别的岗位。")
    if not post.agency.in_service:
        found.append(f"{post.agency.short_name}已经停用，不能再任职。")
    if not person.is_active:
        found.append(f"{person}的账号已经停用，请先恢复账号。")
    held = in_force_from(post, began_on)
    if leaving is not None:
        held = held.exclude(pk=leaving.pk)
    if held.filter(person=person).exists():
        found.append(f"{person}在这个岗位上已有任职，与{began_on:%Y年%-m月%-d日}起的任职重叠。")
    elif post.role in SINGLE_SEATS:
        other = held.select_related("person").first()
        if other is not None:
            found.append(f"这个岗位由{other.person}担任，请办理移交，或者先登记免职。")
    leaving_id = leaving.pk if leaving is not None and leaving.person_id == person.pk else None
    return found + incompatible.refusals(person, PostRole(post.role), began_on, leaving=leaving_id)


def not_oneself(by: Person | None, person: Person) -> list[str]:
    """Nobody appoints himself."""
    if by is None or by.pk != person.pk:
        return []
    return ["账号管理员不能给自己任职，请由另一位账号管理员办理。"]


class TakeUp(Action[Appointment]):
    """A person takes up a post from a day on. The day may be past or to come."""

    label = "任职"

    def __init__(
        self, subject: Post, by: Person | None, person: Person, began_on: datetime.date, basis: str = ""
    ) -> None:
        super().__init__(subject, by)
        self.person, self.began_on, self.basis = person, began_on, basis.strip()

    def lock(self) -> None:
        """The post, then the person."""
        super().lock()
        lock_person(self.person)

    def refusals(self) -> list[str]:
        """Authority, overlap, and posts that exclude each other."""
        post = self.subject
        found = authority.refusals(self.by, post.agency, "办理任职") + not_oneself(self.by, self.person)
        if self.person.agency_id is not None and self.person.agency_id != post.agency_id:
            found += authority.refusals(self.by, self.person.agency, f"任用{self.person}")
        return found + taking_up_refusals(post, self.person, self.began_on)

    def carry_out(self) -> Appointment:
        """Record that it began."""
        return Appointment.objects.create(
            post=self.subject,
            person=self.person,
            began_on=self.began_on,
            basis=self.basis,
            recorded_by=self.by,
        )

    def details(self) -> dict[str, Any]:
        """Who, and from when."""
        return {"person": self.person.pk, "name": self.person.name, "began_on": str(self.began_on)}


def ended_before_begun(appointment: Appointment, ended_on: datetime.date, voided: bool = False) -> list[str]:
    """An end lies after the beginning; on the same day only when the appointment never was."""
    if ended_on > appointment.began_on or (voided and ended_on == appointment.began_on):
        return []
    return [f"免职日期应晚于任职日期{appointment.began_on:%Y年%-m月%-d日}。"]


class EndAppointment(Action[AppointmentEnd]):
    """An appointment ends. One that was recorded by mistake is voided: it ends on the day it began."""

    label = "免职"

    def __init__(
        self,
        subject: Appointment,
        by: Person | None,
        ended_on: datetime.date,
        reason: EndReason = EndReason.LEFT,
        basis: str = "",
    ) -> None:
        super().__init__(subject, by)
        self.ended_on, self.reason, self.basis = ended_on, EndReason(reason), basis.strip()

    def lock(self) -> None:
        """The post and the person as well, in the order of taking up."""
        Post.objects.select_for_update().get(pk=self.subject.post_id)
        lock_person(self.subject.person)
        super().lock()

    def refusals(self) -> list[str]:
        """Authority, once only, after the beginning, and not the last keeper of accounts."""
        appointment, voided = self.subject, self.reason == EndReason.VOIDED
        found = authority.refusals(self.by, appointment.post.agency, "登记免职")
        if AppointmentEnd.objects.filter(appointment=appointment).exists():
            return [*found, "这段任职已经登记了免职；登记有误的，请重新任职。"]
        if voided and self.ended_on != appointment.began_on:
            found.append("作废的任职视为从未开始，免职日期应与任职日期相同。")
        else:
            found += ended_before_begun(appointment, self.ended_on, voided)
        if self.reason == EndReason.HANDED_OVER:
            found.append("移交请用“移交”办理，以便同时登记接任的人。")
        return found + authority.last_keeper_refusals(appointment, self.ended_on)

    def carry_out(self) -> AppointmentEnd:
        """Record that it ended."""
        return AppointmentEnd.objects.create(
            appointment=self.subject,
            ended_on=self.ended_on,
            reason=self.reason,
            basis=self.basis,
            recorded_by=self.by,
        )

    def details(self) -> dict[str, Any]:
        """When, and why."""
        return {"ended_on": str(self.ended_on), "reason": str(self.reason)}

    def agency_id(self) -> int | None:
        """The body of the post."""
        return int(self.subject.post.agency_id)
