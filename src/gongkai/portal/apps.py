"""The app portal: 公开门户."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公开门户."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开门户"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the portal's pages take part in the public side."""
        from gongkai.channels import pages
        from gongkai.portal.editions import InBothEditions
        from gongkai.portal.sources.bodies import BodySource
        from gongkai.portal.sources.columns import ColumnSource
        from gongkai.portal.sources.home import HomeSource
        from gongkai.portal.sources.items import ItemPages

        for source in (HomeSource(), ItemPages(), BodySource(), ColumnSource()):
            pages.register(InBothEditions(source))
