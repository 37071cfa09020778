"""Reading a file of the copy with what stands beside it: its status and type, and the file compressed."""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from dataclasses import dataclass
from typing import Final

from gongkai.front import layout

Stamp = tuple[int, int, int, int]
"""Inode, time of the last writing, time of the last change, size: another file or another content has another."""

SMALL: Final = 512 * 1024
"""Up to this many bytes a file is read into memory; what is larger is sent from the disk."""
_LONGEST_CHECKED: Final = 8 * 1024 * 1024
ENDINGS: Final = {"br": ".br", "gzip": layout.GZIP}


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes of a file in one encoding; `body` is None for what is sent from the disk. `tag` goes into its ETag."""

    path: str
    size: int
    tag: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was read: `plain`, and by encoding what is beside it and is the same."""

    path: str
    stamp: Stamp
    status: int
    content_type: str
    plain: Stored
    encoded: dict[str, Stored]


def stamp_of(status: os.stat_result) -> Stamp:
    """What changes when the file is replaced or written."""
    return status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size


def read(path: str, folder: str) -> Found | None:
    """Read a file; None when there is none, or none that may be sent: only regular files truly within the folder."""
    real = os.path.realpath(path)
    if not real.startswith(os.path.realpath(folder) + "/"):
        return None
    opened = _content(real)
    if opened is None:
        return None
    stamp, body = opened
    digest = hashlib.blake2b(body, digest_size=16).hexdigest() if body is not None else _tag(stamp)
    encoded = {}
    for name, ending in ENDINGS.items():
        beside = _content(f"{real}{ending}")
        if beside is not None and _is_same(beside, name, opened, real):
            encoded[name] = Stored(f"{path}{ending}", beside[0][3], f"{digest}-{name}", beside[1])
    # By the path as it was asked for: where a link on the way is turned elsewhere, the next look sees it.
    status, kind = _said(real)
    return Found(path, stamp, status, kind, Stored(path, stamp[3], digest, body), encoded)


def _content(path: str) -> tuple[Stamp, bytes | None] | None:
    """The stamp of a regular file, and its bytes when it is small."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return None
        return stamp_of(status), file.read() if status.st_size <= SMALL else None


def _tag(stamp: Stamp) -> str:
    return f"{stamp[1]:x}-{stamp[3]:x}-{stamp[0]:x}"


def _is_same(
    beside: tuple[Stamp, bytes | None], encoding: str, plain: tuple[Stamp, bytes | None], path: str
) -> bool:
    """Whether the compressed file beside it is this very file, and not what an interrupted update left there."""
    if encoding == "gzip" and beside[1] is not None and plain[0][3] <= _LONGEST_CHECKED:
        unpacked = _unpacked(beside[1], plain[0][3])
        if plain[1] is not None:
            return unpacked == plain[1]
        with open(path, "rb") as file:  # noqa: PTH123 - the path is text here
            return unpacked == file.read(_LONGEST_CHECKED)
    # What cannot be unpacked here is believed when it bears the very time of its file, as nginx' guide has it.
    return beside[0][1] == plain[0][1]


def _unpacked(packed: bytes, size: int) -> bytes | None:
    """The content, which has `size` bytes; None when it is broken or has more."""
    machine = zlib.decompressobj(wbits=31)
    try:
        found = machine.decompress(packed, size + 1)
    except zlib.error:
        return None
    return found if machine.eof else None


def _said(path: str) -> tuple[int, str]:
    """Status and type. Where what stands beside the file cannot be read, it is not fit to be sent as it is: 503."""
    opened = _content(f"{path}{layout.META}")
    try:
        status, kind = layout.read_meta(path, opened[1] or b"" if opened is not None else b"")
    except (ValueError, AttributeError, TypeError):
        return 503, layout.UNKNOWN
    return status if 200 <= status <= 599 else 503, kind
