"""The app review: 三审."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """三审."""

    name = "gongkai.review"
    label = "review"
    verbose_name = "三审"
    default_auto_field = "django.db.models.BigAutoField"
