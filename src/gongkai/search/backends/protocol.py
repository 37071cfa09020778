"""What an index has to be able to do, whatever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gongkai.search.asking import Question
from gongkai.search.documents import Entry


class Unreachable(OSError):
    """The index, which stands elsewhere, does not answer."""


class Refused(OSError):
    """The index, which stands elsewhere, does not take some of what it was sent."""


class Backend(Protocol):
    """An index of entries, by their position. It is made anew while it answers."""

    name: str
    within_transaction: bool
    """Whether what is written is undone with the transaction. If not, it is written after the commit."""

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """Take out entries, given as they were put in, and add others, the same items' among them.

        Raises:
            Unreachable: an index elsewhere does not answer.
            Refused: it does not take some of them. It may have taken the others: all can be written again.
            DatabaseError: the index in the database refuses them.
        """
        ...

    def newest(self, question: Question, limit: int) -> list[int]:
        """The positions of what answers the question, the newest first."""
        ...

    def surplus(self) -> int:
        """How many more entries are in the index than there are documents; fewer are negative. 0: it is whole."""
        ...

    def begin(self) -> None:
        """Begin a new one, without what another beginning left. What is written from now on is written to it too.

        Raises:
            Refused: what is there is not ours to replace.
        """
        ...

    def begun(self) -> bool:
        """Whether one was begun that did not come to its end."""
        ...

    def fill(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Put entries into the new one.

        Returns:
            Those that were put in: what was written since it began is in it already.
        """
        ...

    def finish(self, gone: Sequence[int]) -> None:
        """Have the new one answer. It has nothing at the positions that are gone, whatever was put in there."""
        ...

    def tidy(self) -> None:
        """Take away what was replaced, or what a beginning left that came to nothing, a little at a time.

        In transactions of its own, short ones: nobody else waits for it.
        """
        ...
