"""People who sign in. What someone may do follows from appointments, never from a flag on the account."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from gongkai.agencies.models.agency import Agency


class Person(AbstractUser):
    """A member of staff. An account is switched off (is_active) and never deleted: facts name it."""

    name = models.CharField("姓名", max_length=40)
    work_telephone = models.CharField("办公电话", max_length=40, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name="所属机关",
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        help_text="由哪个机关管理这个账号；能做什么由任职决定，与它无关。",
    )
    one_time_password_until = models.DateTimeField(
        "一次性口令有效至", null=True, blank=True, help_text="空的：口令是本人自己设的。"
    )

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """姓名, as one word: family name first."""
        return self.name

    def get_short_name(self) -> str:
        """The same: a Chinese name is not cut."""
        return self.name
