"""The app channels: 公开渠道."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """公开渠道."""

    name = "gongkai.channels"
    label = "channels"
    verbose_name = "公开渠道"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of every act that changes what the public sees."""
        from gongkai.channels import changes

        changes.connect()
