"""The app search: 检索."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "gongkai.search"
    label = "gongkai_search"
    verbose_name = "检索"
    default_auto_field = "django.db.models.BigAutoField"
