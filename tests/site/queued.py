"""Tasks of a running platform, put in and looked at by way of its database, without a process for each look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django_tasks_db.models import DBTaskResult
from tests.site.slow_tasks import slow

PLATFORMS = "platforms"


@contextmanager
def _rows(data: Path) -> Iterator[Any]:
    """The table of tasks in the database of that data folder."""
    file = str(data / "gongkai.sqlite3")
    connections.settings[PLATFORMS] = {**connections.settings["default"], "NAME": file}
    try:
        yield DBTaskResult.objects.using(PLATFORMS)
    finally:
        connections[PLATFORMS].close()
        del connections[PLATFORMS]
        del connections.settings[PLATFORMS]


class Tasks:
    """What the tests ask of the queue."""

    def add_slow(self, data: Path, folder: Path, seconds: float) -> None:
        """Queue the task that says in the folder that it began and, after so many seconds, ended."""
        with _rows(data) as rows:
            rows.create(
                args_kwargs={"args": [str(folder), seconds], "kwargs": {}},
                priority=slow.priority,
                task_path=slow.module_path,
                queue_name=slow.queue_name,
                backend_name=slow.backend,
            )

    def states(self, data: Path, folder: Path | None = None) -> list[tuple[str, int]]:
        """Of the slow tasks, or of those of that folder: the status, and how often one was begun."""
        with _rows(data) as rows:
            found = [row for row in rows.all() if row.task_path == slow.module_path]
        return [
            (row.status, len(row.worker_ids))
            for row in found
            if folder is None or row.args_kwargs["args"][0] == str(folder)
        ]
