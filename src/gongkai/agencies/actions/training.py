"""Trainings that were held (第四十八条), and who attended. A mistake is mended by recording it anew."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority
from gongkai.agencies.models import Agency, Appointment, Person, PostRole, Training, TrainingAttendance
from gongkai.agencies.powers import powers_of

RECORDING_ROLES = (PostRole.OFFICE_HEAD, PostRole.SUPERVISOR, PostRole.DRAFTER, PostRole.DEPUTY_LEADER)
LONGEST_HOURS = Decimal(200)


def may_record_training(by: Person | None, agency: Agency) -> bool:
    """Those who do the work of disclosure in the body, and who keeps its accounts."""
    if authority.administers(by, agency):
        return True
    return by is not None and powers_of(by, today()).holding(agency, *RECORDING_ROLES) is not None


class RecordTraining(Action[Training]):
    """Record a training with those who attended. `corrects` is an earlier record that counts no longer."""

    label = "登记培训"

    def __init__(
        self,
        subject: Agency,
        by: Person | None,
        held_on: datetime.date,
        title: str,
        hours: Decimal,
        attended: Collection[Person] = (),
        teacher: str = "",
        corrects: Training | None = None,
    ) -> None:
        super().__init__(subject, by)
        self.held_on, self.hours = held_on, Decimal(hours)
        self.title, self.teacher = title.strip(), teacher.strip()
        self.attended = list(dict.fromkeys(attended))
        self.corrects = corrects

    def refusals(self) -> list[str]:
        """Who, when, how long, and which record it replaces."""
        found = []
        if not may_record_training(self.by, self.subject):
            found.append(f"只有{self.subject.short_name}公开工作的负责人、专岗和账号管理员才能登记培训。")
        if not self.title:
            found.append("请填写培训内容。")
        if self.held_on > today():
            found.append("培训举办以后再登记：举办日期不能晚于今天。")
        if not Decimal(0) < self.hours <= LONGEST_HOURS:
            found.append(f"学时应大于0，不超过{LONGEST_HOURS}。")
        if self.corrects is not None:
            if self.corrects.agency_id != self.subject.pk:
                found.append("只能更正本机关举办的培训。")
            if self.corrects.corrections.exists():
                found.append("这条记录已经更正过，请更正最新的那一条。")
        return found

    def carry_out(self) -> Training:
        """Record the training, then each who attended under the body that he worked for on that day."""
        training = Training.objects.create(
            agency=self.subject,
            held_on=self.held_on,
            title=self.title,
            hours=self.hours,
            teacher=self.teacher,
            corrects=self.corrects,
            recorded_by=self.by,
        )
        working_for = _bodies_of(self.attended, self.held_on)
        TrainingAttendance.objects.bulk_create(
            TrainingAttendance(
                training=training,
                person=person,
                agency_id=working_for.get(person.pk) or person.agency_id or self.subject.pk,
                recorded_by=self.by,
            )
            for person in self.attended
        )
        return training

    def details(self) -> dict[str, Any]:
        """What, when, how many."""
        return {
            "title": self.title,
            "held_on": str(self.held_on),
            "attended": len(self.attended),
            "corrects": self.corrects.pk if self.corrects else None,
        }

    def agency_id(self) -> int | None:
        """The body that held it."""
        return int(self.subject.pk)


def _bodies_of(people: Collection[Person], day: datetime.date) -> dict[int, int]:
    held = Appointment.objects.on(day).filter(person__in=people).order_by("-pk")
    return dict(held.values_list("person_id", "post__agency_id"))
