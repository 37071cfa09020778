"""The process that loads the platform once; each of the others is forked from it, and is there at once.

Loading takes a processor two seconds, and a hundred megabytes that those who are forked have in common. It does nothing
else, has no connection and no thread. It ends when the supervisor closes its end of the socket, not by a signal that is
meant for all: those forked from it would be killed over their work.
"""

from __future__ import annotations

import importlib
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import setproctitle

from gongkai.site.forking import MOST_BYTES
from gongkai.site.processes.parent import end_with_parent

_HEARD: Final = (signal.SIGTERM, signal.SIGCHLD)


@dataclass(frozen=True)
class Order:
    """What the supervisor asks for, and where the process writes to."""

    number: int
    name: str
    module: str
    arguments: Sequence[str]
    output: int


@contextmanager
def _heard_later() -> Iterator[None]:
    """Who is asked to end before it can hear it hears it afterwards, in this process and in one forked meanwhile."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)


class Parent:
    """Forks what is ordered, and tells how it ended."""

    def __init__(self, orders: socket.socket) -> None:
        self.orders = orders
        self.numbers: dict[int, int] = {}
        self.woken, self.waker = socket.socketpair()
        for end in (self.woken, self.waker):
            end.setblocking(False)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> Order | None:
        """Fork what is ordered until nobody orders any more. Gives in each process what it is to do; None in this one."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.orders, selectors.EVENT_READ)
            selector.register(self.woken, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self.woken in ready:
                    self._hear_of_the_ended()
                if self.orders in ready:
                    order = self._read()
                    if order is None or self._fork(order):
                        return order

    def _read(self) -> Order | None:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.orders, MOST_BYTES, 1)
        except ConnectionResetError:  # closed before everything was read that was told
            return None
        if not message:
            return None
        return Order(**json.loads(message), output=descriptors[0])

    def _fork(self, order: Order) -> bool:
        """Whether this is the new process."""
        parent = os.getpid()
        with _heard_later():
            try:
                pid = os.fork()
            except OSError as error:
                # Too many processes, or no memory: those who run go on, and it is asked for again.
                sys.stderr.write(f"{order.name}: {error}\n")
                self._tell(number=order.number, status=1)
            else:
                if pid == 0:
                    end_with_parent(parent)
                    self._forget()
                    return True
                self.numbers[pid] = order.number
                self._tell(number=order.number, pid=pid)
        os.close(order.output)
        return False

    def _hear_of_the_ended(self) -> None:
        with suppress(BlockingIOError):
            while self.woken.recv(MOST_BYTES):
                pass
        while self.numbers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self._tell(number=self.numbers.pop(pid), status=os.waitstatus_to_exitcode(status))

    def _tell(self, **told: Any) -> None:
        with suppress(OSError):  # the supervisor has gone: so will this process, at the next look
            self.orders.send(json.dumps(told).encode())

    def _forget(self) -> None:
        """In the new process: nothing of this one's is left."""
        signal.set_wakeup_fd(-1)
        for number in _HEARD:
            signal.signal(number, signal.SIG_DFL)
        for end in (self.orders, self.woken, self.waker):
            end.close()


def become(order: Order) -> None:
    """Make this process the one that was ordered, for whoever reads its output, the log or a list of processes."""
    for stream in (1, 2):
        os.dup2(order.output, stream)
    os.close(order.output)
    os.environ["GONGKAI_PROCESS"] = order.name
    setproctitle.setproctitle(f"gongkai: {order.name}")


def main(descriptor: int) -> int:
    """Load, and fork until the supervisor closes the socket; in a forked process, do its work."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    setproctitle.setproctitle("gongkai: loaded")
    order = Parent(_loaded(descriptor)).serve()
    if order is None:
        return 0
    become(order)
    return importlib.import_module(order.module).main(*order.arguments) or 0


def _loaded(descriptor: int) -> socket.socket:
    """Where the orders come, once everything is loaded that the others need."""
    from gongkai.site.processes.django_ready import set_up

    set_up()
    from django.conf import settings

    importlib.import_module(settings.ROOT_URLCONF)
    return socket.socket(fileno=descriptor)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
