"""Lists of numbers as short text, and which part of an index a token is in: for the index that browsers read.

The same is written in static/portal/static_search.js; a test runs both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["PARTS", "decoded", "encoded", "part_of"]

PARTS: Final = 256
_MORE: Final = "0123456789abcdefghijklmnopqrstuv"
_LAST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()"


def encoded(numbers: Iterable[int]) -> str:
    """Rising numbers as their distances, five bits a sign; the last sign of each is of another alphabet."""
    written: list[str] = []
    before = 0
    for number in numbers:
        distance, before = number - before, number
        signs = _LAST[distance & 31]
        while distance := distance >> 5:
            signs = _MORE[distance & 31] + signs
        written.append(signs)
    return "".join(written)


def decoded(text: str) -> list[int]:
    """The numbers again."""
    numbers, number, distance = [], 0, 0
    for sign in text:
        last = _LAST.find(sign)
        distance = (distance << 5) | (last if last >= 0 else _MORE.index(sign))
        if last >= 0:
            number, distance = number + distance, 0
            numbers.append(number)
    return numbers


def part_of(token: str) -> int:
    """The part, from 0, that a token is in."""
    place = 0
    for sign in token:
        place = (place * 31 + ord(sign)) % 65521
    return place % PARTS
