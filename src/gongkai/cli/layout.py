"""Text for a terminal: Chinese characters are two columns wide and a line may break between any two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

__all__ = ["columns", "definitions", "width", "wrap"]

_NOT_AT_START = "，。、；：！？）》」』”’％%,.;:!?)]}"
_MOST_FOR_TERMS = 30


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def columns(text: str, room: int) -> str:
    """The text with spaces after it, so that it takes ``room`` columns."""
    return text + " " * max(0, room - width(text))


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most ``room`` columns; a closing sign never starts a line."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        full = width(line) + width(piece) > room
        if full and line.strip() and piece[0] not in _NOT_AT_START:
            lines.append(line.rstrip())
            line = "" if piece == " " else piece
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What a line must not break: a run of narrow signs without a space, or one wide character."""
    run = ""
    for character in text:
        if character != " " and width(character) == 1:
            run += character
            continue
        if run:
            yield run
            run = ""
        yield character
    if run:
        yield run


def definitions(rows: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    """Terms with their meaning in a second column, or below the term where that is long."""
    pairs = list(rows)
    indent = min(max((width(term) for term, _ in pairs), default=0), _MOST_FOR_TERMS) + 4
    for term, meaning in pairs:
        lines = wrap(meaning, room - indent) or [""]
        if width(term) > _MOST_FOR_TERMS:
            yield f"  {term}"
        else:
            yield columns(f"  {term}", indent) + lines.pop(0)
        yield from (" " * indent + line for line in lines)
