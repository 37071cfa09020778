"""The statements of a narrative: a number, or nought, of something that the tables count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from gongkai.annual.checking.text_figures.nought import subjects_of_nought
from gongkai.annual.checking.text_figures.numbers import Number
from gongkai.annual.checking.text_figures.recognition import (
    PERMITS_DONE,
    PERMITS_TAKEN,
    Spot,
    applicant_or_outcome,
    is_fee,
    recognise,
)
from gongkai.annual.checking.text_figures.sentences import Clause, Context, Scope, Sentence, sentences
from gongkai.annual.checking.text_figures.surroundings import Surroundings, without_carrying
from gongkai.annual.checking.text_figures.vocabulary import compiled

__all__ = ["Measure", "Statement", "statements_in"]


class Measure(Enum):
    """What kind of number a statement gives."""

    COUNT = "count"
    SHARE = "share"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence's claim about a figure of the tables, with the words it stands in.

    ``subjects`` are keys of ``subjects.readings_of``; ``value`` is a count, per cent, or an amount of 万元 whose
    last printed digit is worth ``precision``.
    """

    subjects: frozenset[str]
    value: Decimal
    quote: str
    sentence: str
    scope: Scope
    measure: Measure = Measure.COUNT
    precision: Decimal = Decimal(1)


_NOUGHT = re.compile(r"[未无零]|没有")
_NOUN = compiled("{APP}")
_PART_OPENS = re.compile(r"^(?:其中)?(?:通过|涉及|关于|从|针对)(?!.*公开)|^在[^公]{1,12}(?:领域|方面)$")
_SHARE_OF_LAST = re.compile(r"^(?:约)?占(?:比)?[^，。\d]{0,14}$|^(?:占比|比例)(?:为|约|达)*$")
_TO_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


def statements_in(text: str, year: int | None, agency: str | None) -> Iterator[Statement]:
    """Every statement of a narrative whose subject, year and period are certain.

    ``year`` is the year reported on, ``agency`` the reporting body's name; both settle what 全县 or 2023年 means.
    """
    surroundings = Surroundings(year, agency)
    context = Context()
    for sentence in sentences(text):
        if sentence.fresh:
            context = Context(topic=sentence.heading)
        else:
            context = Context(topic=context.topic, last=context.last)
        if not _NOUGHT.search(sentence.text) and not any(clause.numbers for clause in sentence.clauses):
            # nothing is counted here; only the topic stays for the sentences that follow
            context.topic = "applications" if _NOUN.search(sentence.text) else context.topic
            continue
        yield from _of_sentence(sentence, surroundings, context)


def _of_sentence(sentence: Sentence, surroundings: Surroundings, context: Context) -> Iterator[Statement]:
    part = False
    for clause in sentence.clauses:
        surroundings.enter(clause.text, context)
        if _NOUN.search(clause.text):
            context.topic = "applications"
        if not clause.numbers:
            part = _PART_OPENS.search(clause.text) is not None
            yield from _noughts(sentence, clause, context)
            continue
        for statement in _of_clause(sentence, clause, context):
            if not part:
                yield statement
        part = False


def _silent(context: Context) -> bool:
    return context.other_year or context.partial or context.scope is Scope.OTHER


def _noughts(sentence: Sentence, clause: Clause, context: Context) -> Iterator[Statement]:
    for subject in subjects_of_nought(clause.text, sentence.text, context.topic):
        if not _silent(context):
            yield Statement(frozenset((subject,)), Decimal(0), clause.text, sentence.text, context.scope)


def _of_clause(sentence: Sentence, clause: Clause, context: Context) -> Iterator[Statement]:
    start = 0
    for index, number in enumerate(clause.numbers):
        following = clause.numbers[index + 1].start if index + 1 < len(clause.numbers) else len(clause.text)
        before, after = clause.text[start : number.start], clause.text[number.end : following]
        start = number.end
        statement = _statement(sentence, clause, before, after, number, context)
        if statement is not None and number.exact and not _silent(context):
            yield statement


def _statement(
    sentence: Sentence, clause: Clause, before: str, after: str, number: Number, context: Context
) -> Statement | None:
    if number.unit == "%":
        return _share(sentence, clause, before, number, context)
    if number.unit in _TO_WAN:
        return _amount(sentence, clause, before, number, context)
    if number.value != number.value.to_integral_value():
        return None
    found = recognise(Spot(before, after, number, context.topic, sentence.text))
    if found is None:
        return None
    subjects, context.topic = found
    subjects = _permits(subjects, number, context)
    context.last = subjects
    if not subjects:
        return None
    return Statement(subjects, number.value, clause.text, sentence.text, context.scope)


def _permits(subjects: frozenset[str], number: Number, context: Context) -> frozenset[str]:
    """受理136件，办结136件: where all that was taken on was decided, the decisions are that many."""
    if PERMITS_TAKEN in subjects:
        context.processed = int(number.value)
        return frozenset()
    if PERMITS_DONE in subjects:
        return frozenset(("licences",)) if context.processed == number.value else frozenset()
    return subjects


def _share(
    sentence: Sentence, clause: Clause, before: str, number: Number, context: Context
) -> Statement | None:
    if number.value in (0, 100) or context.topic != "applications":
        return None
    subjects = applicant_or_outcome(before)
    if not subjects and _SHARE_OF_LAST.match(before):
        subjects = context.last
    if not subjects:
        return None
    precision = Decimal(1).scaleb(-number.decimals)
    return Statement(
        subjects, number.value, clause.text, sentence.text, context.scope, Measure.SHARE, precision
    )


def _amount(
    sentence: Sentence, clause: Clause, before: str, number: Number, context: Context
) -> Statement | None:
    if not is_fee(without_carrying(before)):
        return None
    factor = _TO_WAN[number.unit]
    precision = Decimal(1).scaleb(-number.decimals) * factor
    return Statement(
        frozenset(("fees",)),
        number.value * factor,
        clause.text,
        sentence.text,
        context.scope,
        Measure.AMOUNT,
        precision,
    )
