"""A number in its clause, and what a recogniser answers of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.annual.checking.text_figures.numbers import Number
from gongkai.annual.checking.text_figures.vocabulary import NARROWER

__all__ = ["COUNT_UNITS", "NOTHING", "PART", "SURE_UNITS", "Found", "Spot", "Subjects"]

Subjects = frozenset[str]
Found = tuple[Subjects, str]
"""What a count may be of, and the topic that it sets."""

NOTHING: Subjects = frozenset()
PART = "part"
"""In place of a topic: a part of what is counted here, of which no table tells."""

SURE_UNITS = frozenset(("件次", "件", "宗", "份", "起", "例", ""))
COUNT_UNITS = SURE_UNITS | frozenset(("条", "个", "次", "项"))

_MANY_WAYS = re.compile(
    r"通过(?:[\u4e00-\u9fff、]{2,24})等(?:多种|各种|各类)?(?:渠道|方式|途径|形式)|(?:政府|政务)?信息公开(?:系统|平台)"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number with the words before it (from the number before) and after it.

    ``topic`` is what it stands under and ``heading`` the topic of the heading above; ``said`` are all words of
    the sentence before it; ``last`` is what the count before was of.
    """

    before: str
    after: str
    number: Number
    topic: str
    heading: str = ""
    said: str = ""
    last: Subjects = NOTHING

    @property
    def narrowed(self) -> bool:
        """True where the words before pick out a part of what is counted."""
        return NARROWER.search(_MANY_WAYS.sub("", self.before)) is not None
