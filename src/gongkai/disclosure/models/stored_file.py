"""Files as they were uploaded: their bytes, by whom, and what was found inside. Never changed afterwards."""

from __future__ import annotations

import uuid

from django.db import models

from gongkai.acts.facts import Fact


def stored_at(stored: StoredFile, name: str) -> str:
    """Where a file is kept: by a random key, so that neither its name nor its place can be guessed."""
    return f"attachments/{stored.key.hex[:2]}/{stored.key.hex}"


class StoredFile(Fact):
    """An uploaded file. Its bytes stay the same, so that what was inspected and reviewed is what goes out."""

    key = models.UUIDField("编号", default=uuid.uuid4, editable=False, unique=True)
    item = models.ForeignKey(
        "disclosure.Item", verbose_name="信息", on_delete=models.PROTECT, related_name="stored_files"
    )
    file = models.FileField("文件", upload_to=stored_at, max_length=200)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小（字节）")
    kind = models.CharField("类型", max_length=20, help_text="按内容识别，不看文件名。")
    content_hash = models.CharField("内容摘要（SM3）", max_length=64)

    class Meta:
        verbose_name = "上传的文件"
        verbose_name_plural = "上传的文件"

    def __str__(self) -> str:
        return self.name


class Inspection(Fact):
    """What was found inside a file: an `attachments.Extract` as JSON. It has the file's whole text.

    A file is inspected when it is uploaded, and once more after inspection has learnt to see more (`form`).
    """

    stored = models.ForeignKey(
        StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="inspections"
    )
    form = models.PositiveSmallIntegerField("检查的版本")
    result = models.JSONField("检查结果")

    class Meta:
        verbose_name = "附件检查记录"
        verbose_name_plural = "附件检查记录"
        ordering = ("pk",)
