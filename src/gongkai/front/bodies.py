"""The body of a request, taken in whole before the office hears of it: who sends slowly keeps nobody else waiting.

The office has few threads, and one that reads a body does nothing else. Small bodies wait in memory, larger ones in a
file without a name beside the office's socket: in the data folder, which is where uploads go anyhow.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

IN_MEMORY: Final = 64 * 1024
"""Up to this many bytes a body waits in memory."""
_PIECE: Final = 64 * 1024
_STALLS_SECONDS: Final = 60
_LEAST_A_SECOND: Final = 4 * 1024
"""Bytes a second that a body comes in with on average, a minute let off: half a line of ISDN."""
_LARGEST_AT_ONCE: Final = 8


class Refused(Exception):
    """A body that is not taken in; `status` is what the answer says."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class Body:
    """A body that has come in. Use as a context: it is gone afterwards."""

    def __init__(self, bodies: Bodies) -> None:
        self.size = 0
        self.on_disk = 0
        self._bodies = bodies
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(bodies.folder))  # noqa: SIM115 - closed at the end of the context

    def __enter__(self) -> Body:
        return self

    def __exit__(self, *_: object) -> None:
        self._bodies.on_disk -= self.on_disk
        self._file.close()

    async def add(self, piece: bytes) -> None:
        """Put a piece to the rest.

        Raises:
            Refused: when it is more than is taken in (413), or than there is room for now (503).
        """
        self.size += len(piece)
        if self.size > self._bodies.most:
            raise Refused(413)
        if self.size <= IN_MEMORY:
            self._file.write(piece)
            return
        self._bodies.on_disk += self.size - self.on_disk
        self.on_disk = self.size
        if self._bodies.on_disk > self._bodies.room:
            raise Refused(503)
        try:
            # A disk that is busy keeps nobody waiting who reads a page.
            await asyncio.to_thread(self._file.write, piece)
        except OSError:
            raise Refused(503) from None

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body from its beginning."""
        self._file.seek(0)
        while piece := (
            await asyncio.to_thread(self._file.read, _PIECE) if self.on_disk else self._file.read(_PIECE)
        ):
            yield piece


class Bodies:
    """What one process takes in: bodies of up to `most` bytes, and on the disk no more than a few of the largest."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most
        self.room = most * _LARGEST_AT_ONCE
        self.on_disk = 0

    async def fill(self, body: Body, proto: Any, length: int | None, *, chunked: bool = False) -> None:
        """Take in what the reader sends; `length` is how many bytes he said that it has, None where he did not say.

        Raises:
            Refused: when it is too much (413), comes too slowly (408), is cut off (400), or there is no room for it
                now (503).
        """
        if length is not None and length > self.most:
            raise Refused(413)
        pieces = proto.__aiter__()
        began = time.monotonic()
        empty = 0
        while True:
            left = began + _STALLS_SECONDS + body.size / _LEAST_A_SECOND - time.monotonic()
            try:
                async with asyncio.timeout(min(_STALLS_SECONDS, left)):
                    piece = await anext(pieces)
            except StopAsyncIteration:
                break
            except TimeoutError:
                raise Refused(408) from None
            empty += not piece
            await body.add(piece)
        # granian ends a body with one empty piece, and gives another where the last chunk did not come. (One more
        # comes for fields after the body, which nobody sends us.)
        if (chunked and empty > 1) or (length is not None and body.size != length):
            raise Refused(400)
