"""What is to be done again and again: apps register their jobs here in AppConfig.ready, the site runs them.

A job is level-triggered: it looks for everything that is due and was not done yet, so that a run which was missed
loses nothing, and a run too many does nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What became of one thing that a job looked at: `done`, or not, and why."""

    subject: str
    done: bool
    message: str = ""


JobFunction = Callable[[datetime.datetime], Iterable[Any] | None]
"""Takes the moment of the run; gives an outcome for each thing it did or failed to do (`done` says which)."""


@dataclass(frozen=True)
class Job:
    """A function that runs every so often under a name that is unique."""

    name: str
    function: JobFunction
    every: datetime.timedelta


_jobs: dict[str, Job] = {}


def register(name: str, function: JobFunction, every: datetime.timedelta) -> None:
    """Have a function run every so often. Registering the same function again changes nothing.

    Raises:
        ValueError: when another function has that name, or `every` is not positive.
    """
    if every <= datetime.timedelta(0):
        raise ValueError(f"{name}: every must be positive")
    known = _jobs.get(name)
    if known is not None and known.function is not function:
        raise ValueError(f"two jobs are called {name}")
    _jobs[name] = Job(name, function, every)


def remove(name: str) -> None:
    """Forget a job; tests use it."""
    _jobs.pop(name, None)


def registered() -> tuple[Job, ...]:
    """All jobs, in the order in which they were registered."""
    return tuple(_jobs.values())
