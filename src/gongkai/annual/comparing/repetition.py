"""重复率: how much of a report's narrative is another's, word for word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["SHORTEST_RUN", "EarlierText", "Repetition", "repetition", "summed"]

SHORTEST_RUN = 13
"""Runs shorter than this many characters are common phrases, not repetition (the length that the usual
duplicate checkers of Chinese papers start from)."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """How many characters count in the later text, how many of them are repeated, and the repeated passages.

    ``passages`` are whole repeated runs, longest first, without their punctuation.
    """

    length: int
    repeated: int
    passages: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """The 重复率, 0 to 1; None for a text without characters."""
        return self.repeated / self.length if self.length else None

    @property
    def percent_text(self) -> str:
        """The 重复率 for people, e.g. ``82.1%``."""
        return "无文字" if self.share is None else f"{self.share * 100:.1f}%"


class EarlierText:
    """Every run of an earlier text, ready for later texts to be looked up in."""

    def __init__(self, texts: Iterable[str], *, shortest_run: int = SHORTEST_RUN) -> None:
        """Take in the texts, one a section. Raises ValueError for a ``shortest_run`` under 1."""
        if shortest_run < 1:
            raise ValueError("shortest_run must be at least 1")
        self._length = shortest_run
        self._runs: set[str] = set()
        for text in map(_counted, texts):
            self._runs.update(
                text[start : start + shortest_run] for start in range(len(text) - shortest_run + 1)
            )

    def repeated_in(self, text: str) -> Repetition:
        """How much of a later text is repeated from here."""
        counted = _counted(text)
        found = _repeated_passages(counted, self._runs, self._length)
        return Repetition(len(counted), sum(map(len, found)), tuple(sorted(found, key=len, reverse=True)))


def repetition(
    earlier: Iterable[str], later: Iterable[str], *, shortest_run: int = SHORTEST_RUN
) -> Repetition:
    """The share of ``later``'s characters that stand word for word in ``earlier``.

    Both are texts, one a section. Only letters, digits and Chinese characters count; width, case, spaces and
    punctuation do not. A character of ``later`` is repeated when it is part of a run of at least
    ``shortest_run`` such characters that stands, unbroken, somewhere within one text of ``earlier``, whatever
    section that is. Raises ValueError for a ``shortest_run`` under 1.
    """
    known = EarlierText(earlier, shortest_run=shortest_run)
    return summed(known.repeated_in(text) for text in later)


def summed(parts: Iterable[Repetition]) -> Repetition:
    """The repetition of several texts as that of one."""
    found = list(parts)
    passages = sorted((passage for part in found for passage in part.passages), key=len, reverse=True)
    return Repetition(
        sum(part.length for part in found), sum(part.repeated for part in found), tuple(passages)
    )


def _counted(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


def _repeated_passages(text: str, known: set[str], run: int) -> list[str]:
    """The stretches covered by runs that are known, where such runs overlap or touch."""
    passages: list[str] = []
    start = end = 0
    for position in range(len(text) - run + 1):
        if text[position : position + run] in known:
            if position > end:
                passages.append(text[start:end])
                start = position
            end = position + run
    passages.append(text[start:end])
    return [passage for passage in passages if passage]
