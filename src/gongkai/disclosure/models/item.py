"""Items (信息): what a body publishes. Its public state follows from the register, never from a flag."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Agency, Person
from gongkai.disclosure.blocks import BodyBlock
from gongkai.disclosure.models.column import Column
from gongkai.disclosure.models.index_number import IndexNumber
from gongkai.disclosure.queries import ItemQuerySet


class Item(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One piece of government information, with the metadata of 国办发〔2017〕47号 and Article 12."""

    agency = models.ForeignKey(
        Agency, verbose_name="发布机构", on_delete=models.PROTECT, related_name="items"
    )
    column = models.ForeignKey(Column, verbose_name="栏目", on_delete=models.PROTECT, related_name="items")
    title = models.CharField("信息名称", max_length=300)
    index_number = models.OneToOneField(
        IndexNumber,
        verbose_name="索引号",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="item",
    )
    document_number = models.CharField("文号", max_length=80, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    theme = models.CharField("主题分类", max_length=40, blank=True)
    genre = models.CharField("体裁分类", max_length=20, blank=True)
    openness = models.CharField("公开方式", max_length=20, default="proactive")
    withholding_reason = models.CharField("不予主动公开的依据", max_length=40, blank=True)
    withholding_explanation = models.CharField("不予主动公开的理由", max_length=300, blank=True)
    reassess_on = models.DateField(
        "再次评估日期", null=True, blank=True, help_text="第十八条：定期评估能否公开。"
    )
    summary = models.TextField("内容概述", max_length=500, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用空格或分号隔开。")
    duties = models.JSONField("法定公开事项", default=list, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    body = StreamField(BodyBlock(), verbose_name="正文", blank=True)
    interprets = ParentalManyToManyField(
        "self", verbose_name="解读的文件", symmetrical=False, blank=True, related_name="interpretations"
    )
    drafted_by = models.ForeignKey(
        Person,
        verbose_name="撰稿人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="drafted_items",
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True, db_index=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True, editable=False)

    revisions = GenericRelation(Revision, content_type_field="content_type", object_id_field="object_id")
    _workflow_states = GenericRelation(
        WorkflowState, content_type_field="content_type", object_id_field="object_id"
    )

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "信息"
        verbose_name_plural = "信息"
        indexes = (
            models.Index(fields=("agency", "-updated_at"), name="item_agency_recent"),
            models.Index(fields=("column", "-first_published_at"), name="item_column_public"),
        )

    def __str__(self) -> str:
        return self.title


class ValidityChange(Fact):
    """The validity of a document changed on a day: repealed, lapsed, in part (有效性)."""

    item = models.ForeignKey(
        Item, verbose_name="信息", on_delete=models.PROTECT, related_name="validity_changes"
    )
    validity = models.CharField("有效性", max_length=20)
    on = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=300)
    basis_item = models.ForeignKey(
        Item, verbose_name="依据的文件", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "有效性变更"
        verbose_name_plural = "有效性变更"
        ordering = ("on", "pk")
