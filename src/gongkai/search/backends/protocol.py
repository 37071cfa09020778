"""What an index has to be able to do, whatever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gongkai.search.asking import Question
from gongkai.search.documents import Entry


class Unreachable(OSError):
    """The index, which stands elsewhere, does not answer."""


class Backend(Protocol):
    """An index of entries, by their position. It is written within the transaction of what is indexed."""

    name: str
    within_transaction: bool
    """Whether what is written is undone with the transaction. If not, it is written after the commit."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries that are not in the index."""
        ...

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take out entries, given as they were put in."""
        ...

    def clear(self) -> None:
        """Take out everything."""
        ...

    def newest(self, question: Question, limit: int) -> list[int]:
        """The positions of what answers the question, the newest first."""
        ...

    def holds(self) -> int:
        """How many entries are in the index."""
        ...
