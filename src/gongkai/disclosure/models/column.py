"""Columns (栏目): where a body's items stand, what they fulfil, how often they must be brought up to date."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from gongkai.agencies.models import Agency
from gongkai.register.models import ChangeKind


class ColumnKind(models.TextChoices):
    """What stands in a column; the counts of the annual report tell them apart."""

    NEWS = "news", "政府动态"
    NOTICE = "notice", "通知公告"
    DOCUMENT = "document", "政府文件"
    INTERPRETATION = "interpretation", "政策解读"
    LEADER = "leader", "领导信息"
    INSTITUTION = "institution", "机构职能"
    DUTY_ROSTER = "duty_roster", "值班信息"
    BUDGET = "budget", "预算决算"
    GUIDE = "guide", "公开指南"
    RULES = "rules", "公开制度"
    ANNUAL_REPORT = "annual_report", "政府信息公开年报"
    CATALOGUE = "catalogue", "其他法定内容"


# What it is called when something that is already public is published again, by the kind of column
# (惠民镇's report of 2024: 更新领导信息, 修改政府各机构及值班信息). Anything else is a correction.
CHANGE_OF_PUBLISHED: dict[str, ChangeKind] = {
    ColumnKind.LEADER: ChangeKind.UPDATED,
    ColumnKind.BUDGET: ChangeKind.UPDATED,
    ColumnKind.GUIDE: ChangeKind.UPDATED,
    ColumnKind.INSTITUTION: ChangeKind.MODIFIED,
    ColumnKind.DUTY_ROSTER: ChangeKind.MODIFIED,
}


class Column(models.Model):
    """A column of one body."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="columns")
    name = models.CharField("栏目名称", max_length=60)
    slug = models.CharField(
        "网址", max_length=40, validators=[RegexValidator(r"^[a-z0-9\-]+$", "只用小写字母、数字和连字符。")]
    )
    kind = models.CharField("类型", max_length=20, choices=ColumnKind.choices)
    description = models.CharField("栏目简介", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用空格或分号隔开。")
    update_every_days = models.PositiveSmallIntegerField(
        "更新周期（天）",
        null=True,
        blank=True,
        help_text="超过这么多天没有新内容，即提示更新；不填则不提示。",
    )
    duties = models.JSONField("落实的法定公开事项", default=list, blank=True)
    rank = models.PositiveSmallIntegerField("排序", default=100)
    in_service = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ("agency__path", "rank", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "slug"), name="column_slug_once_in_agency"),
            models.UniqueConstraint(fields=("agency", "name"), name="column_name_once_in_agency"),
        )

    def __str__(self) -> str:
        return f"{self.agency.short_name} · {self.name}"
