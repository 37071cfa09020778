"""What the public side consists of: sources of files, each of which can say what a change touches.

The static copy and the view that answers where no copy is both ask here, so that a page is the same however it
goes out. Sources register in their app's `ready()`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Key = Hashable
"""What names a piece of a source's work: small, and fit to be sent to another process."""

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class File:
    """What stands at an address. `body` is its bytes, or a file of ours that has them.

    `status` is 200, or 410 for the tombstone of something withdrawn, or 404, 503 for the pages of that name.
    """

    address: str
    body: bytes | Path
    content_type: str = HTML
    status: int = 200


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing stands at this address any more."""

    address: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since the last look: to these items, to these bodies (their data, posts, columns), or to all."""

    items: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether anything happened."""
        return bool(self.items or self.agencies or self.everything)


class Source(Protocol):
    """A kind of page."""

    name: str

    def keys(self) -> Iterable[Key]:
        """The keys of all that there is now."""
        ...

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The keys of what the changes touch; may name more, never less. Not asked for `everything`."""
        ...

    def at(self, address: str) -> Key | None:
        """The key whose files include that address, judged by its form; None when it is none of this source's."""
        ...

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The files of these keys, in any order, with as few queries for many keys as for one."""
        ...


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make the source's pages part of the public side. The same name again replaces the earlier one."""
    _sources[source.name] = source


def sources() -> tuple[Source, ...]:
    """All sources, in the order in which they were registered: what matters most to readers comes first."""
    return tuple(_sources.values())


def at(address: str) -> File | None:
    """What stands at an address now, rendered now; None when nothing does."""
    for source in _sources.values():
        key = source.at(address)
        if key is None:
            continue
        for found in source.render([key]):
            if isinstance(found, File) and found.address == address:
                return found
    return None
