"""The app disclosure: 主动公开."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """主动公开."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
    default_auto_field = "django.db.models.BigAutoField"
