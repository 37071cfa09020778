"""Figures in the text against those that the ledger counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.annual.checking.text_figures.numbers import Number, plain_text
from gongkai.annual.checking.text_figures.sentences import Sentence, sentences
from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_figures"]

LEDGER = register(
    Rule(
        name="figures.ledger",
        title="文中的数与台账一致",
        basis="《政府信息公开条例》第六条：准确公开",
        severity=Severity.WARNING,
        explanation="按台账里的说法找数，说法要紧挨在数的前面。说别的年份、别的范围、“其中”“同比”和约数的不比。",
        example=Example(
            "文中说公开8条，台账是7条",
            {"title": "2024年主动公开政府信息8条", "ledger": {"主动公开政府信息": 7}, "ledger_year": 2024},
        ),
    )
)
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_OTHER_YEAR = re.compile(
    r"上年|去年|上一年|往年|历年|累计|前年|以来|至今|[一二三四上下]季度|[上下]半年|\d{1,2}月(?:份)?|本月|本周|每年|计划|目标"
)
_PART = re.compile(r"其中|通过|另外|此外|全县|全市|全省|各乡镇|各村|其他")
_BETWEEN = re.compile(r"[^\d，。；、]{0,6}$")


def check_figures(draft: Draft) -> Iterator[Finding]:
    """Each clause that gives another number than the ledger for the very words of the ledger."""
    if not draft.ledger:
        return
    keys = [
        (tuple(plain_text(word) for word in key.split()), key, Decimal(value))
        for key, value in draft.ledger.items()
        if key.strip()
    ]
    for passage in draft.passages:
        if not passage.prose:
            continue
        for sentence in sentences(passage.text):
            for words, number, key, counted in _stated(sentence, keys, draft.ledger_year):
                yield LEDGER.finding(
                    passage.place,
                    shown(words),
                    f"“{shown(words)}”说的是{_said(number.value)}{number.unit}，台账里“{key}”是{_said(counted)}。",
                    "请对照台账核对，改正文中的数；台账漏记的，请先补记。",
                    content=f"{key} {number.value} {counted}",
                )


def _stated(
    sentence: Sentence, keys: Sequence[tuple[tuple[str, ...], str, Decimal]], year: int | None
) -> Iterator[tuple[str, Number, str, Decimal]]:
    other_year = False
    for clause in sentence.clauses:
        years = {int(found) for found in _YEAR.findall(clause.text)}
        if years or _OTHER_YEAR.search(clause.text):
            other_year = bool(_OTHER_YEAR.search(clause.text)) or (year is not None and years != {year})
        if other_year or _PART.search(clause.text):
            continue
        for number in clause.numbers:
            if number.exact and number.unit != "%":
                found = _key_before(clause.text[: number.start], keys)
                if found and found[1] != number.value:
                    yield clause.text, number, *found


def _key_before(
    before: str, keys: Sequence[tuple[tuple[str, ...], str, Decimal]]
) -> tuple[str, Decimal] | None:
    """The key whose words stand just before a number; the longest where several do."""
    best: tuple[int, str, Decimal] | None = None
    for words, key, value in keys:
        position = 0
        for word in words[:-1]:
            position = before.find(word, position)
            if position < 0:
                break
            position += len(word)
        if position < 0:
            continue
        last = before.rfind(words[-1], position)
        if last < 0 or not _BETWEEN.fullmatch(before[last + len(words[-1]) :]):
            continue
        if best is None or len(key) > best[0]:
            best = len(key), key, value
    return (best[1], best[2]) if best else None


def _said(value: Decimal) -> str:
    return format(value.normalize(), "f")
