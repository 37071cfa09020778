"""The county's own list of terms: words that are not to be written, and what to write in their place."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency


class CountyTerm(models.Model):
    """A word that a body and all below it watch for."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="terms")
    written = models.CharField("出现的词", max_length=60)
    preferred = models.CharField("应写作", max_length=60, blank=True)
    blocking = models.BooleanField("禁用", default=False, help_text="禁用词不改不能送审；其余只作提示。")
    remarks = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "用词"
        verbose_name_plural = "用词表"
        constraints = (models.UniqueConstraint(fields=("agency", "written"), name="term_once_in_agency"),)

    def __str__(self) -> str:
        return self.written
