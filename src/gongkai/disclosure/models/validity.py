"""Dated changes of a document's validity (有效性). What it is on a day follows from them."""

from __future__ import annotations

from django.db import models

from gongkai.acts.facts import Fact
from gongkai.disclosure.models.item import Item


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
