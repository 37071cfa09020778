"""A narrative cut into sentences and clauses, each knowing the year, the scope and the topic it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
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
    """What the clauses before have settled for those that follow in the paragraph.

    ``parts`` counts the parts of a whole (by channel, by matter) that stand in a row just before; ``compared``
    is true while the other year is only one that this year is compared with. ``counts`` are all counts said.
    """

    topic: str = ""
    other_year: bool = False
    partial: bool = False
    scope: Scope = Scope.SAME
    last: frozenset[str] = frozenset()
    processed: int | None = None
    parts: int = 0
    compared: bool = False
    counts: tuple[Decimal, ...] = ()


@dataclass(slots=True)
class Clause:
    """The words between two commas, and the numbers in them that are no differences or ordinals.

    ``opening`` is the sign that stands before it, empty at the start of a sentence.
    """

    text: str
    numbers: list[Number] = field(default_factory=list)
    opening: str = ""


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
_CLAUSE = re.compile(r"([，；：（）\[\]]|(?<=[件宗份起条个次例])、|(?<=%)、)")
_KINDS_OF_BODIES = re.compile(
    r"([县区市旗镇乡道门])（((?:[县区市旗、]|乡镇?|镇|街道|部门|单位|办事处|园区)+)）"
)
"""县（市、区）, 乡镇（街道）: one word, whose bracket cuts no clause."""
_SUB_HEADING = re.compile(r"[（(]?([一二三四五六七八九十]{1,2}|\d{1,2})[）).．、]")
_ITEM = re.compile(r"第（([一二三四五六七八九十]{1,2})）项")
_STEP = re.compile(r"(?:申请|收到|受理|办理|答复|处理|结转|新收|办结)")
_COMPARISON = re.compile(
    r"较|同比|环比|相比|比(?=上|去|20|前|往|同)|增幅|降幅|增长|下降|增加了?(?=\d)|减少了?(?=\d)|上升|增加(?!\D*申请)|减少"
)
_INTERESTING = re.compile(r"[件宗份起例%元未无零\d]|没有")
_HAS_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百]")
_ABOUT_APPLICATIONS = compiled("{APP}")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a narrative that can hold a figure of the tables, in order."""
    heading = ""
    words = _ITEM.sub(r"第\1项", _KINDS_OF_BODIES.sub(_joined, plain_text(text)))
    for paragraph in words.split("\n"):
        fresh = True
        for part in _STOP.split(paragraph):
            if not part:
                continue
            title = _SUB_HEADING.match(part)
            if title:
                heading = _topic(part[title.end() : title.end() + 24].split("，")[0], title[1], heading)
                fresh = True
            if title or _INTERESTING.search(part):
                yield Sentence(part, heading, fresh, list(_clauses(part)))
                fresh = False


def _topic(words: str, number: str, above: str) -> str:
    """The topic of a heading: requests, or what stands above it where it is only a step further down."""
    if _ABOUT_APPLICATIONS.search(words):
        return "applications"
    return above if number.isdigit() and _STEP.match(words) else ""


def _joined(bodies: re.Match[str]) -> str:
    return bodies[1] + bodies[2].replace("、", "")


def _clauses(text: str) -> Iterator[Clause]:
    opening = ""
    for index, words in enumerate(_CLAUSE.split(text)):
        if index % 2:
            # of 件），上年 the bracket is the sign that counts
            opening = words if not (opening in "（）" and opening and words in "，、：") else opening
        elif words:
            yield _clause(words, opening)
            opening = ""


def _clause(words: str, opening: str) -> Clause:
    """A clause; numbers that follow a comparison are differences or another year's, and are left out."""
    if len(words) > _LONGEST_CLAUSE or not _HAS_NUMBER.search(words):
        return Clause(words, opening=opening)
    comparison = _COMPARISON.search(words)
    counted = words[: comparison.start()] if comparison else words
    return Clause(words, list(find_numbers(counted)), opening)
