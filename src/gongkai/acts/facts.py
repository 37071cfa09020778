"""The base of every recorded fact: who wrote it down, when, and that it is never changed afterwards."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class FactChanged(Exception):
    """Code tried to change or remove a recorded fact. A correction is a new fact."""


class FactQuerySet(models.QuerySet[Any]):
    """Rows of facts: they can be added and read."""

    def update(self, **kwargs: Any) -> int:
        """Refused.

        Raises:
            FactChanged: always.
        """
        raise FactChanged(f"{self.model._meta.label}: 已记录的事实不能改写，更正请追加新的记录。")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            FactChanged: always.
        """
        raise FactChanged(f"{self.model._meta.label}: 已记录的事实不能删除，更正请追加新的记录。")


class Fact(models.Model):
    """A dated record. The database's triggers (AppendOnly in the app's migration) refuse what this refuses."""

    recorded_at = models.DateTimeField("记录时间", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="记录人",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the fact for the first and only time.

        Raises:
            FactChanged: when it is already recorded.
        """
        if not self._state.adding:
            raise FactChanged(f"{self._meta.label}: 已记录的事实不能改写，更正请追加新的记录。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            FactChanged: always.
        """
        raise FactChanged(f"{self._meta.label}: 已记录的事实不能删除，更正请追加新的记录。")
