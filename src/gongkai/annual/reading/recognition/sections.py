"""The six sections: their headings found among the pieces, and the narrative between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from gongkai.annual.form import SECTIONS
from gongkai.annual.reading.recognition.folding import normalise, parse_label
from gongkai.annual.reading.recognition.pieces import Piece

__all__ = ["Heading", "find_headings"]

_NUMERALS = "一二三四五六"
_LONGEST_HEADING = 45
_SECTION_OFTEN_UNNUMBERED = 5
"""存在的主要问题 stands without 五 where the section is split in two."""
_KEYWORDS: Mapping[int, tuple[tuple[str, ...], ...]] = {
    1: (("总体",), ("概述",), ("基本情况",)),
    2: (("主动公开",),),
    3: (("申请", "处理"), ("申请", "收到"), ("申请", "办理"), ("依申请公开",)),
    4: (("复议", "诉讼"),),
    5: (("问题",), ("不足",)),
    6: (("其他", "报告"), ("其他", "事项"), ("其它", "事项"), ("信息处理费",)),
}
"""Words that a heading of that section has when its wording is none of the form's variants."""


_NUMERAL_AND_SPACE = re.compile(r"(?<=^[一二三四五六])\s+(?=[\u4e00-\u9fff])")
_HINT = re.compile(r"[一二三四五六]\s*[、．.,，:： ]|[总概公申复诉问存需事费其不總訴複請問開]")
"""One of these stands in whatever may be a heading; most lines of a page's navigation have none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the piece where it stands, how many pieces it takes, its section, its title as printed."""

    at: int
    number: int
    title: str
    ordinal: str
    score: float
    span: int = 1


@cache
def _titles() -> dict[str, tuple[int, bool]]:
    """Folded wording to section number, and whether it is the official one."""
    found: dict[str, tuple[int, bool]] = {}
    for section in SECTIONS:
        for wording in section.title.accepted:
            found.setdefault(parse_label(wording).text, (section.number, wording == section.title.text))
    return found


@lru_cache(maxsize=4096)
def _rank(text: str, level: int) -> tuple[int, float, str] | None:
    """Section number, score and ordinal of a text that could be a heading, None for one that cannot."""
    plain = _NUMERAL_AND_SPACE.sub("、", text.lstrip("#*l| \t").rstrip("：:*# "))
    ordinal, folded = parse_label(plain)
    if not 2 <= len(folded) <= _LONGEST_HEADING or ordinal.startswith("（") or ordinal.isdigit():
        return None
    if "。" in text or "；" in text:
        return None
    number_said = _NUMERALS.find(ordinal) + 1 if len(ordinal) == 1 else 0
    exact = _titles().get(folded)
    if exact is not None:
        number, official = exact
        # without a numeral only a wording that is nothing but a heading counts: 主动公开情况 is also a sub-heading
        if not ordinal and not official and not level and len(folded) < 9:
            return (number, 1.2, ordinal) if number == _SECTION_OFTEN_UNNUMBERED else None
        return number, 4.0 + (number_said == number) + 0.5 * bool(level) - 1.5 * (not ordinal), ordinal
    if not ordinal:
        return _loose(folded, 88.0, 0, ordinal)
    return _loose(folded, 72.0, number_said, ordinal)


def _loose(folded: str, least: float, number_said: int, ordinal: str) -> tuple[int, float, str] | None:
    """A heading by likeness to a known wording, or by the words that such a heading has."""
    best, number = 0.0, 0
    for wording, (candidate, _) in _titles().items():
        likeness = fuzz.ratio(folded, wording, score_cutoff=least)
        if likeness > best:
            best, number = likeness, candidate
    if number:
        return number, 1.5 + (best - least) / 25 + (number_said == number), ordinal
    if not number_said:
        return None
    for candidate, alternatives in _KEYWORDS.items():
        if any(all(word in folded for word in words) for words in alternatives):
            return candidate, 1.0 + 2 * (number_said == candidate), ordinal
    return None


def find_headings(pieces: Sequence[Piece], tables: Mapping[int, int]) -> list[Heading]:
    """The headings of the sections, in order, each section at most once.

    ``tables`` tells the first piece of the table of section 2, 3 and 4 where one was found: a heading that
    stands right before its table is preferred to the same words in a list of contents.
    """
    candidates = _candidates(pieces)
    order = sorted(tables.items(), key=lambda item: item[1])
    scored = []
    for heading in candidates:
        bonus = 0.0
        table = tables.get(heading.number)
        if table is not None:
            following = next((number for number, at in order if at >= heading.at), None)
            bonus = 2.0 if following == heading.number else -2.0
        elif (heading.number in (1,) and order and heading.at > order[0][1]) or (
            heading.number in (5, 6) and order and heading.at < order[-1][1]
        ):
            bonus = -3.0
        scored.append((heading, heading.score + bonus))
    return _best_chain(_likeliest([(heading, score) for heading, score in scored if score > 0]))


_MOST_CANDIDATES = 240


def _likeliest(scored: list[tuple[Heading, float]]) -> list[tuple[Heading, float]]:
    """The candidates in order; of very many (a page of nothing but headings) only the best of each section."""
    if len(scored) <= _MOST_CANDIDATES:
        return scored
    kept: list[tuple[Heading, float]] = []
    for section in SECTIONS:
        own = [item for item in scored if item[0].number == section.number]
        kept.extend(sorted(own, key=lambda item: -item[1])[: _MOST_CANDIDATES // len(SECTIONS)])
    return sorted(kept, key=lambda item: item[0].at)


def _candidates(pieces: Sequence[Piece]) -> list[Heading]:
    found = []
    for at, piece in enumerate(pieces):
        text = piece.text
        if piece.grid is not None or piece.picture or not 2 <= len(text) <= 70 or not _HINT.search(text):
            continue
        ranked = _rank(text, piece.level)
        span = 1
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is not None and _may_be_broken(text, following):
            together = _rank(text.rstrip() + following.text.lstrip(), piece.level)
            if together is not None and (ranked is None or together[1] > ranked[1] + 0.9):
                ranked, span, text = together, 2, text.rstrip() + following.text.lstrip()
        if ranked is not None:
            number, score, ordinal = ranked
            found.append(Heading(at, number, _printed_title(text), ordinal, score, span))
    return found


def _may_be_broken(text: str, following: Piece) -> bool:
    """Whether a numbered heading may go on in the piece that follows it."""
    if following.grid is not None or len(text) >= 40 or not 0 < len(following.text) <= 25:
        return False
    return normalise(text).lstrip("#* l|")[:1] in _NUMERALS and not any(map(str.isdigit, text))


def _printed_title(text: str) -> str:
    """A heading as printed without its numeral and the marks of Markdown."""
    plain = text.strip().strip("#*| \t").rstrip("：: ").strip()
    plain = plain.lstrip("l|") if plain[:1] in "l|" else plain
    if plain[:1] in _NUMERALS or plain[:1] == "第":
        head, mark, rest = plain.partition("、")
        if mark and len(head) <= 3:
            return rest.strip().strip("*").strip()
        return plain.lstrip("第" + _NUMERALS).lstrip("、.．,，:： ").strip()
    return plain


def _best_chain(scored: Sequence[tuple[Heading, float]]) -> list[Heading]:
    """The chain of headings, rising in place and in section, with the highest score; later ones win ties."""
    best: list[tuple[float, int | None]] = []
    for number, (heading, score) in enumerate(scored):
        top, previous = 0.0, None
        for earlier in range(number):
            before = scored[earlier][0]
            if (
                before.number < heading.number
                and before.at + before.span <= heading.at
                and best[earlier][0] >= top
            ):
                top, previous = best[earlier][0], earlier
        best.append((top + score, previous))
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda number: (best[number][0], number))
    chain: list[Heading] = []
    while at is not None:
        chain.append(scored[at][0])
        at = best[at][1]
    return chain[::-1]
