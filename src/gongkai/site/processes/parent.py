"""A process ends with the one that started it, even when that was killed, and when that says so: once, and always heard."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def end_with_parent(parent: int | None = None) -> None:
    """Have the kernel kill this process when its parent ends.

    Killed and not asked: by the time the next start begins, no task of this one may be running.

    Args:
        parent: who that is, where it is known; it may have ended already.
    """
    if not sys.platform.startswith("linux"):
        return
    if parent is None:
        parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It ended in the moment between.
        os._exit(1)


def leave_ctrl_c_to_parent() -> None:
    """Do not hear the SIGINT that a terminal sends to all processes, nor those that are forked from this one.

    To ignore it is not enough: granian takes it all the same, and tells its workers to end, to whom the terminal said so
    already. Who is told twice at once waits for a lock that he has himself, until he is killed.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def end_while_loading() -> None:
    """Have a SIGTERM end this worker until granian takes it.

    Forked, it has granian's own way of taking it, which does nothing here: the worker would go on, and be killed.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
