"""What became of an item on a channel: receipts, each with its entry in the register; and postings on notice boards."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from gongkai.acts.facts import Fact
from gongkai.channels.kinds import ChannelKind
from gongkai.channels.queries import ReceiptQuerySet
from gongkai.disclosure.models import Item
from gongkai.register.models import Entry


class ReceiptState(models.TextChoices):
    """What a receipt says."""

    CARRIED = "carried", "已发布"
    FAILED = "failed", "未能发布"
    TAKEN_DOWN = "taken_down", "已撤下"
    VOID = "void", "登记有误，作废"


class PaperSize(models.TextChoices):
    """The sheet that a notice board takes."""

    A3 = "A3", "A3"
    A4 = "A4", "A4"


def picture_at(receipt: Receipt, name: str) -> str:
    """Where the picture is kept: by a random key, so that its place cannot be guessed."""
    return f"receipts/{receipt.key.hex[:2]}/{receipt.key.hex}"


class Receipt(Fact):
    """A channel carried a version of an item, failed to, or took it down.

    `channel` and `name` (which account, which board) together are one carrier. An error is put right by another
    receipt that `corrects` this one.
    """

    key = models.UUIDField("编号", default=uuid.uuid4, editable=False, unique=True)
    item = models.ForeignKey(Item, verbose_name="信息", on_delete=models.PROTECT, related_name="receipts")
    revision_id = models.PositiveBigIntegerField("版本")
    channel = models.CharField("渠道", max_length=20, choices=ChannelKind.choices)
    name = models.CharField("载体名称", max_length=60, blank=True)
    state = models.CharField("状态", max_length=20, choices=ReceiptState.choices)
    at = models.DateTimeField("时间")
    automatic = models.BooleanField("系统自动登记", default=False)
    link = models.CharField("链接", max_length=500, blank=True)
    issue = models.CharField("期号、版面", max_length=60, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    picture = models.FileField("照片", upload_to=picture_at, max_length=200, blank=True)
    picture_hash = models.CharField("照片摘要（SM3）", max_length=64, blank=True)
    corrects = models.OneToOneField(
        "self",
        verbose_name="更正的回执",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
    )
    entry = models.ForeignKey(
        Entry, verbose_name="台账条目", on_delete=models.PROTECT, related_name="receipts"
    )

    objects: ClassVar[Any] = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "渠道回执"
        verbose_name_plural = "渠道回执"
        ordering = ("pk",)
        indexes = (
            # What clerks wrote: few beside what the copy writes by itself.
            models.Index(fields=("item",), name="receipt_by_hand", condition=Q(automatic=False)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("item", "revision_id", "channel", "state"),
                condition=Q(automatic=True),
                name="carried_once_by_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.carrier_label} {self.get_state_display()}"

    @property
    def carrier_label(self) -> str:
        """政务公开栏（和平村）; of OTHER the name alone."""
        if self.channel == ChannelKind.OTHER and self.name:
            return self.name
        return f"{self.get_channel_display()}（{self.name}）" if self.name else self.get_channel_display()


class Posting(Fact):
    """A sheet on a notice board: where it hangs is the receipt's `name`, since when and until when it stands here."""

    receipt = models.OneToOneField(
        Receipt, verbose_name="回执", on_delete=models.PROTECT, related_name="posting"
    )
    posted_on = models.DateField("张贴日期")
    until_on = models.DateField("张贴至")
    size = models.CharField("纸张", max_length=2, choices=PaperSize.choices)

    class Meta:
        verbose_name = "张贴记录"
        verbose_name_plural = "张贴记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.receipt.name} {self.posted_on} {self.until_on}"
