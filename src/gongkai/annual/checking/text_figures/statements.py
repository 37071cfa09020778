"""The statements of a narrative: a number, or nought, of something that the tables count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from gongkai.annual.checking.text_figures.nought import subjects_of_nought
from gongkai.annual.checking.text_figures.numbers import Number
from gongkai.annual.checking.text_figures.proactive_words import PERMITS_DONE, PERMITS_TAKEN, is_fee
from gongkai.annual.checking.text_figures.recognition import ANSWERING, applicant_or_outcome, recognise
from gongkai.annual.checking.text_figures.sentences import Clause, Context, Scope, Sentence, sentences
from gongkai.annual.checking.text_figures.spot import COUNT_UNITS, PART, Spot
from gongkai.annual.checking.text_figures.surroundings import Surroundings, without_carrying
from gongkai.annual.checking.text_figures.vocabulary import OUTCOMES, compiled

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
    last printed digit is worth ``precision``. ``counts`` are the counts said before a share: it may be one of
    these as a part of another.
    """

    subjects: frozenset[str]
    value: Decimal
    quote: str
    sentence: str
    scope: Scope
    measure: Measure = Measure.COUNT
    precision: Decimal = Decimal(1)
    counts: tuple[Decimal, ...] = ()


_NOUGHT = re.compile(r"[未无零]|没有")
_NOUN = compiled("{APP}")
_PART_OPENS = re.compile(
    r"^(?:其中)?(?:通过|涉及|关于|从(?!.*看)|针对)(?!.*公开)|^在[^公]{1,12}(?:领域|方面)$"
)
_SHARE_OF_LAST = re.compile(r"^(?:约)?占(?:比)?[^，。\d]{0,14}$|^(?:占比|比例)(?:为|约|达)*$")
_OF_NUMBER_BEFORE = re.compile(r"(?:申请)?(?:为|是|系|由|属于|已|均)")
_GOES_ON = re.compile(r"其中|均|已|全部|办结|答复|办理|予以|部分公开|不予|从|按")
_ATTRIBUTES = re.compile(
    r"公文|属性|发文|制文|定密"
    r"|主动公开(?:类|的|政府信息|信息|文件)*\d+(?:[件份]|条(?=\D{0,4}依申请公开\D{0,6}\d+条))\D{0,4}依申请公开(?:类|的|政府信息|信息|文件)*\d"
)
_WHOLE = re.compile(r"共|全年|总计|合计|累计|本年|年度")
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
        elif _GOES_ON.match(sentence.text) and not _NOUN.search(sentence.text):
            context = replace(context, parts=0)
        else:
            context = Context(topic=context.topic, last=context.last, counts=context.counts)
        if _ATTRIBUTES.search(sentence.text):
            # papers by what is open and what is not: no requests
            context.topic = "other"
            continue
        if not _NOUGHT.search(sentence.text) and not any(clause.numbers for clause in sentence.clauses):
            # nothing is counted here; only the topic stays for the sentences that follow
            context.topic = "applications" if _NOUN.search(sentence.text) else context.topic
            continue
        yield from _of_sentence(sentence, surroundings, context)


def _of_sentence(sentence: Sentence, surroundings: Surroundings, context: Context) -> Iterator[Statement]:
    part = False
    outside: list[Context] = []
    counted = False
    for clause in sentence.clauses:
        if clause.opening == "（":
            outside.append(replace(context))
        elif clause.opening == "）" and outside:
            _leave_bracket(context, outside.pop())
        elif clause.opening == "；":
            context.parts = 0
        surroundings.enter(
            clause.text, context, counted=counted and clause.opening != "；", in_bracket=bool(outside)
        )
        counted = bool(clause.numbers)
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


def _leave_bracket(context: Context, before: Context) -> None:
    """What a bracket said of a part is over; what was said before it goes on."""
    for name in ("topic", "other_year", "partial", "scope", "last", "parts", "compared"):
        setattr(context, name, getattr(before, name))


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
        if start and _OF_NUMBER_BEFORE.match(before):  # 3件为自然人申请、1件为企业申请
            before = before.rpartition("、")[2] if "、" in before else ""
        start = number.end
        statement = _statement(sentence, clause, before, after, number, context)
        if statement is not None and number.exact and not _silent(context):
            yield statement
        if number.unit in COUNT_UNITS:
            context.counts = (*context.counts, number.value)


def _statement(
    sentence: Sentence, clause: Clause, before: str, after: str, number: Number, context: Context
) -> Statement | None:
    if number.unit == "%":
        return _share(sentence, clause, before, number, context)
    if number.unit in _TO_WAN:
        return _amount(sentence, clause, before, number, context)
    if number.value != number.value.to_integral_value():
        return None
    said = sentence.text[: sentence.text.find(clause.text)] + before
    spot = Spot(before, after, number, context.topic, sentence.heading, said, context.last)
    found = recognise(spot)
    if found is None:
        return None
    subjects, topic = found
    if topic == "other" and not subjects and (_silent(context) or not number.exact):
        return None  # of another body or another year: the topic here stays what it was
    if topic == PART:
        context.parts += 1
        context.last = frozenset()
        return None
    if _of_part(subjects, spot, context):
        return None
    context.topic, context.parts = topic, 0
    subjects = _permits(subjects, number, context)
    context.last = subjects
    if not subjects:
        return None
    return Statement(subjects, number.value, clause.text, sentence.text, context.scope)


def _of_part(subjects: frozenset[str], spot: Spot, context: Context) -> bool:
    """True where 办结12件 may be of the part just named: 其中涉及土地15件，办结12件."""
    if not context.parts or _NOUN.search(spot.before) or _WHOLE.search(spot.before):
        return False
    if subjects & ANSWERING:
        return True
    return context.parts == 1 and not subjects.isdisjoint(OUTCOMES.values())


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
    if number.value in (0, 100) or context.topic != "applications" or "分别" in before:
        return None
    subjects = applicant_or_outcome(before)
    if not subjects and _SHARE_OF_LAST.match(before):
        subjects = context.last
    if not subjects:
        return None
    precision = Decimal(1).scaleb(-number.decimals)
    return Statement(
        subjects,
        number.value,
        clause.text,
        sentence.text,
        context.scope,
        Measure.SHARE,
        precision,
        context.counts,
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
