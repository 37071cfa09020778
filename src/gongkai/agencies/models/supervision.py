"""Training and assessment (第四十六条、第四十八条): facts that the annual report's 监督保障 counts."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models.agency import Agency
from gongkai.agencies.models.person import Person


class Training(Fact):
    """A training that was held."""

    agency = models.ForeignKey(
        Agency, verbose_name="主办机关", on_delete=models.PROTECT, related_name="trainings"
    )
    held_on = models.DateField("举办日期")
    title = models.CharField("培训内容", max_length=120)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1, validators=[MinValueValidator(0)])
    teacher = models.CharField("授课人", max_length=60, blank=True)
    corrects = models.ForeignKey(
        "self",
        verbose_name="更正",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )

    class Meta:
        verbose_name = "培训"
        verbose_name_plural = "培训"
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.title}"


class TrainingAttendance(Fact):
    """A person attended a training, for the body that he works for."""

    training = models.ForeignKey(
        Training, verbose_name="培训", on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        Person, verbose_name="人员", on_delete=models.PROTECT, related_name="trainings"
    )
    agency = models.ForeignKey(Agency, verbose_name="所在机关", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "参训"
        verbose_name_plural = "参训"
        constraints = (models.UniqueConstraint(fields=("training", "person"), name="attended_once"),)


class Assessment(Fact):
    """What a body was found to be worth in a year's assessment (考核) by the body above it."""

    agency = models.ForeignKey(
        Agency, verbose_name="被考核机关", on_delete=models.PROTECT, related_name="assessments"
    )
    by = models.ForeignKey(Agency, verbose_name="考核机关", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("考核年度")
    concluded_on = models.DateField("作出日期")
    score = models.DecimalField("得分", max_digits=5, decimal_places=2)
    grade = models.CharField("等次", max_length=20, blank=True)
    remarks = models.CharField("评语", max_length=500, blank=True)
    corrects = models.ForeignKey(
        "self",
        verbose_name="更正",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )

    class Meta:
        verbose_name = "考核"
        verbose_name_plural = "考核"
        ordering = ("-year", "agency__path")
