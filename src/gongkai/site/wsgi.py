"""The web application, as granian's processes load it."""

from __future__ import annotations

import os

from gongkai.site.processes.parent import end_while_loading, end_with_parent

if os.environ.get("GONGKAI_PROCESS"):
    end_with_parent()
    end_while_loading()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")

from django.core.wsgi import get_wsgi_application

from gongkai.site.garbage import not_among_what_is_loaded

with not_among_what_is_loaded():
    application = get_wsgi_application()
