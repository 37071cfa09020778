"""A pool of worker processes that gives outcomes in the order of the items and survives any of them.

The standard ProcessPoolExecutor gives up altogether when one worker dies, and cannot stop one that hangs
inside a C library; a batch of ten thousand files from the web meets both.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from gongkai.annual.batch.outcome import Failure, FailureKind, Outcome, PoolError
from gongkai.annual.batch.worker import READY, serve

__all__ = ["CHUNK", "CHUNKS_AHEAD", "pooled"]

Item = TypeVar("Item")
Value = TypeVar("Value")

CHUNK = 25
"""Items sent to a worker at once."""

CHUNKS_AHEAD = 8
"""Chunks a worker that may be under way beyond the oldest unanswered item: this bounds the memory."""

START_LIMIT = 60.0
"""Seconds that a worker may take to start."""


def pooled(
    task: Callable[[Item], Value], items: Sequence[Item], jobs: int, time_limit: float
) -> Iterator[Outcome[Value]]:
    """The outcomes of several items, by worker processes; see :func:`gongkai.annual.batch.work`."""
    return _Pool(task, items, jobs, time_limit).outcomes()


class _Worker(Generic[Item]):
    """A process with the items that it has in hand, the current one first."""

    def __init__(self, task: Callable[[Item], object]) -> None:
        context = get_context("spawn")
        self.connection: Connection[Any, Any]
        self.connection, far_end = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(far_end, task), daemon=True)
        with _interruptions_ignored():
            self.process.start()
        far_end.close()
        self.ready = False
        self.undelivered = False
        self.items: deque[tuple[int, Item]] = deque()
        self.since = time.monotonic()

    def give(self, items: Sequence[tuple[int, Item]]) -> None:
        self.items.extend(items)
        self.since = time.monotonic()
        try:
            self.connection.send(list(items))
        except OSError:
            # It died with nothing in hand: none of these items is to blame.
            self.undelivered = True

    def dismiss(self, patience: float = 0.0) -> None:
        """End the process, by force when it does not end within ``patience`` seconds."""
        if patience:
            try:
                self.connection.send(None)
            except OSError:
                pass
            else:
                self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()


@contextmanager
def _interruptions_ignored() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal; the workers leave it to this one from birth on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Pool(Generic[Item, Value]):
    def __init__(
        self, task: Callable[[Item], Value], items: Sequence[Item], jobs: int, time_limit: float
    ) -> None:
        self.task = task
        self.items = items
        self.time_limit = time_limit
        # Few items are cut small, so that no worker is left with all of the work.
        self.chunk = max(1, min(CHUNK, len(items) // (jobs * 4)))
        self.jobs = max(1, min(jobs, len(items)))
        self.window = self.chunk * self.jobs * CHUNKS_AHEAD
        self.given = 0
        self.answered = 0
        self.waiting: dict[int, Outcome[Value]] = {}
        self.workers: list[_Worker[Item]] = []

    def outcomes(self) -> Iterator[Outcome[Value]]:
        orderly = False
        try:
            self.workers = [_Worker(self.task) for _ in range(self.jobs)]
            while self.answered < len(self.items):
                self._listen()
                while (outcome := self.waiting.pop(self.answered, None)) is not None:
                    self.answered += 1
                    yield outcome
                self._supply()
            orderly = True
        finally:
            for worker in self.workers:
                worker.dismiss(patience=1.0 if orderly else 0.0)

    def _supply(self) -> None:
        """Give the next chunk to every worker that has nothing to do."""
        for worker in self.workers:
            room = self.answered + self.window - self.given
            if not worker.ready or worker.items or room <= 0 or self.given == len(self.items):
                continue
            end = min(self.given + self.chunk, len(self.items))
            worker.give([(index, self.items[index]) for index in range(self.given, end)])
            self.given = end

    def _listen(self) -> None:
        """Wait for a message, a death or a time limit, and deal with all that there are."""
        ends = {worker.connection: worker for worker in self.workers}
        deadlines = [self._deadline(worker) for worker in self.workers if worker.items or not worker.ready]
        patience = max(0.0, min(deadlines, default=0.0) - time.monotonic())
        for connection in wait(list(ends), patience):
            self._hear(ends[connection])  # type: ignore[index] # only connections were given
        now = time.monotonic()
        for worker in list(self.workers):
            if (worker.items or not worker.ready) and self._deadline(worker) <= now:
                self._replace(worker, overtime=True)

    def _deadline(self, worker: _Worker[Item]) -> float:
        return worker.since + (self.time_limit if worker.ready else START_LIMIT)

    def _hear(self, worker: _Worker[Item]) -> None:
        try:
            message = worker.connection.recv()
            while message is not None:
                self._take(worker, message)
                message = worker.connection.recv() if worker.connection.poll() else None
        except (EOFError, OSError):
            self._replace(worker, overtime=False)

    def _take(self, worker: _Worker[Item], message: Any) -> None:
        worker.since = time.monotonic()
        if message == READY:
            worker.ready = True
            if worker.items:
                left = list(worker.items)
                worker.items.clear()
                worker.give(left)
            return
        worker.items.popleft()
        self.waiting[message.index] = message

    def _replace(self, worker: _Worker[Item], *, overtime: bool) -> None:
        """The item in hand gets its answer; a new worker takes what is left of the chunk."""
        worker.dismiss()
        if not worker.ready:
            raise PoolError("工作进程无法启动，请改用 --jobs 1 并检查内存和安装")
        if worker.items and not worker.undelivered:
            index, _ = worker.items.popleft()
            failure = self._overtime() if overtime else _death(worker.process.exitcode)
            self.waiting[index] = Outcome(index, failure=failure)
        successor = _Worker(self.task)
        successor.items.extend(worker.items)
        self.workers[self.workers.index(worker)] = successor

    def _overtime(self) -> Failure:
        text = f"用了 {self.time_limit:g} 秒还没有读完，已放弃；请检查这个文件是否完整、是否过大"
        return Failure(FailureKind.OVERTIME, text)


def _death(exit_code: int | None) -> Failure:
    if exit_code == -signal.SIGKILL:
        cause = "进程被系统中止，多半是内存不足"
    elif exit_code is not None and exit_code < 0:
        cause = f"解析程序崩溃，信号 {-exit_code}"
    else:
        cause = f"进程意外退出，代码 {exit_code}"
    return Failure(FailureKind.DIED, f"读取时{cause}；文件可能已经损坏，请用办公软件另存一份再试")
