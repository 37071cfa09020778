"""One program out of several processes: starts them, shows what they say, starts again what died, stops them all.

All are in one process group. Most are forked from one of them that has loaded the platform (`forking`), so that the
start loads it once. The supervisor holds the lock of the data folder, and its children end with it even
when it is killed, so that after `kill -9` the next start finds nothing running and no stale file.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import IO, Final

from gongkai.site.child_output import Lines
from gongkai.site.forking import Forked, Loaded, deaf_to_ctrl_c

_LOOK_EVERY: Final = 0.1
_LONGEST_PAUSE: Final = 60.0
_WELL_AFTER: Final = 60.0
_LAST_PATIENCE: Final = 2.0


@dataclass
class Child:
    """A process to keep alive: its name in the log, its label for people, the module whose `main` it runs.

    With `alone` it loads what it needs by itself; the others are forked from one that has loaded the platform.
    """

    name: str
    label: str
    module: str
    arguments: Sequence[str] = ()
    alone: bool = False
    process: subprocess.Popen[bytes] | Forked | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_at: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Runs the children until it is asked to stop (SIGINT, SIGTERM)."""

    def __init__(
        self, children: Sequence[Child], environ: Mapping[str, str], lines: Lines, stop_seconds: float
    ) -> None:
        self.children = children
        self.environ = environ
        self.lines = lines
        self.stop_seconds = stop_seconds
        self.loaded = Loaded(environ, lambda output: self._read(output, "loaded", "预载"))
        self.readers: list[threading.Thread] = []
        self.asked_to_stop = False

    def run(self, each_round: Callable[[], None] = lambda: None) -> None:
        """Start, watch, and stop. Returns when every child has ended. `each_round` is called while they run."""
        before = {number: signal.signal(number, self._ask_to_stop) for number in _STOPPING}
        try:
            while not self.asked_to_stop:
                for child in self.children:
                    self._look_after(child)
                each_round()
                time.sleep(_LOOK_EVERY)
            self.stop()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def ahead(self, name: str) -> Iterator[None]:
        """Have one child run already, and what the others need be loaded, while their work is prepared.

        Both end when that fails.
        """
        early = next(child for child in self.children if child.name == name)
        self._start(early, time.monotonic())
        self.loaded.begin()
        try:
            yield
        except BaseException:
            self.loaded.end(_LAST_PATIENCE)
            assert early.process is not None
            early.process.terminate()
            try:
                early.process.wait(self.stop_seconds)
            except subprocess.TimeoutExpired:
                early.process.kill()
            raise

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.alive:
            if child.deaths and now - child.started_at > _WELL_AFTER:
                child.deaths = 0
            return
        if child.process is not None:
            self._note_death(child, now)
        if now >= child.start_at and not self.asked_to_stop:
            self._start(child, now)

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None
        pause = min(_LONGEST_PAUSE, 2.0**child.deaths)
        child.deaths += 1
        child.start_at = now + pause
        status = child.process.wait()
        how = f"被信号 {-status} 终止" if status < 0 else f"以状态 {status} 结束"
        child.process = None
        self.lines.say(
            f"{child.label}进程{how}，{pause:.0f} 秒后重新启动（第 {child.deaths} 次）。", "warning"
        )

    def _start(self, child: Child, now: float) -> None:
        child.process = self._alone(child) if child.alone else self._forked(child)
        child.started_at = now

    def _alone(self, child: Child) -> subprocess.Popen[bytes]:
        with deaf_to_ctrl_c():
            process = subprocess.Popen(
                [sys.executable, "-m", child.module, *child.arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**self.environ, "GONGKAI_PROCESS": child.name, "PYTHONUNBUFFERED": "1"},
            )
        assert process.stdout is not None
        self._read(process.stdout, child.name, child.label)
        return process

    def _forked(self, child: Child) -> Forked:
        reading, writing = os.pipe()
        self._read(os.fdopen(reading, "rb"), child.name, child.label)
        try:
            return self.loaded.fork(child.name, child.module, child.arguments, writing)
        finally:
            os.close(writing)

    def _read(self, output: IO[bytes], name: str, label: str) -> None:
        """Pass on what a process says, until nobody has the other end any more."""
        reader = threading.Thread(target=self.lines.pump, args=(output, name, label), daemon=True)
        reader.start()
        self.readers = [each for each in self.readers if each.is_alive()] + [reader]

    def stop(self) -> None:
        """Ask every child to stop, wait `stop_seconds`, then kill what is left."""
        self.lines.say("正在停止……")
        for child in self.children:
            if child.alive:
                assert child.process is not None
                child.process.terminate()
        until = time.monotonic() + self.stop_seconds
        while any(child.alive for child in self.children) and time.monotonic() < until:
            time.sleep(_LOOK_EVERY / 2)
        for child in self.children:
            if child.alive:
                assert child.process is not None
                self.lines.say(
                    f"{child.label}进程没有按时结束，强行结束；没做完的下次启动时继续。", "warning"
                )
                child.process.kill()
        # Nobody waits for those who are forked before it has ended: it may be what hangs.
        self.loaded.end(_LAST_PATIENCE)
        for child in self.children:
            if child.process is not None:
                child.process.wait()
        for reader in self.readers:
            reader.join(timeout=1)
        self.lines.say("已停止。")


_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)


def environ_for_children(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment that children get: UTF-8 whatever the locale says, and Django's settings named."""
    return {**environ, "PYTHONUTF8": "1", "DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
