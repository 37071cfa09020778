"""What has happened and has not yet reached the static copy."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class PendingChange(models.Model):
    """A change that the copy has to follow: written with the change itself, removed when the copy has followed.

    Nothing set: everything may have changed.
    """

    item_id = models.PositiveBigIntegerField("信息", null=True)
    agency_id = models.PositiveBigIntegerField("机关", null=True)
    since = models.DateTimeField("发生时间", default=timezone.now)

    class Meta:
        verbose_name = "待发布的变更"
        verbose_name_plural = "待发布的变更"
        ordering = ("pk",)
