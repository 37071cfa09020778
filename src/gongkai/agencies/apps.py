"""The app agencies: 机关与人员."""

from __future__ import annotations

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """机关与人员."""

    name = "gongkai.agencies"
    label = "agencies"
    verbose_name = "机关与人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Record who signs in."""
        from gongkai.agencies.sign_in import records

        records.connect()
