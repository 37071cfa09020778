"""The process that looks, again and again, for jobs whose time has come."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from gongkai.site.processes.django_ready import set_up


def main() -> None:
    """Tick until asked to stop (SIGTERM); the job that runs is finished."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, ask_to_stop)
    set_up()
    import structlog
    from django.conf import settings
    from django.db import DatabaseError, close_old_connections, connection

    from gongkai.site import keys
    from gongkai.site.tick import run_due

    holder = keys.installation(settings.ENVIRONMENT)
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(holder, stopping=stop.is_set)
        except DatabaseError:
            # The database went away, or is being restored: the next tick catches up.
            structlog.get_logger(__name__).exception("tick_failed")
            connection.close()
        stop.wait(settings.ENVIRONMENT.tick_seconds)
