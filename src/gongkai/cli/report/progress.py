"""How far a long piece of work is, shown on standard error while it lasts."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from gongkai.cli import streams

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Watched"]

MANY = 100
"""With more items than this the bar is there from the start."""

LONG = 2.0
"""Seconds after which any work has a bar."""


class Watched:
    """Counts items as they are done; draws a bar where there is a terminal and something to wait for.

    There is none while results scroll over the same terminal. Use it as a context manager, and :meth:`say`
    for words to people meanwhile, so that they do not run into the bar.
    """

    def __init__(self, what: str, total: int, *, scrolling: bool = False) -> None:
        self.what = what
        self.total = total
        self.done = 0
        self.started = time.monotonic()
        self.possible = sys.stderr.isatty() and not (scrolling and sys.stdout.isatty())
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Watched:
        if self.total > MANY:
            self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self) -> None:
        """One more item is done."""
        self.done += 1
        if self.bar is None and self.total > 1 and time.monotonic() - self.started > LONG:
            self._show()
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.done)

    def say(self, text: str) -> None:
        """A line for people, above the bar."""
        if self.bar is not None:
            self.bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            streams.say(text)

    def _show(self) -> None:
        if not self.possible:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True, no_color=not streams.colours(sys.stderr))
        left = TimeRemainingColumn(elapsed_when_finished=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left)
        self.bar = Progress(*columns, console=console, transient=True, refresh_per_second=5)
        self.task = self.bar.add_task(self.what, total=self.total, completed=self.done)
        self.bar.start()
