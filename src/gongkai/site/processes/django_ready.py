"""Django, set up for a process that is no web server."""

from __future__ import annotations

import os

import django

from gongkai.site.processes.parent import end_with_parent


def set_up() -> None:
    """Load the settings and the apps; end when the supervisor ends."""
    if os.environ.get("GONGKAI_PROCESS"):
        end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    django.setup()
