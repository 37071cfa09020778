"""The register (台账): one entry for every act of publication, chained by SM3, never rewritten."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.agencies.models import Agency
from gongkai.register.queries import EntryQuerySet


class ChangeKind(models.TextChoices):
    """What an act of publication was, as the annual report counts them."""

    PUBLISHED = "published", "发布"
    UPDATED = "updated", "更新"
    MODIFIED = "modified", "修改"
    CORRECTED = "corrected", "更正"
    WITHDRAWN = "withdrawn", "撤回"
    VALIDITY = "validity", "有效性变更"
    CONCEALED = "concealed", "不再显示"
    CONFIRMED = "confirmed", "紧急发布补审"
    RECEIPT = "receipt", "渠道回执"
    TAKEN_DOWN = "taken_down", "渠道撤下"


class Entry(Fact):
    """One act. `body` is the canonical text that the chain covers; the other fields repeat it for queries."""

    sequence = models.PositiveBigIntegerField("序号", unique=True)
    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="register_entries"
    )
    subject_type = models.CharField("对象类型", max_length=40)
    subject_id = models.PositiveBigIntegerField("对象编号")
    revision_id = models.PositiveBigIntegerField("版本", null=True)
    kind = models.CharField("动作", max_length=20, choices=ChangeKind.choices)
    column_kind = models.CharField("栏目类型", max_length=30, blank=True)
    index_number = models.CharField("索引号", max_length=80, blank=True)
    # Null, not "", so that SQLite adds the column without making the table anew and losing its triggers.
    document_number = models.CharField("文号", max_length=80, blank=True, null=True)
    title = models.CharField("信息名称", max_length=300)
    public_at = models.DateTimeField("公开时间")
    body = models.TextField("登记内容")
    previous_hash = models.CharField("上一条摘要", max_length=64)
    entry_hash = models.CharField("本条摘要", max_length=64, unique=True)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "台账条目"
        verbose_name_plural = "台账条目"
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id", "revision_id"), name="entry_subject"),
            models.Index(fields=("agency", "public_at"), name="entry_agency_day"),
            models.Index(fields=("kind", "public_at"), name="entry_kind_day"),
            models.Index(fields=("agency", "sequence"), name="entry_agency_sequence"),
            models.Index(fields=("kind", "sequence"), name="entry_kind_sequence"),
            models.Index(fields=("column_kind", "sequence"), name="entry_column_sequence"),
            models.Index(fields=("public_at", "sequence"), name="entry_day_sequence"),
            # Everything that is searched, without the long body: a word is looked for in a tenth of the table.
            models.Index(
                fields=(
                    "sequence",
                    "agency",
                    "kind",
                    "column_kind",
                    "public_at",
                    "title",
                    "index_number",
                    "document_number",
                ),
                name="entry_searched",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.sequence}条 {self.get_kind_display()} {self.title}"


class ChainHead(models.Model):
    """The last entry's number and hash, in one row that every writer locks: two at once write one after the other.

    Kept apart from the entries, so that removing the last of them shows.
    """

    sequence = models.PositiveBigIntegerField("至第几条", default=0)
    entry_hash = models.CharField("链首摘要", max_length=64)

    class Meta:
        verbose_name = "链首"
        verbose_name_plural = "链首"
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_chain_head"),)


class Checkpoint(Fact):
    """The state of the chain at the end of a day, signed."""

    day = models.DateField("日期", unique=True)
    sequence = models.PositiveBigIntegerField("至第几条")
    chain_hash = models.CharField("链首摘要", max_length=64)
    statement = models.TextField("签名原文")
    algorithm = models.CharField("签名算法", max_length=20)
    key_fingerprint = models.CharField("公钥指纹", max_length=64)
    signature = models.TextField("签名")

    class Meta:
        verbose_name = "检查点"
        verbose_name_plural = "检查点"
        ordering = ("day",)


class Verification(Fact):
    """The register was verified: how far, and what was found. The auditor's page shows the last one."""

    sequence = models.PositiveBigIntegerField("核对至第几条")
    chain_hash = models.CharField("链首摘要", max_length=64)
    whole = models.BooleanField("完好")
    findings = models.JSONField("发现", default=list)
    milliseconds = models.PositiveIntegerField("用时（毫秒）")

    class Meta:
        verbose_name = "核对记录"
        verbose_name_plural = "核对记录"
        ordering = ("-pk",)
