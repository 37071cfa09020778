"""The process that runs queued tasks: the worker of django-tasks-db under a name of its own.

Its name says the installation and its number, and only one process at a time has it. So what is RUNNING under that
name when it starts was left by one that was killed, and is queued again.
"""

from __future__ import annotations

import signal
import time
from typing import Any, Final

from gongkai.site.processes.django_ready import set_up

MOST_ATTEMPTS: Final = 3
_TROUBLE_PAUSE: Final = 2.0
_OF_A_REASON: Final = 200


def main(number: str) -> None:
    """Run tasks until asked to stop (SIGTERM); the one that runs is finished."""
    set_up()
    from django.conf import settings
    from django_tasks_db.management.commands.db_worker import Worker

    from gongkai.site import keys

    name = f"{keys.installation(settings.ENVIRONMENT)}-{number}"
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    # Ctrl-C reaches every process of the terminal; the supervisor decides who stops when.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, worker.shutdown)
    _run(worker)


def _run(worker: Any) -> None:
    """Run the worker to its end.

    A writer who holds SQLite for longer than our patience, a database that is away or full, is waited out. A task
    in which it went away is begun again.
    """
    import structlog
    from django.db import connection

    from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
    from gongkai.site.left_tasks import queue_again

    while worker.running:
        try:
            queue_again(worker.worker_id, MOST_ATTEMPTS)
            worker.run()
            return
        except DATABASE_UNAVAILABLE as error:
            structlog.get_logger(__name__).warning("tasks_wait_for_database", error=str(error)[:_OF_A_REASON])
            connection.close()
            time.sleep(_TROUBLE_PAUSE)
