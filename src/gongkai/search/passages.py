"""The words looked for, found again in the printed text: passages around them, and where to mark them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from gongkai.search.asking import Words
from gongkai.search.folding import HAN, is_han, unfolded, written_as
from gongkai.search.tokens import Phrase

__all__ = [
    "Passage",
    "Piece",
    "Sought",
    "beginning",
    "lacking",
    "marked",
    "passage_around",
    "passage_in",
    "passage_in_files",
    "sought_of",
]

LENGTH: Final = 160
"""Characters of a passage; never more than 200 with its dots."""
_BEFORE: Final = 40
_BETWEEN: Final = r"[\W_]*"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `hit` when it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text around the first hit. `attachment` is the name of the file that it stands in, "" for the item.

    `name` is that name in pieces: a file is also found by it, and then its text may have no hit at all.
    """

    pieces: tuple[Piece, ...]
    attachment: str = ""
    name: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The passage without its marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Sought:
    """What matches the wanted words however they are written. `plain` is how they mostly are, or else `traditional`."""

    pattern: re.Pattern[str]
    plain: tuple[str, ...]
    traditional: tuple[str, ...]

    def first_in(self, text: str) -> re.Match[str] | None:
        """A place in a text, the first of those that are plainly written if there are such.

        A long text is looked through for these many times as fast as for all ways of writing.
        """
        places = [place for way in self.plain if (place := text.find(way)) >= 0]
        found = self.pattern.search(text, min(places)) if places else None
        return found or self.pattern.search(text)


@lru_cache(maxsize=64)
def sought_of(words: Words) -> Sought | None:
    """What to look for; None when nothing is wanted."""
    ways = [way for term in words.wanted for way in term.ways]
    if not ways:
        return None
    longest_first = sorted(map(_written, ways), key=len, reverse=True)
    lower = ["".join(way.parts) for way in ways]
    plain = dict.fromkeys([*lower, *map(str.upper, lower)])
    traditional = dict.fromkeys(map(_traditional, lower))
    return Sought(
        re.compile("|".join(longest_first), re.IGNORECASE),
        tuple(plain),
        tuple(way for way in traditional if way not in plain),
    )


def marked(text: str, sought: Sought | None) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return tuple(_pieces(text, sought))


def lacking(words: Words, texts: Sequence[str]) -> Words:
    """The wanted words that none of the texts has: they were found elsewhere."""
    return Words(
        tuple(
            term
            for term in words.wanted
            if (sought := sought_of(Words((term,)))) is not None
            and not any(sought.first_in(text) for text in texts)
        )
    )


def passage_in(texts: Iterable[str], sought: Sought | None) -> Passage | None:
    """Around a hit in the first of the texts that has one; None where there is none."""
    if sought is None:
        return None
    for text in texts:
        found = sought.first_in(text)
        if found is not None:
            return Passage(_around(text, found, sought))
    return None


def passage_in_files(
    attachments: Iterable[Sequence[str]], wanted: Sought | None, sought: Sought | None
) -> Passage | None:
    """The first of what is attached, given by names and texts, that has what is wanted in one of them.

    In it everything that is sought is marked.
    """
    if wanted is None or sought is None:
        return None
    for name, text in attachments:
        found = wanted.first_in(text)
        if found is not None or wanted.first_in(name):
            # Where only the name has it, the text says at least what the file is.
            if found is not None:
                return passage_around(text, found, sought, name)
            return replace(beginning((text,)), attachment=name, name=marked(name, sought))
    return None


def passage_around(
    text: str, found: re.Match[str], sought: Sought, name: str, *, begins: bool = True, ends: bool = True
) -> Passage:
    """The passage around a hit in the text of an attachment, or in a stretch of it that may not begin or end it."""
    pieces = _around(text, found, sought, begins=begins, ends=ends)
    return Passage(pieces, attachment=name, name=marked(name, sought))


def beginning(texts: Iterable[str]) -> Passage:
    """What the first of the texts begins with, for want of a hit."""
    first = next((text for text in texts if text), "")
    line = _line(first[:LENGTH]) + ("…" if len(first) > LENGTH else "")
    return Passage((Piece(line),) if line else ())


def _around(
    text: str, found: re.Match[str], sought: Sought, *, begins: bool = True, ends: bool = True
) -> tuple[Piece, ...]:
    start = max(0, found.start() - _BEFORE)
    end = min(len(text), start + LENGTH)
    cut = _line(text[start:end])
    before = "…" if start or not begins else ""
    after = "…" if end < len(text) or not ends else ""
    return tuple(_pieces(f"{before}{cut}{after}", sought))


def _line(text: str) -> str:
    return " ".join(text.split())


def _pieces(text: str, sought: Sought | None) -> Iterator[Piece]:
    place = 0
    for found in sought.pattern.finditer(text) if sought is not None else ():
        if found.end() == found.start():
            continue
        if found.start() > place:
            yield Piece(text[place : found.start()])
        yield Piece(found[0], hit=True)
        place = found.end()
    if place < len(text):
        yield Piece(text[place:])


def _traditional(text: str) -> str:
    return "".join(written_as().get(letter, letter)[0] for letter in text)


def _written(phrase: Phrase) -> str:
    return _BETWEEN.join(_part(part) for part in phrase.parts)


def _part(part: str) -> str:
    if is_han(part[0]):
        return "".join(_letter(letter) for letter in part)
    nought = "0?" if len(part) == 1 and part.isdigit() else ""
    return rf"(?<![^\W_{HAN}]){nought}{''.join(_letter(letter) for letter in part)}(?![^\W_{HAN}])"


def _letter(letter: str) -> str:
    others = unfolded(letter)
    return re.escape(letter) if len(others) == 1 else "[" + re.escape(others) + "]"
