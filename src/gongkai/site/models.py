"""What the scheduler remembers: when each job last ran and how, and what went wrong."""

from __future__ import annotations

from django.db import models


class TickRun(models.Model):
    """One job's runs so far. The row is also its lock: who holds it, and until when."""

    name = models.CharField("工作", max_length=80, unique=True)
    last_started_at = models.DateTimeField("上次开始", null=True)
    last_finished_at = models.DateTimeField("上次结束", null=True)
    last_succeeded_at = models.DateTimeField("上次做成", null=True)
    runs = models.PositiveBigIntegerField("运行次数", default=0)
    failed_runs = models.PositiveBigIntegerField("失败次数", default=0)
    failed_in_a_row = models.PositiveIntegerField("连续失败次数", default=0)
    outcomes_done = models.PositiveBigIntegerField("办成的件数", default=0)
    outcomes_failed = models.PositiveBigIntegerField("没办成的件数", default=0)
    last_done = models.PositiveIntegerField("上次办成的件数", default=0)
    last_failed = models.PositiveIntegerField("上次没办成的件数", default=0)
    held_by = models.CharField("运行者", max_length=64, blank=True)
    held_until = models.DateTimeField("运行权到期", null=True)

    class Meta:
        verbose_name = "定时工作"
        verbose_name_plural = "定时工作"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class TickError(models.Model):
    """A run that failed, or something that a run could not do; the latest of each job are kept."""

    run = models.ForeignKey(TickRun, verbose_name="工作", on_delete=models.CASCADE, related_name="errors")
    at = models.DateTimeField("时间", db_index=True)
    subject = models.CharField("对象", max_length=200, blank=True)
    message = models.TextField("原因")

    class Meta:
        verbose_name = "定时工作的错误"
        verbose_name_plural = "定时工作的错误"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.message
