"""Likely misprints, told by the project's own list of confusions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from gongkai.disclosure.checking.draft import Draft, Passage
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.misprint_words import MISPRINTS, NOT_AFTER, NOT_BEFORE
from gongkai.disclosure.checking.quoting import around
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_misprints"]

MISPRINT = register(
    Rule(
        name="words.misprint",
        title="没有常见的错别字",
        basis="国办秘函〔2019〕19号：政府网站检查指标（没有错别字）",
        severity=Severity.HINT,
        explanation="按公文里常见的混淆列出，如“布署”应为“部署”；只是提示，是否写错由人判断。",
        example=Example("“部署”写成了“布署”", {"title": "关于布署2024年春耕工作的通知"}),
    )
)
_WRONG = tuple(MISPRINTS)
# 截止 is for the end itself; up to a moment it is 截至.
_UNTIL = re.compile(r"(?<![\u4e00-\u9fff])截止(?=(?:20\d\d年|\d{1,2}月|目前|现在))")
_BOTH = re.compile(r"^[^。；！？]{0,30}又")
_BOTH_AND = frozenset(("既使", "既便", "既将"))


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick(_WRONG, matchkind=MatchKind.LeftmostLongest)


def check_misprints(draft: Draft) -> Iterator[Finding]:
    """Each likely misprint, once a passage."""
    for passage in draft.passages:
        told = set()
        for index, start, end in _finder().find_matches_as_indexes(passage.text):
            wrong = _WRONG[index]
            if wrong not in told and not _is_right(wrong, passage.text, start, end):
                told.add(wrong)
                yield _finding(passage, start, end, MISPRINTS[wrong])
        for found in _UNTIL.finditer(passage.text):
            if passage.text[found.start() : found.end() + 2] not in MISPRINTS:
                yield _finding(passage, found.start(), found.end(), "截至")


def _is_right(wrong: str, text: str, start: int, end: int) -> bool:
    """Whether its neighbours show that the characters belong to other words (自己经过, 适宜传播)."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before and before in NOT_BEFORE.get(wrong, ""):
        return True
    if after and after in NOT_AFTER.get(wrong, ""):
        return True
    return wrong in _BOTH_AND and _BOTH.match(text[end : end + 40]) is not None


def _finding(passage: Passage, start: int, end: int, right: str) -> Finding:
    quoted, wrong = around(passage.text, start, end), passage.text[start:end]
    return MISPRINT.finding(
        passage.place,
        quoted,
        f"“{quoted}”里的“{wrong}”可能是“{right}”之误。",
        f"请核对；写错的改为“{right}”。",
    )
