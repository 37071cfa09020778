"""What is attached, looked through as SQLite has it: JSON in UTF-8, of which only what is shown is decoded.

Twenty attachments of 500,000 characters take 30 ms to be looked through so, and 110 ms when they are read as texts.
What this cannot tell, it leaves to the texts: words written otherwise than most, or found in a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import connection

from gongkai.search.models import DocumentText
from gongkai.search.passages import Passage, Sought, passage_around, passage_in_files

__all__ = ["passage_in_stored", "passages_in_attachments"]

BEFORE: Final = 240
"""Bytes before a hit that are decoded, four for each character that a passage has there, and more."""
AFTER: Final = 1200
MOST_TRIED: Final = 100
"""Places at which a word seems to stand: 33 in 1333 is none."""

_BEGUN_ESCAPE: Final = re.compile(rb"\\(?:u[0-9a-f]{0,3})?\Z")
_TO_THE_END_OF_THE_STRING: Final = re.compile(rb'(?:[^"\\]|\\.)*+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some text of an attachment, decoded: what is looked for seems to be at `place`."""

    name: str
    text: str
    place: int
    begins: bool
    ends: bool


def passages_in_attachments(
    wanted: Mapping[int, Sought], sought: Sought
) -> Iterator[tuple[int, Passage | None]]:
    """For each of these documents the passage of what is attached that has what is wanted there. One query."""
    if connection.vendor != "sqlite":
        rows = DocumentText.objects.filter(pk__in=wanted).values_list("pk", "attachments")
        for pk, attachments in rows:
            yield pk, passage_in_files(attachments, wanted[pk], sought)
        return
    places = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT document_id, CAST(attachments AS BLOB) FROM search_text WHERE document_id IN ({places})",
            list(wanted),
        )
        for pk, data in cursor:
            yield pk, passage_in_stored(data, wanted[pk], sought)


def passage_in_stored(data: bytes, wanted: Sought, sought: Sought) -> Passage | None:
    """The same as `passage_in_files`, for attachments as they are stored.

    Where several have what is wanted, it is the first of those in which it is plainly written.
    """
    for ways in (wanted.plain, wanted.traditional):
        for place in _places(data, [way.encode() for way in ways]):
            stretch = _stretch(data, place)
            if stretch is None:
                return passage_in_files(json.loads(data), wanted, sought)
            found = wanted.pattern.match(stretch.text, stretch.place)
            if found is not None:
                return passage_around(
                    stretch.text, found, sought, stretch.name, begins=stretch.begins, ends=stretch.ends
                )
    return passage_in_files(json.loads(data), wanted, sought)


def _places(data: bytes, ways: Iterable[bytes]) -> Iterator[int]:
    """Where one of the ways stands, from the first on."""
    following = {way: data.find(way) for way in ways}
    for _ in range(MOST_TRIED):
        ahead = [(place, way) for way, place in following.items() if place >= 0]
        if not ahead:
            return
        place, way = min(ahead)
        if not _escaped(data, place):
            yield place
        following[way] = data.find(way, place + 1)


def _stretch(data: bytes, place: int) -> _Stretch | None:
    """The text around a place; None where it is in a name."""
    opening = _quote_before(data, place)
    if data[opening - 3 : opening] != b'", ':
        return None
    closing = opening - 3
    name: str = json.loads(data[_quote_before(data, closing) : closing + 1])
    begins = opening >= place - BEFORE
    start = opening + 1 if begins else _begins_safely(data, place - BEFORE)
    inside = _TO_THE_END_OF_THE_STRING.match(data, place, place + AFTER)
    end = inside.end() if inside is not None else place
    try:
        before, after = _decoded(data[start:place]), _decoded(data[place:end])
    except ValueError:  # it was cut within an escape of six signs
        return None
    return _Stretch(name, before + after, len(before), begins, ends=data[end : end + 1] == b'"')


def _begins_safely(data: bytes, place: int) -> int:
    """The first place from this one on that is inside neither a character nor an escape."""
    while 0x80 <= data[place] < 0xC0:
        place += 1
    begun = _BEGUN_ESCAPE.search(data, place - 5, place)
    if begun is None or _escaped(data, begun.start()):
        return place
    length = 6 if data[begun.start() + 1 : begun.start() + 2] == b"u" else 2
    return begun.start() + length


def _quote_before(data: bytes, place: int) -> int:
    """The last quotation mark before a place that begins or ends a string."""
    quote = data.rfind(b'"', 0, place)
    while _escaped(data, quote):
        quote = data.rfind(b'"', 0, quote)
    return quote


def _escaped(data: bytes, place: int) -> bool:
    """Whether there is an odd number of backslashes before it."""
    first = place
    while data[first - 1 : first] == b"\\":
        first -= 1
    return bool((place - first) % 2)


def _decoded(inside: bytes) -> str:
    """The inside of a string; a character that was cut at its end is left out."""
    text: str = json.loads(f'"{inside.decode("utf-8", "ignore")}"')
    return text
