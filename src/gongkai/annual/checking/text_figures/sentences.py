"""A narrative cut into sentences and clauses, each knowing the year, the scope and the topic it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from gongkai.annual.checking.text_figures.numbers import Number, find_numbers, plain_text
from gongkai.annual.checking.text_figures.vocabulary import compiled

__all__ = ["Clause", "Context", "Scope", "Sentence", "sentences"]


class Scope(Enum):
    """Whose figures a sentence gives, against the table's."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


@dataclass(slots=True)
class Context:
    """What the clauses before have settled for those that follow in the paragraph."""

    topic: str = ""
    other_year: bool = False
    partial: bool = False
    scope: Scope = Scope.SAME
    last: frozenset[str] = frozenset()
    processed: int | None = None


@dataclass(slots=True)
class Clause:
    """The words between two commas, and the numbers in them that are no differences or ordinals."""

    text: str
    numbers: list[Number] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """The words up to a full stop; ``heading`` is the topic of the heading above, ``fresh`` starts a paragraph."""

    text: str
    heading: str
    fresh: bool
    clauses: list[Clause]


_LONGEST_CLAUSE = 300
"""Longer runs without a comma are no prose (a table run together)."""
_STOP = re.compile(r"[。！!？?]")
_CLAUSE = re.compile(r"[，；：（）\[\]“”]|(?<=[件宗份起条个次例])、|(?<=%)、")
_SUB_HEADING = re.compile(r"[（(]?([一二三四五六七八九十]{1,2}|\d{1,2})[）).．、]")
_COMPARISON = re.compile(
    r"较|同比|环比|相比|比(?=上|去|20|前|往|同)|增幅|降幅|增长|下降|增加了?(?=\d)|减少了?(?=\d)|上升|增加(?!\D*申请)|减少"
)
_INTERESTING = re.compile(r"[件宗份起例%元未无零\d]|没有")
_HAS_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百]")
_ABOUT_APPLICATIONS = compiled("{APP}")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a narrative that can hold a figure of the tables, in order."""
    heading = ""
    for paragraph in plain_text(text).split("\n"):
        fresh = True
        for part in _STOP.split(paragraph):
            if not part:
                continue
            title = _SUB_HEADING.match(part)
            if title:
                opening = part[title.end() : title.end() + 24]
                heading = "applications" if _ABOUT_APPLICATIONS.search(opening.split("，")[0]) else ""
                fresh = True
            if title or _INTERESTING.search(part):
                yield Sentence(
                    part, heading, fresh, [_clause(words) for words in _CLAUSE.split(part) if words]
                )
                fresh = False


def _clause(words: str) -> Clause:
    """A clause; numbers that follow a comparison are differences or another year's, and are left out."""
    if len(words) > _LONGEST_CLAUSE or not _HAS_NUMBER.search(words):
        return Clause(words)
    comparison = _COMPARISON.search(words)
    counted = words[: comparison.start()] if comparison else words
    return Clause(words, list(find_numbers(counted)))
