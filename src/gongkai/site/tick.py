"""One tick: every registered job that is due runs once, each by itself, and its row says how it went.

Two schedulers never run one job at once: a job is taken by one UPDATE of its row, for a lease that is renewed
while it runs. A scheduler that was killed leaves a lease; the same installation takes its own back at once,
another waits until it has run out.
"""

from __future__ import annotations

import datetime
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone

from gongkai.acts.jobs import Job, Outcome, register, registered
from gongkai.site.models import TickError, TickRun

__all__ = ["Outcome", "Ran", "register", "run_due"]

log = structlog.get_logger(__name__)

LEASE: Final = datetime.timedelta(minutes=5)
ERRORS_KEPT: Final = 100


@dataclass(frozen=True)
class Ran:
    """A job ran: how many things it did and failed to do, or the error that ended it."""

    name: str
    done: int = 0
    failed: int = 0
    error: str = ""


def run_due(
    holder: str, now: datetime.datetime | None = None, stopping: Callable[[], bool] = lambda: False
) -> list[Ran]:
    """Run every job whose time has come and that nobody else is running.

    Args:
        holder: the name of this scheduler; a lease under the same name is its own.
        now: the moment; a test may fix it.
        stopping: asked before each job; what is left is for the next tick.
    """
    ran = (_run_if_due(job, holder, now) for job in registered() if not stopping())
    return [each for each in ran if each is not None]


def _run_if_due(job: Job, holder: str, now: datetime.datetime | None) -> Ran | None:
    moment = now or timezone.now()
    if not _take(job, holder, moment):
        return None
    with structlog.contextvars.bound_contextvars(job=job.name), _lease_renewed(job, holder):
        try:
            outcomes = list(job.function(moment) or ())
        except Exception as error:
            log.exception("job_failed")
            return _record_failure(job, holder, now or timezone.now(), error)
        return _record(job, holder, now or timezone.now(), outcomes)


def _take(job: Job, holder: str, moment: datetime.datetime) -> bool:
    """Take the job's row, if it is due and free. One UPDATE, so that of two at once one wins."""
    TickRun.objects.get_or_create(name=job.name)
    due = Q(last_started_at=None) | Q(last_started_at__lte=moment - job.every) | Q(last_started_at__gt=moment)
    free = Q(held_until=None) | Q(held_until__lt=moment) | Q(held_by=holder)
    taken = TickRun.objects.filter(due & free, name=job.name).update(
        held_by=holder, held_until=moment + LEASE, last_started_at=moment, runs=F("runs") + 1
    )
    return bool(taken)


@contextmanager
def _lease_renewed(job: Job, holder: str) -> Iterator[None]:
    """Prolong the lease while the job runs, from a thread with a connection of its own."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(LEASE.total_seconds() / 3):
            try:
                TickRun.objects.filter(name=job.name, held_by=holder).update(
                    held_until=timezone.now() + LEASE
                )
            except DatabaseError:
                log.warning("lease_not_renewed")
            finally:
                connection.close()

    renewer = threading.Thread(target=renew, name=f"lease of {job.name}", daemon=True)
    renewer.start()
    try:
        yield
    finally:
        ended.set()
        renewer.join()


def _record(job: Job, holder: str, moment: datetime.datetime, outcomes: list[Any]) -> Ran:
    failed = [outcome for outcome in outcomes if not getattr(outcome, "done", True)]
    done = len(outcomes) - len(failed)
    _release(
        job,
        holder,
        last_finished_at=moment,
        last_succeeded_at=moment,
        failed_in_a_row=0,
        last_done=done,
        last_failed=len(failed),
        outcomes_done=F("outcomes_done") + done,
        outcomes_failed=F("outcomes_failed") + len(failed),
    )
    _keep_errors(
        job,
        moment,
        [
            (str(getattr(each, "subject", ""))[:200], str(getattr(each, "message", "") or each))
            for each in failed
        ],
    )
    if outcomes:
        log.info("job_done", done=done, failed=len(failed))
    return Ran(job.name, done, len(failed))


def _record_failure(job: Job, holder: str, moment: datetime.datetime, error: Exception) -> Ran:
    if isinstance(error, DatabaseError):
        # A connection that broke is of no use to what follows.
        close_old_connections()
    _release(
        job,
        holder,
        last_finished_at=moment,
        failed_runs=F("failed_runs") + 1,
        failed_in_a_row=F("failed_in_a_row") + 1,
        last_done=0,
        last_failed=0,
    )
    _keep_errors(job, moment, [("", "".join(traceback.format_exception(error)))])
    return Ran(job.name, error=f"{type(error).__name__}: {error}")


def _release(job: Job, holder: str, **values: Any) -> None:
    """Give the job back and write how it went, unless the lease was lost to another in the meantime."""
    TickRun.objects.filter(name=job.name, held_by=holder).update(held_until=None, **values)


def _keep_errors(job: Job, moment: datetime.datetime, errors: list[tuple[str, str]]) -> None:
    if not errors:
        return
    run = TickRun.objects.get(name=job.name)
    TickError.objects.bulk_create(
        TickError(run=run, at=moment, subject=subject, message=message)
        for subject, message in errors[-ERRORS_KEPT:]
    )
    kept = run.errors.values_list("pk", flat=True)[:ERRORS_KEPT]
    run.errors.exclude(pk__in=list(kept)).delete()
