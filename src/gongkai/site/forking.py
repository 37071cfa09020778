"""Processes that are forked from one that has loaded the platform already, as the supervisor sees them.

What is asked for and what is told are messages of one JSON object each, over a socket that keeps them apart. The other
end is `gongkai.site.processes.loaded`.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

MOST_BYTES: Final = 4096
"""Of one message."""

_LOOK_EVERY: Final = 0.02


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile ignores the SIGINT that goes to the whole group: the order of stopping is ours."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


class Forked:
    """A process that somebody else forked for us. Has of `subprocess.Popen` what the supervisor asks for."""

    def __init__(self, loaded: Loaded, number: int) -> None:
        self._loaded = loaded
        self._number = number
        self._signals: list[int] = []
        self.pid: int | None = None
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its status when it has ended; negative is the signal that ended it."""
        self._loaded.listen()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its status, when it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not, after so many seconds.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired([str(self._number)], timeout or 0.0)
            time.sleep(_LOOK_EVERY)
        assert self.returncode is not None
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end; where it is not there yet, as soon as it is."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def begun(self, pid: int) -> None:
        """It is there."""
        self.pid = pid
        for number in self._signals:
            self._send(number)

    def _send(self, number: int) -> None:
        if self.poll() is not None:
            return
        if self.pid is None:
            self._signals.append(number)
            return
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Loaded:
    """The process that has loaded the platform, started when it is first needed, and again when it has died.

    Args:
        environ: its environment, which those that are forked from it inherit.
        show: given its output, to be read in a thread of its own.
    """

    def __init__(self, environ: Mapping[str, str], show: Callable[[IO[bytes]], None]) -> None:
        self._environ = environ
        self._show = show
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._forked: dict[int, Forked] = {}
        self._number = 0

    def begin(self) -> None:
        """Have it load, so that the first who is asked for is there at once."""
        if self._socket is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, deaf_to_ctrl_c():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gongkai.site.processes.loaded", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=[theirs.fileno()],
                env={**self._environ, "GONGKAI_PROCESS": "loaded", "PYTHONUNBUFFERED": "1"},
            )
        ours.setblocking(False)
        self._socket = ours
        assert self._process.stdout is not None
        self._show(self._process.stdout)

    def fork(self, name: str, module: str, arguments: Sequence[str], output: int) -> Forked:
        """Ask for a process that runs `main(*arguments)` of a module; where nobody hears it, it has ended at once.

        Args:
            name: what the process is called in the log.
            module: whose `main` it runs.
            arguments: what that is given.
            output: the descriptor that it writes to; the caller closes his own.
        """
        self.begin()
        assert self._socket is not None
        self._number += 1
        forked = self._forked[self._number] = Forked(self, self._number)
        order = {"number": self._number, "name": name, "module": module, "arguments": list(arguments)}
        try:
            socket.send_fds(self._socket, [json.dumps(order).encode()], [output])
        except OSError:
            self._lost()
        return forked

    def listen(self) -> None:
        """Take note of what it has told."""
        while self._socket is not None:
            try:
                message = self._socket.recv(MOST_BYTES)
            except BlockingIOError:
                return
            except OSError:
                message = b""
            if not message:
                self._lost()
                return
            self._note(json.loads(message))

    def end(self, patience: float) -> None:
        """Have it end, and with it what was forked from it and still runs."""
        if self._socket is None:
            return
        assert self._process is not None
        self._socket.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._socket = None
        self._all_ended(self._process.wait())

    def _note(self, told: dict[str, Any]) -> None:
        forked = self._forked[told["number"]]
        if "pid" in told:
            forked.begun(told["pid"])
        else:
            forked.returncode = told["status"]
            del self._forked[told["number"]]

    def _lost(self) -> None:
        """It has died; the kernel has killed what was forked from it."""
        assert self._socket is not None
        assert self._process is not None
        self._socket.close()
        self._socket = None
        self._process.kill()
        self._all_ended(self._process.wait())

    def _all_ended(self, status: int) -> None:
        for forked in self._forked.values():
            forked.returncode = status or -signal.SIGKILL
        self._forked.clear()
