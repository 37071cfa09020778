"""Applying a task to each of many items, in this process or in a pool of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from gongkai.annual.batch.outcome import Outcome, attempt

__all__ = ["TIME_LIMIT", "work"]

Item = TypeVar("Item")
Value = TypeVar("Value")

TIME_LIMIT = 180.0
"""Seconds that one item may take."""


def work(
    task: Callable[[Item], Value],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Outcome[Value]]:
    """Apply a task to every item and give the outcomes in the order of the items.

    ``task`` and the items must be picklable. A single item is done in this process; more are done by
    ``jobs`` worker processes, each item in at most ``time_limit`` seconds. An item that raises, hangs or
    kills its worker has a failure for an outcome and does not disturb the others.

    Raises PoolError where no worker can be started.
    """
    if len(items) == 1:
        yield attempt(task, 0, items[0])
    elif items:
        # A single file does without multiprocessing, which takes a tenth of the time that it may take.
        from gongkai.annual.batch.pool import pooled

        yield from pooled(task, items, jobs, time_limit)
