"""The platform's own jobs: a task that shows the task worker lives, and what grows without end is cleared."""

from __future__ import annotations

import datetime
from typing import Final

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongkai.acts import jobs
from gongkai.site.models import TickRun

HEARTBEAT: Final = "site.task_heartbeat"
"""The row of TickRun whose `last_succeeded_at` is when the task worker last ran a task."""

PULSE: Final = "site.pulse"
"""The row of TickRun whose `last_succeeded_at` is when the scheduler last ticked."""

_RESULTS_KEPT: Final = datetime.timedelta(days=14)


def register() -> None:
    """Register the jobs; called once the apps are ready."""
    jobs.register(PULSE, pulse, datetime.timedelta(seconds=1))
    jobs.register("site.ask_for_heartbeat", ask_for_heartbeat, datetime.timedelta(minutes=1))
    jobs.register("site.clear_sessions", clear_sessions, datetime.timedelta(hours=6))
    jobs.register("site.clear_task_results", clear_task_results, datetime.timedelta(hours=6))


def pulse(moment: datetime.datetime) -> None:
    """Nothing is done: that it ran is what the row of the job says."""


@task()
def beat() -> None:
    """Note that the task worker is alive."""
    now = timezone.now()
    TickRun.objects.update_or_create(
        name=HEARTBEAT, defaults={"last_started_at": now, "last_finished_at": now, "last_succeeded_at": now}
    )


def ask_for_heartbeat(moment: datetime.datetime) -> None:
    """Queue a heartbeat, unless one is waiting: while the worker is down they must not pile up."""
    if not DBTaskResult.objects.ready().filter(task_path=beat.module_path).exists():
        beat.enqueue()


def clear_sessions(moment: datetime.datetime) -> None:
    """Remove the sessions that have run out."""
    Session.objects.filter(expire_date__lt=moment).delete()


def clear_task_results(moment: datetime.datetime) -> None:
    """Remove the results of tasks that ended two weeks ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=moment - _RESULTS_KEPT).delete()
