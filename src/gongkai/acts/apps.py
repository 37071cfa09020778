"""The app acts: 行为与记录."""

from __future__ import annotations

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """行为与记录."""

    name = "gongkai.acts"
    label = "acts"
    verbose_name = "行为与记录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migration the guards of the append-only tables are looked after."""
        from django.db.models.signals import post_migrate

        from gongkai.acts.append_only import guard_again

        post_migrate.connect(guard_again, sender=self, dispatch_uid="append-only")
