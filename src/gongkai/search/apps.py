"""The app search: 检索."""

from __future__ import annotations

import datetime

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "gongkai.search"
    label = "gongkai_search"
    verbose_name = "检索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of every act that changes what is public, and look after the index by the clock."""
        from gongkai.acts import jobs
        from gongkai.search import keeping

        keeping.connect()
        jobs.register("search.keep_in_step", keeping.keep_in_step, datetime.timedelta(minutes=10))
