"""The app site: what makes one running platform of the other apps."""

from __future__ import annotations

from django.apps import AppConfig

from gongkai.site import thumbnails

# Of the apps this is the first that is loaded, so that Wagtail finds Willow as it should be.
thumbnails.load_willow()


class SiteConfig(AppConfig):
    """运行."""

    name = "gongkai.site"
    label = "site"
    verbose_name = "运行"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs of the platform itself."""
        from gongkai.site import housekeeping

        housekeeping.register()
