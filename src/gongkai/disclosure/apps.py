"""The app disclosure: 主动公开."""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from gongkai.acts import jobs
from gongkai.disclosure import triggers
from gongkai.register.column_kinds import register_column_kinds
from gongkai.register.crosschecks import register_crosscheck

EVERY_MINUTE = datetime.timedelta(minutes=1)


class DisclosureConfig(AppConfig):
    """主动公开."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The clock and the register know the items; drafts may lack what they like; triggers come back."""
        schedule = import_module("gongkai.disclosure.schedule")
        jobs.register("disclosure.publish_due", schedule.publish_due, EVERY_MINUTE)
        jobs.register("disclosure.withdraw_expired", schedule.withdraw_expired, EVERY_MINUTE)
        crosscheck = import_module("gongkai.disclosure.crosscheck")
        register_crosscheck("信息公开与台账", crosscheck.disagreements)
        column = import_module("gongkai.disclosure.models.column")
        register_column_kinds(column.ColumnKind.choices)
        # Not during a saving, as Wagtail does it: the blocks are shared by all that is saved at the same time.
        body: Any = self.get_model("Item")._meta.get_field("body")
        body.stream_block.defer_required_validation()
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="disclosure.triggers")


def _guard_again(using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if triggers.can_be_installed(connection):
        triggers.install(connection)
