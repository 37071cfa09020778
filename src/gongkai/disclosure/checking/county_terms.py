"""The county's own list of words: what is not to be written, and what to write in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from gongkai.disclosure.checking.draft import CountyTerm, Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import around
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_county_terms"]

TERM = register(
    Rule(
        name="terms.county",
        title="用词合乎本县的用词表",
        basis="本县的用词表",
        severity=Severity.HINT,
        explanation="用词表里标为“禁用”的，不改不能送审；其余只作提示。写的正是推荐的词时不报。",
        example=Example(
            "写了旧地名", {"title": "惠民乡春耕通知", "county_terms": (CountyTerm("惠民乡", "惠民镇"),)}
        ),
    )
)


@lru_cache(maxsize=64)
def _finder(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words)


def check_county_terms(draft: Draft) -> Iterator[Finding]:
    """Each word of the list that is in the draft, once a passage."""
    terms = tuple(term for term in draft.county_terms if term.written)
    if not terms:
        return
    finder = _finder(tuple(term.written for term in terms))
    for passage in draft.passages:
        told = set()
        for index, start, end in finder.find_matches_as_indexes(passage.text, overlapping=True):
            term = terms[index]
            if term.written in told or _is_in_preferred(term, passage.text, start):
                continue
            told.add(term.written)
            quoted = around(passage.text, start, end)
            why = f"（{term.remarks}）" if term.remarks else ""
            yield TERM.finding(
                passage.place,
                quoted,
                f"“{quoted}”里的“{term.written}”在本县用词表上{'是禁用的' if term.blocking else ''}{why}。",
                f"请改为“{term.preferred}”。" if term.preferred else "请换一种说法。",
                content=term.written,
                severity=Severity.BLOCKING if term.blocking else Severity.HINT,
            )


def _is_in_preferred(term: CountyTerm, text: str, start: int) -> bool:
    """Whether the word is only a part of the one that is to be written: 公开办 within 政务公开办."""
    offset = term.preferred.find(term.written)
    return offset >= 0 and text.startswith(term.preferred, max(0, start - offset)) and start >= offset
