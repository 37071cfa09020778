"""Who reviews what in a body, from a day on: dated facts, so that it can be told who had to review a year ago."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Agency


class ReviewSettings(Fact):
    """Who reviews at each stage in a body, from a day on. The latest that took effect holds."""

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="review_settings"
    )
    effective_on = models.DateField("生效日期")
    first_roles = models.JSONField("初审由", default=list)
    second_roles = models.JSONField("再审由", default=list)
    final_roles = models.JSONField("终审由", default=list)
    emergency_roles = models.JSONField("可紧急发布", default=list)
    days_per_stage = models.PositiveSmallIntegerField("每级办理时限（工作日）", default=2)
    confirm_days = models.PositiveSmallIntegerField("紧急发布补审时限（工作日）", default=1)
    checklist = models.JSONField("初审核对事项", default=list)

    class Meta:
        verbose_name = "三审设置"
        verbose_name_plural = "三审设置"
        ordering = ("-effective_on", "-pk")
