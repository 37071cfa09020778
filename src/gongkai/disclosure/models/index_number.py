"""Index numbers (索引号): given once, never again, even when the draft that got one was thrown away."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Agency


class IndexNumber(Fact):
    """A number that was given out."""

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="index_numbers"
    )
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("流水号")
    number = models.CharField("索引号", max_length=80, unique=True)

    class Meta:
        verbose_name = "索引号"
        verbose_name_plural = "索引号"
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "serial"), name="serial_once_in_year"),
        )

    def __str__(self) -> str:
        return self.number
