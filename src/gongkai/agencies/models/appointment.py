"""Dated appointments: who answered for what on any day. Began, ended, stood in for: each is a fact of its own."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from gongkai.acts.facts import Fact, FactQuerySet
from gongkai.agencies.models.person import Person
from gongkai.agencies.models.post import Post


def _not_ended(day: datetime.date, of: str = "") -> Q:
    """What has no end, or one after the day; `of` is the way to it, as in "appointment__"."""
    return Q(**{f"{of}end__isnull": True}) | Q(**{f"{of}end__ended_on__gt": day})


class AppointmentQuerySet(FactQuerySet):
    """Appointments, narrowed by day, body and person."""

    def on(self, day: datetime.date) -> AppointmentQuerySet:
        """Those in force on the day: begun by then, and not ended by then."""
        return self.filter(_not_ended(day), began_on__lte=day)


class Appointment(Fact):
    """A person took up a post (任职)."""

    post = models.ForeignKey(Post, verbose_name="岗位", on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(
        Person, verbose_name="人员", on_delete=models.PROTECT, related_name="appointments"
    )
    began_on = models.DateField("任职日期")
    basis = models.CharField(
        "依据", max_length=200, blank=True, help_text="任命文件的文号，或会议的名称和日期。"
    )

    objects: ClassVar[Any] = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ("began_on", "pk")

    def __str__(self) -> str:
        return f"{self.person}：{self.post}，{self.began_on:%Y-%m-%d}起"


class EndReason(models.TextChoices):
    """Why an appointment ended."""

    HANDED_OVER = "handed_over", "移交"
    LEFT = "left", "离任"
    VOIDED = "voided", "登记有误，作废"


class AppointmentEnd(Fact):
    """The appointment ended: its holder no longer answers from this day on."""

    appointment = models.OneToOneField(
        Appointment, verbose_name="任职", on_delete=models.PROTECT, related_name="end"
    )
    ended_on = models.DateField("免职日期", help_text="从这一天起不再负责。")
    reason = models.CharField("原因", max_length=20, choices=EndReason.choices)
    successor = models.ForeignKey(
        Appointment,
        verbose_name="接任",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessor_ends",
    )
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "免职"
        verbose_name_plural = "免职"


class DelegationQuerySet(FactQuerySet):
    """Delegations, narrowed by day."""

    def on(self, day: datetime.date) -> DelegationQuerySet:
        """Those in force on the day, both ends counted, unless taken back before."""
        return self.filter(_not_ended(day), began_on__lte=day, until_on__gte=day)

    def for_holders_on(self, day: datetime.date) -> DelegationQuerySet:
        """Those in force on the day whose holder has the post on the day himself: nobody stands in for who left."""
        return self.on(day).filter(_not_ended(day, "appointment__"), appointment__began_on__lte=day)


class Delegation(Fact):
    """The holder of a post is away, and another acts in his place from day to day (委托代行)."""

    appointment = models.ForeignKey(
        Appointment, verbose_name="委托人任职", on_delete=models.PROTECT, related_name="delegations"
    )
    deputy = models.ForeignKey(
        Person, verbose_name="受托人", on_delete=models.PROTECT, related_name="delegations"
    )
    began_on = models.DateField("开始日期")
    until_on = models.DateField("结束日期", help_text="最后一天，含当天。")
    reason = models.CharField("事由", max_length=200)

    objects: ClassVar[Any] = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "委托代行"
        verbose_name_plural = "委托代行"
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("began_on")), name="delegation_ends_after_it_begins"
            ),
        )


class DelegationEnd(Fact):
    """A delegation was taken back before its last day."""

    delegation = models.OneToOneField(
        Delegation, verbose_name="委托代行", on_delete=models.PROTECT, related_name="end"
    )
    ended_on = models.DateField("收回日期", help_text="从这一天起不再代行。")

    class Meta:
        verbose_name = "收回委托"
        verbose_name_plural = "收回委托"
