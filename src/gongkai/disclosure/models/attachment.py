"""Attachments: files that go out with an item, inspected by content before they do."""

from __future__ import annotations

import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


def stored_at(attachment: Attachment, name: str) -> str:
    """Where a file is kept: by a random key, so that neither its name nor its place can be guessed."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}"


class Attachment(Orderable):
    """A file of an item. `inspection` is what was found inside when it was uploaded."""

    item = ParentalKey(
        "disclosure.Item", verbose_name="信息", on_delete=models.CASCADE, related_name="attachments"
    )
    key = models.UUIDField("编号", default=uuid.uuid4, editable=False)
    file = models.FileField("文件", upload_to=stored_at)
    name = models.CharField("文件名", max_length=200, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    size = models.PositiveBigIntegerField("大小（字节）", default=0, editable=False)
    content_hash = models.CharField("内容摘要（SM3）", max_length=64, blank=True, editable=False)
    inspection = models.JSONField("检查结果", null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.title or self.name
