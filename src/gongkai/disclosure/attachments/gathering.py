"""What the readers of attachments put their findings into, and how much of everything they may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeAlias

from gongkai.disclosure.attachments.extract import Concern, ConcernKind, Extract, Piece

__all__ = ["Allowance", "Gathering", "TooMuchError", "shortened"]

_MAX_CHARACTERS = 8_000_000
_MAX_FILES = 300
_MAX_BYTES = 256 << 20
_MAX_DEPTH = 4
_MAX_SECONDS = 30.0
_SHOWN = 60


class TooMuchError(Exception):
    """A file too large to be looked through to the end; its text is a Chinese sentence."""


class Allowance:
    """What one attachment, with all that is packed into it, may take of text, files, bytes and time."""

    def __init__(self, seconds: float = _MAX_SECONDS) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._characters = _MAX_CHARACTERS
        self._files = _MAX_FILES
        self._bytes = _MAX_BYTES

    def take_text(self, text: str) -> None:
        """Account for a piece of text; raises TooMuchError."""
        self._characters -= len(text)
        if self._characters < 0:
            raise TooMuchError(f"文字超过{_MAX_CHARACTERS // 10_000}万字，没有检查完；请拆成几个文件。")
        self.check_time()

    def take_file(self, size: int, depth: int) -> None:
        """Account for a file within the file; raises TooMuchError."""
        self._files -= 1
        self._bytes -= size
        if depth > _MAX_DEPTH:
            raise TooMuchError(f"压缩包或内嵌文件套了{_MAX_DEPTH}层以上，没有检查完；请解开后分别上传。")
        if self._files < 0:
            raise TooMuchError(f"里面的文件超过{_MAX_FILES}个，没有检查完；请拆成几个压缩包。")
        if self._bytes < 0:
            raise TooMuchError(f"解开后超过{_MAX_BYTES >> 20}MB，没有检查完；请拆成几个文件。")
        self.check_time()

    def check_time(self) -> None:
        """Raise TooMuchError when the time is over."""
        if time.monotonic() > self._until:
            raise TooMuchError(f"检查了{self._seconds:g}秒还没有完，已经停止；请拆成几个较小的文件。")


Inspector: TypeAlias = "Callable[[bytes, str, Allowance, int], Extract]"


class Gathering:
    """Pieces and concerns of one file; files found within it are inspected in their turn."""

    def __init__(self, allowance: Allowance, depth: int, inspector: Inspector) -> None:
        self.allowance = allowance
        self.pieces: list[Piece] = []
        self.concerns: list[Concern] = []
        self.properties: dict[str, str] = {}
        self._depth = depth
        self._inspector = inspector

    def add_text(self, place: str, text: str, *, hidden: bool = False, columns: Iterable[str] = ()) -> None:
        """A piece of text at a place; nothing where it is blank. Raises TooMuchError."""
        if text and not text.isspace():
            self.allowance.take_text(text)
            self.pieces.append(Piece(place, text, hidden, tuple(columns)))

    def add_concern(
        self, kind: ConcernKind, place: str, detail: str, *, quoted: str = "", content: str = ""
    ) -> None:
        """Something that a person must look at; ``content`` is all that it hides."""
        self.concerns.append(Concern(kind, place, detail, shortened(quoted), content or quoted))

    def add_file(self, data: bytes, name: str, place: str, *, hidden: bool = False) -> Extract:
        """Inspect a file found within; what is found there is found here, at its place. Raises TooMuchError."""
        self.allowance.take_file(len(data), self._depth + 1)
        found = self._inspector(data, name, self.allowance, self._depth + 1)
        self.pieces += [
            Piece(place + piece.place, piece.text, hidden or piece.hidden, piece.columns)
            for piece in found.pieces
        ]
        self.concerns += [
            Concern(concern.kind, place + concern.place, concern.detail, concern.quoted, concern.content)
            for concern in found.concerns
        ]
        if found.failed is not None:
            self.add_concern(ConcernKind.UNREADABLE_PART, place, found.failed, content=found.digest)
        return found


def shortened(text: str, length: int = _SHOWN) -> str:
    """Text on one line, cut with … where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
