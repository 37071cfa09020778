"""Room for others between one piece of a long work and the next."""

from __future__ import annotations

import time
from typing import Final

from django.db import connection

__all__ = ["breathe"]

BREATH: Final = 0.11
"""Seconds. Who waits for the lock of SQLite looks every 0.1 s whether it is free, and nobody queues."""


def breathe() -> None:
    """Let others write, on SQLite, which has one lock for all: who takes it again at once is always first.

    Nothing within a transaction: what is waited there all others wait.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(BREATH)
