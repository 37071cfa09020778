"""What is kept for searching: of each public item what it is narrowed by, and its text. Nothing that is not public.

Both follow from the items and can be made again from them (`gongkai search rebuild`). The index itself stands in
tables of the database's own kind: see `backends`.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from django.db import models
from django.utils import timezone

FORM: Final = 2
"""Raised when texts are cut in another way or a mark is added: what was indexed before is then indexed again."""

_BITS_OF_ITEM: Final = 28
_FIRST: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def position_of(published_at: datetime.datetime, item_id: int) -> int:
    """The place of an item in the order of publication: seconds, then its number. The index is sorted by it."""
    seconds = max(int((published_at - _FIRST).total_seconds()), 0)
    return (seconds << _BITS_OF_ITEM) | (item_id & ((1 << _BITS_OF_ITEM) - 1))


def month_of(position: int) -> str:
    """The month of a position: 202406. In UTC, because it only cuts the index into pieces."""
    return f"{_FIRST + datetime.timedelta(seconds=position >> _BITS_OF_ITEM):%Y%m}"


class AsWritten(json.JSONEncoder):
    """Han characters as they are: as six signs each they are twice as long, and ten times as slow to read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class Document(models.Model):
    """A public item as it is narrowed by and counted."""

    position = models.BigIntegerField("次序", primary_key=True)
    item_id = models.BigIntegerField("信息", unique=True)
    revision_id = models.BigIntegerField("版本", null=True)
    agency_id = models.BigIntegerField("机关", db_index=True)
    column_id = models.BigIntegerField("栏目", db_index=True)
    slug = models.CharField("栏目网址", max_length=40)
    kind = models.CharField("栏目类型", max_length=20)
    theme = models.CharField("主题大类", max_length=40, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    types = models.CharField("附件类型", max_length=100, blank=True)
    validity = models.CharField("有效性", max_length=20, blank=True)
    marks = models.TextField("索引标记")
    # Entries say theirs. It is no default: raising it would take a migration.
    form = models.PositiveSmallIntegerField("索引形式", default=1)
    changed_at = models.DateTimeField("编入时间", default=timezone.now, db_index=True)

    class Meta:
        db_table = "search_document"
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"


class DocumentText(models.Model):
    """The text of a public item: for passages, and to take it out of the index word by word."""

    document = models.OneToOneField(
        Document, verbose_name="检索条目", on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    title = models.TextField("标题")
    document_number = models.TextField("文号", blank=True)
    index_number = models.TextField("索引号", blank=True)
    summary = models.TextField("内容概述", blank=True)
    keywords = models.TextField("关键词", blank=True)
    body = models.TextField("正文", blank=True)
    attachments = models.JSONField("附件文字", default=list, encoder=AsWritten, help_text="[[名称, 文字], …]")

    class Meta:
        db_table = "search_text"
        verbose_name = "检索文字"
        verbose_name_plural = "检索文字"
