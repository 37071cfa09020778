"""What the engine read from an attached file: the annual report in it, or why there is none."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.models import StoredFile
from gongkai.reports.keeping import kept_from


class Reading(Fact):
    """A file read once by the engine as it was then; files never change, so that a reading stays what it is.

    `form` counts up when the engine has learnt to read more: then a draft's file is read anew. What is published
    keeps the reading that was reviewed with it.
    """

    stored = models.ForeignKey(
        StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="report_readings"
    )
    form = models.PositiveSmallIntegerField("识读的版本")
    kept = models.JSONField("读出的年度报告", null=True)
    failed = models.CharField("没有读出的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "年度报告识读记录"
        verbose_name_plural = "年度报告识读记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.stored}（{self.failed or '已读出'}）"

    @property
    def report(self) -> AnnualReport | None:
        """The report that was read, with the places in the file; None where there is none."""
        return kept_from(self.kept) if self.kept is not None else None
