"""Exit statuses, and the way of a command to say that it could not do its work."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["CannotDo", "Status"]


class Status(IntEnum):
    """What the exit status says."""

    DONE = 0
    FOUND = 1
    FAILED = 2
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


class CannotDo(Exception):
    """The command cannot be done; the text is the Chinese line to show."""
