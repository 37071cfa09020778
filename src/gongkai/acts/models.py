"""The audit trail: every act that was done, and every one that was refused."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact


class AuditEntry(Fact):
    """Someone did something, or tried to."""

    act = models.CharField("行为", max_length=60)
    label = models.CharField("名称", max_length=60)
    subject_type = models.CharField("对象类型", max_length=60, blank=True)
    subject_id = models.CharField("对象编号", max_length=40, blank=True)
    subject_title = models.CharField("对象", max_length=300, blank=True)
    agency_id = models.BigIntegerField("机关", null=True)
    refused = models.BooleanField("被拒绝", default=False)
    details = models.JSONField("细节", default=dict)
    request_id = models.CharField("请求编号", max_length=64, blank=True)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="audit_subject"),
            models.Index(fields=("agency_id", "-recorded_at"), name="audit_agency_day"),
        )
