"""What changed between two texts, word by word. Pure; a Chinese character counts as a word of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
# Beyond this, a paragraph that was rewritten is shown as a whole: nobody reads such a patchwork, and comparing
# grows with the square of its length.
LONGEST_PARAGRAPH = 4_000
ALIKE = 0.35


class Change(StrEnum):
    """What became of a piece."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went, or came."""

    change: Change
    text: str


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    yield from SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece; empty ones are left out."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def _words(before: str, after: str) -> Iterator[Piece]:
    """Two paragraphs that took each other's place, word by word; as a whole when little is alike."""
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    too_long = len(old) + len(new) > LONGEST_PARAGRAPH
    if too_long or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        yield Piece(Change.REMOVED, before)
        yield Piece(Change.ADDED, after)
        return
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[start:end]))
            continue
        yield Piece(Change.REMOVED, "".join(old[start:end]))
        yield Piece(Change.ADDED, "".join(new[new_start:new_end]))


def _changed(before: list[str], after: list[str]) -> Iterator[Piece]:
    """Paragraphs that took each other's place: pairwise as far as both have one."""
    for old, new in zip(before, after, strict=False):
        yield from _words(old, new)
    shorter = min(len(before), len(after))
    yield Piece(Change.REMOVED, "".join(before[shorter:]))
    yield Piece(Change.ADDED, "".join(after[shorter:]))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, start, end, new_start, new_end in _runs(old, new):
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[start:end]))
        else:
            yield from _changed(old[start:end], new[new_start:new_end])


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces from which both texts can be put together again.

    The same and removed pieces make `before`, the same and added ones make `after`.
    """
    return _joined(_pieces(before, after))
