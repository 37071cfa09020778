"""Tasks whose worker was killed in the middle: they are queued again, but not for ever."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

log = structlog.get_logger(__name__)


def queue_again(worker: str, most_attempts: int) -> tuple[int, int]:
    """Queue again what is marked as running under a worker's name; only that worker, before its work, may ask.

    A task that was begun `most_attempts` times is given up, for it may be what kills the worker.

    Returns:
        how many were queued again, and how many given up.
    """
    queued = given_up = 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running().select_for_update().order_by("enqueued_at"):
            if not task.worker_ids or task.worker_ids[-1] != worker:
                continue
            if len(task.worker_ids) < most_attempts:
                task.status, task.started_at = "READY", None
                task.save(update_fields=["status", "started_at"])
                queued += 1
                continue
            task.status, task.finished_at = "FAILED", timezone.now()
            task.exception_class_path = "builtins.RuntimeError"
            task.traceback = f"开始了 {most_attempts} 次都没有做完，不再重试。"
            task.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
            given_up += 1
            log.error("task_given_up", task=task.task_path, attempts=most_attempts)
    if queued:
        log.warning("tasks_queued_again", number=queued)
    return queued, given_up
