"""The app register: 信息登记台账."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """信息登记台账."""

    name = "gongkai.register"
    label = "register"
    verbose_name = "信息登记台账"
    default_auto_field = "django.db.models.BigAutoField"
