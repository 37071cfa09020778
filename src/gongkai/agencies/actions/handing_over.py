"""Handing a post over: one act that ends one appointment, begins the other, and leaves no day between."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.acts.action import Action
from gongkai.agencies import authority
from gongkai.agencies.actions.appointing import (
    ended_before_begun,
    lock_person,
    not_oneself,
    taking_up_refusals,
)
from gongkai.agencies.models import Appointment, AppointmentEnd, Delegation, EndReason, Person, Post


class HandOver(Action[Appointment]):
    """The holder of a post hands it to another person on a day.

    What waits for review moves along by itself, because it waits for the post and not for the person. A deputy
    who stood in for the one who leaves stands in no longer. Both are told: `queries.changes_for` says it to each.
    """

    label = "移交岗位"

    def __init__(
        self, subject: Appointment, by: Person | None, to_person: Person, on: datetime.date, basis: str = ""
    ) -> None:
        super().__init__(subject, by)
        self.to_person, self.on, self.basis = to_person, on, basis.strip()

    def lock(self) -> None:
        """The post, both people in the order of their numbers, then the appointment."""
        Post.objects.select_for_update().get(pk=self.subject.post_id)
        for person in sorted((self.subject.person, self.to_person), key=lambda each: each.pk):
            lock_person(person)
        super().lock()

    def refusals(self) -> list[str]:
        """As of ending and of taking up, at once."""
        appointment = self.subject
        post = appointment.post
        found = authority.refusals(self.by, post.agency, "办理移交") + not_oneself(self.by, self.to_person)
        if AppointmentEnd.objects.filter(appointment=appointment).exists():
            return [*found, "这段任职已经结束，不能再移交。"]
        if self.to_person.pk == appointment.person_id:
            return [*found, f"接任的人就是{self.to_person}本人，请选别的人。"]
        if self.to_person.agency_id is not None and self.to_person.agency_id != post.agency_id:
            found += authority.refusals(self.by, self.to_person.agency, f"任用{self.to_person}")
        found += ended_before_begun(appointment, self.on)
        return found + taking_up_refusals(post, self.to_person, self.on, leaving=appointment)

    def carry_out(self) -> Appointment:
        """Record the beginning, then the end that names it."""
        successor = Appointment.objects.create(
            post=self.subject.post,
            person=self.to_person,
            began_on=self.on,
            basis=self.basis,
            recorded_by=self.by,
        )
        AppointmentEnd.objects.create(
            appointment=self.subject,
            ended_on=self.on,
            reason=EndReason.HANDED_OVER,
            successor=successor,
            basis=self.basis,
            recorded_by=self.by,
        )
        return successor

    def details(self) -> dict[str, Any]:
        """From whom to whom, and when."""
        return {
            "from": self.subject.person_id,
            "to": self.to_person.pk,
            "to_name": self.to_person.name,
            "on": str(self.on),
            "delegations_ended": Delegation.objects.filter(
                appointment=self.subject, until_on__gte=self.on, end__isnull=True
            ).count(),
        }

    def agency_id(self) -> int | None:
        """The body of the post."""
        return int(self.subject.post.agency_id)
