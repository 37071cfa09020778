"""What the front has of a folder: small files kept in memory, and each looked at on the disk every time it is sent.

The look is one `stat`: a file that was replaced or removed is never sent again from memory, not even once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gongkai.front import disk
from gongkai.front.conditions import accepted
from gongkai.front.headers import Header
from gongkai.front.layout import META

ROOM: Final = 96 * 1024 * 1024
"""How many bytes a process keeps in memory, about."""
_ACCEPTS: Final = 16
_LONGEST_ACCEPT: Final = 200
"""Letters of an Accept-Encoding that is read: browsers send 40. Who sends more gets the plain bytes."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A file in one encoding, ready to be sent: its headers, and the bytes, or None for what is sent from `path`."""

    path: str
    size: int
    etag: str
    headers: list[Header]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Held:
    """What stands at an address."""

    path: str
    stamp: disk.Stamp
    meta: disk.Stamp | None
    status: int
    weight: int
    plain: Variant
    encoded: dict[str, Variant]
    chosen: dict[str | None, Variant] = field(default_factory=dict)
    """By Accept-Encoding as it was sent: there are few of them, and each is read once."""

    def variant(self, accept_encoding: str | None) -> Variant:
        """The variant for who sends this Accept-Encoding."""
        known = self.chosen.get(accept_encoding)
        if known is not None:
            return known
        if accept_encoding is not None and len(accept_encoding) > _LONGEST_ACCEPT:
            return self.plain
        names = accepted(accept_encoding or "")
        found = next((self.encoded[name] for name in names if name in self.encoded), self.plain)
        if len(self.chosen) < _ACCEPTS:
            self.chosen[accept_encoding] = found
        return found


Place = Callable[[str], str]
HeadersOf = Callable[[str, disk.Found], list[Header]]


class Shelf:
    """A folder whose files answer addresses.

    `place` gives the file of an address as a path from the folder, "" for none; `headers_of` the headers of one, by
    its address and what was read.
    """

    def __init__(self, folder: Path, place: Place, headers_of: HeadersOf, room: int = ROOM) -> None:
        self.folder = str(folder)
        self.place = place
        self.headers_of = headers_of
        self.room = room
        self.weight = 0
        self._held: dict[str, Held] = {}

    def at(self, address: str) -> Held | None:
        """What stands at the address now, by the disk; None when nothing does."""
        held = self._held.get(address)
        if held is not None:
            if _is_as_before(held):
                return held
            self._drop(address)
        return self._fetched(address)

    def has(self, address: str) -> bool:
        """Whether a file stands at the address, without reading it."""
        place = self.place(address)
        return place != "" and Path(self.folder, place).is_file()

    def _drop(self, address: str) -> None:
        self.weight -= self._held.pop(address).weight

    def _fetched(self, address: str) -> Held | None:
        place = self.place(address)
        found = disk.read(f"{self.folder}/{place}", self.folder) if place else None
        if found is None:
            return None
        held = self._ready(address, found)
        self._keep(address, held)
        return held

    def _ready(self, address: str, found: disk.Found) -> Held:
        headers = self.headers_of(address, found)
        if found.encoded:
            headers = [*headers, ("vary", "accept-encoding")]
        encoded = {
            name: _variant(stored, [*headers, ("content-encoding", name)])
            for name, stored in found.encoded.items()
        }
        plain = _variant(found.plain, headers)
        weight = 4096 + sum(len(each.body or b"") for each in (plain, *encoded.values()))
        return Held(found.path, found.stamp, found.meta, found.status, weight, plain, encoded)

    def _keep(self, address: str, held: Held) -> None:
        self._held[address] = held
        self.weight += held.weight
        while self.weight > self.room and len(self._held) > 1:
            self._drop(next(iter(self._held)))


def _is_as_before(held: Held) -> bool:
    """Whether the disk still has what is held."""
    try:
        now = os.stat(held.path)  # noqa: PTH116 - asked for at every request
        if held.stamp != (now.st_ino, now.st_mtime_ns, now.st_ctime_ns, now.st_size):
            return False
        # What stands beside a file goes after it came back: a page that is public again is no tombstone any more.
        return held.meta is None or held.meta == disk.stamp_of(os.stat(f"{held.path}{META}"))  # noqa: PTH116
    except OSError:
        return False


def _variant(stored: disk.Stored, headers: list[Header]) -> Variant:
    etag = f'"{stored.tag}"'
    whole = [*headers, ("etag", etag), ("accept-ranges", "bytes")]
    return Variant(stored.path, stored.size, etag, whole, stored.body)
