"""Reading a file of the copy with what stands beside it: its status and type, and the file compressed."""

from __future__ import annotations

import gzip
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
    """A file as it was read: `plain`, and the same by encoding. `meta` is the stamp of its side file, None for none."""

    path: str
    stamp: Stamp
    meta: Stamp | None
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
    (status, kind), meta = _said(real)
    plain = Stored(path, stamp[3], digest, body)
    encoded = {
        name: Stored(f"{path}{ending}", size, f"{digest}-{name}", packed)
        for name, ending in ENDINGS.items()
        if (beside := _compressed(f"{real}{ending}", name, stamp, body, kind)) is not None
        for size, packed in [beside]
    }
    # By the path as it was asked for: where a link on the way is turned elsewhere, the next look sees it.
    return Found(path, stamp, meta, status, kind, plain, encoded)


def _compressed(
    path: str, encoding: str, stamp: Stamp, body: bytes | None, kind: str
) -> tuple[int, bytes | None] | None:
    """Size and bytes of the file compressed, by the file beside it or made here; None where there is none.

    What an interrupted update left beside the file is not it: a small one is unpacked and compared. What cannot be
    unpacked here is believed when it bears the very time of its file.
    """
    beside = _content(path)
    if beside is not None:
        if encoding == "gzip" and body is not None and beside[1] is not None:
            if _unpacked(beside[1], stamp[3]) == body:
                return beside[0][3], beside[1]
        elif beside[0][1] == stamp[1]:
            return beside[0][3], beside[1]
    if (
        encoding == "gzip"
        and body is not None
        and len(body) >= layout.LEAST_COMPRESSED
        and kind.startswith(layout.TEXTS)
    ):
        packed = gzip.compress(body, layout.LEVEL, mtime=0)
        return len(packed), packed
    return None


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


def _unpacked(packed: bytes, size: int) -> bytes | None:
    """The content, which has `size` bytes; None when it is broken or has more."""
    machine = zlib.decompressobj(wbits=31)
    try:
        found = machine.decompress(packed, size + 1)
    except zlib.error:
        return None
    return found if machine.eof else None


def _said(path: str) -> tuple[tuple[int, str], Stamp | None]:
    """Status and type, and the stamp of the side file that says them.

    Where it cannot be read, the answer is not fit to be sent as it is: 503.
    """
    opened = _content(f"{path}{layout.META}")
    try:
        status, kind = layout.read_meta(path, opened[1] or b"" if opened is not None else b"")
    except (ValueError, AttributeError, TypeError):
        status, kind = 503, layout.UNKNOWN
    return (status if 200 <= status <= 599 else 503, kind), opened and opened[0]
