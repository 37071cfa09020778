"""The app office: 办公."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """办公."""

    name = "gongkai.office"
    label = "office"
    verbose_name = "办公"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Pictures go by posts. For the exact class: Wagtail registers its own after us, and would take the place."""
        from wagtail.permissions import register_permission_policy

        from gongkai.disclosure.models import Picture
        from gongkai.office.picture_policy import PicturePolicy

        register_permission_policy(Picture, PicturePolicy(Picture), exact_class=True)
