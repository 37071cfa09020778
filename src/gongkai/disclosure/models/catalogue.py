"""The catalogue (公开事项目录): what a body must publish, where, by when, who answers for it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gongkai.agencies.models import Agency, Post
from gongkai.disclosure.models.column import Column


class CatalogueEntry(models.Model):
    """One duty of one body. Which duty: a key of `gongkai.statute.duties`."""

    agency = models.ForeignKey(
        Agency, verbose_name="公开主体", on_delete=models.PROTECT, related_name="catalogue"
    )
    duty = models.CharField("法定公开事项", max_length=40)
    matter = models.CharField("公开事项（二级）", max_length=120, blank=True)
    contents = models.CharField("公开内容（要素）", max_length=500, blank=True)
    column = models.ForeignKey(
        Column,
        verbose_name="栏目",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="catalogue_entries",
    )
    deadline_workdays = models.PositiveSmallIntegerField(
        "公开时限（工作日）",
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="自信息形成或者变更之日起；第二十六条规定最长20个工作日。",
    )
    responsible = models.ForeignKey(
        Post,
        verbose_name="责任岗位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="catalogue_entries",
    )
    channels = models.JSONField("公开渠道和载体", default=list, blank=True)
    audience = models.CharField("公开对象", max_length=60, default="全社会")
    exempt_reason = models.CharField(
        "不适用的理由",
        max_length=200,
        blank=True,
        help_text="本机关确无此事项时写明理由，完整度不再计为缺项。",
    )

    class Meta:
        verbose_name = "公开事项"
        verbose_name_plural = "公开事项目录"
        ordering = ("agency__path", "duty", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "duty", "matter"), name="duty_matter_once_in_agency"),
        )

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.duty} {self.matter}"
