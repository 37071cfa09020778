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
        """Hear of every act that changes what the public sees; have the channels' files take part in it."""
        from gongkai.channels import changes, pages
        from gongkai.channels.api.source import ApiSource
        from gongkai.channels.copying import taking_down
        from gongkai.channels.feeds.source import FeedSource
        from gongkai.channels.site_map import SiteMapSource
        from gongkai.channels.stored_files import StoredFiles

        changes.connect()
        taking_down.connect()
        for source in (ApiSource(), FeedSource(), SiteMapSource()):
            pages.register(source)
        # After the pages of the portal, which make the sizes of the pictures that they show.
        pages.register(StoredFiles())
