"""What is kept off public pages though it was public once, because showing it would do the harm again."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.disclosure.models.item import Item
from gongkai.register.models import Entry


class Concealed(models.TextChoices):
    """What is not shown any more."""

    TITLE = "title", "撤回说明页上的标题"
    EARLIER_VERSIONS = "earlier_versions", "以前公开的版本"


class Concealment(Fact):
    """From now on readers are not shown something of an item's past. The register keeps it.

    `entry` says of which past: the withdrawal whose title is hidden, or the publication before which no version
    is shown. What is published later is not touched.
    """

    item = models.ForeignKey(Item, verbose_name="信息", on_delete=models.PROTECT, related_name="concealments")
    what = models.CharField("不再显示", max_length=20, choices=Concealed.choices)
    entry = models.ForeignKey(
        Entry, verbose_name="台账条目", on_delete=models.PROTECT, related_name="concealments"
    )
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "不再显示的内容"
        verbose_name_plural = "不再显示的内容"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("entry", "what"), name="concealed_once"),)
