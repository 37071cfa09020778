"""The app office: 办公."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """办公."""

    name = "gongkai.office"
    label = "office"
    verbose_name = "办公"
    default_auto_field = "django.db.models.BigAutoField"
