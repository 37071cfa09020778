"""Attachments: which uploaded files go out with an item, under what title, in what order."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from gongkai.disclosure import guard
from gongkai.disclosure.models.stored_file import StoredFile


class Attachment(Orderable):
    """A file of one version of an item. It belongs to the revision; the file itself is a `StoredFile`."""

    item = ParentalKey(
        "disclosure.Item", verbose_name="信息", on_delete=models.CASCADE, related_name="attachments"
    )
    stored = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.title or self.stored.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written together with its item.

        Raises:
            guard.NotRegistered: on its own, while the item is public.
        """
        guard.refuse_loose_attachment(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Taken away together with a change of its item.

        Raises:
            guard.NotRegistered: on its own, while the item is public.
        """
        guard.refuse_loose_attachment(self)
        result: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return result

    @property
    def key(self) -> uuid.UUID:
        """The key of the file, which its address has."""
        return self.stored.key

    @property
    def name(self) -> str:
        """The file's name."""
        return self.stored.name

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stored.size

    @property
    def content_hash(self) -> str:
        """SM3 of the file's bytes."""
        return self.stored.content_hash
