"""Django, set up for a process that is no web server."""

from __future__ import annotations

import os
import sys
from types import TracebackType

import django
import structlog

from gongkai.site.garbage import not_among_what_is_loaded
from gongkai.site.processes.parent import end_with_parent


def set_up() -> None:
    """Load the settings and the apps; end when the supervisor ends."""
    if os.environ.get("GONGKAI_PROCESS"):
        end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    with not_among_what_is_loaded():
        django.setup()
    sys.excepthook = _log_crash


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that ends the process is one entry of the log, not a line for each of its traceback."""
    structlog.get_logger(__name__).critical("process_crashed", exc_info=(kind, error, trace))
