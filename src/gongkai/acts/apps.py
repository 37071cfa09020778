"""The app acts: 行为与记录."""

from __future__ import annotations

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """行为与记录."""

    name = "gongkai.acts"
    label = "acts"
    verbose_name = "行为与记录"
    default_auto_field = "django.db.models.BigAutoField"
