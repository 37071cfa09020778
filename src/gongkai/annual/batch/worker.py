"""A worker process: takes chunks of items, applies the task to each, answers one by one.

Answering item by item tells the pool which one was in hand when a worker dies or does not come back.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from gongkai.annual.batch.memory import keep_freed_pages
from gongkai.annual.batch.outcome import attempt

__all__ = ["MEMORY_LIMIT", "READY", "serve"]

READY = "ready"
"""The first message of a worker: from now on a death is the fault of the item in hand."""

MEMORY_LIMIT = 2 * 2**30
"""Bytes of data that a worker may hold; a file that wants more gets an answer instead of the machine."""


def serve(connection: Connection[Any, Any], task: Callable[[Any], Any]) -> None:
    """Answer chunks of ``(index, item)`` until None comes or the other side is gone."""
    _limit_memory()
    keep_freed_pages()
    _silence_libraries()
    try:
        connection.send(READY)
        while (chunk := connection.recv()) is not None:
            for index, item in chunk:
                connection.send(attempt(task, index, item))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The pool has gone; nobody wants an answer any more.
        return


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > MEMORY_LIMIT:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, hard))


def _silence_libraries() -> None:
    """Keep the parsers' own remarks, which are in English and name no file, off the screen."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
