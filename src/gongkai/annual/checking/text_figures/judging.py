"""A sentence against the tables: it agrees where one of its readings fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.checking.text_figures.sentences import Scope
from gongkai.annual.checking.text_figures.statements import Measure, Statement, statements_in
from gongkai.annual.checking.text_figures.subjects import GROUPS, Reading, Terms, readings_of
from gongkai.annual.report import Figure, Place

__all__ = ["check_text_figures"]

FIGURE = register(
    Rule(
        name="text.figure",
        title="正文的数与表格一致",
        basis="国办公开办函〔2021〕30号：总体情况与各表数据应当一致",
        severity=Severity.HINT,
        fault=Fault.PAIR,
        explanation="同一句话在不同的报告里可以指不同的数：收到N件可以是新收，也可以是新收加结转。每句话列出它可能的各种读法，有一种对得上就不提示；口径词（全市、本机关）不同的不提示；上年、同比、分渠道的数不比。",
        example=Example(
            "正文说新收17件，表三是22件", edits={"新收政府信息公开申请22件": "新收政府信息公开申请17件"}
        ),
    )
)

_MOST_ALTERNATIVES = 4
_NO_COINCIDENCE = 10
"""A figure at least this large that agrees is not said to do so by chance."""


def check_text_figures(examination: Examination) -> Iterator[Finding]:
    """Hints on sentences that say another figure than the tables; one a sentence."""
    report = examination.report
    texts: list[tuple[str, str, Place | None]] = (
        [("报告开头", report.preface, None)] if report.preface else []
    )
    texts += [
        (f"第{'一二三四五六'[section.number - 1]}部分", section.text, section.place)
        for section in report.sections
        if section.text
    ]
    for where, text, place in texts:
        wrong: dict[str, list[tuple[Statement, list[tuple[Reading, Figure]]]]] = {}
        for statement in _in_one_scope(examination, statements_in(text, report.year, report.agency)):
            found = _contradiction(examination, statement)
            if found is not None:
                wrong.setdefault(statement.sentence, []).append((statement, found))
        for contradictions in wrong.values():
            yield _finding(examination, where, place, contradictions)


def _in_one_scope(examination: Examination, statements: Iterable[Statement]) -> list[Statement]:
    """The statements, with a scope that is the tables' own where another figure of that scope agrees."""
    found = list(statements)
    proved = {
        one.scope
        for one in found
        if one.scope in (Scope.WIDER, Scope.NARROWER)
        and one.measure is not Measure.SHARE
        and one.value >= _NO_COINCIDENCE
        and _fits(examination, one)
    }
    return [replace(one, scope=Scope.SAME) if one.scope in proved else one for one in found]


def _fits(examination: Examination, statement: Statement) -> bool:
    return any(
        _agrees(statement, figure)
        for reading in _readings(statement, examination)
        for figure in _values(examination, reading.terms)
    )


def _finding(
    examination: Examination,
    where: str,
    place: Place | None,
    contradictions: Sequence[tuple[Statement, list[tuple[Reading, Figure]]]],
) -> Finding:
    said = []
    cells: dict[str, None] = {}
    for statement, readings in contradictions:
        meant = "，".join(f"{reading.text}={value}" for reading, value in readings[:4])
        table = (
            f"表中没有两个数能得出{statement.value}%"
            if statement.measure is Measure.SHARE
            else f"表中{meant}"
        )
        said.append(f"“{statement.quote}”，{table}")
        cells.update(dict.fromkeys(path for reading, _ in readings for _, path in reading.terms))
    first, readings = contradictions[0]
    return FIGURE.finding(
        f"{where}" + "；".join(said),
        suggestion="请核对正文与表格，改正有误的一处；口径不同的请写明口径。",
        cells=cells,
        evidence=[
            Evidence(first.sentence, place),
            *examination.quotes(path for path in list(cells)[:6] if path in examination.values),
        ],
        expected=str(readings[0][1]) if readings else None,
        actual=str(first.value),
    )


def _contradiction(examination: Examination, statement: Statement) -> list[tuple[Reading, Figure]] | None:
    """The readings with their figures where none agrees; None where one does, or where nothing is certain."""
    if statement.measure is Measure.SHARE:
        return None if _share_agrees(examination, statement) else _printed(examination, statement)
    found: list[tuple[Reading, Figure]] = []
    figures: list[Figure] = []
    for reading in _readings(statement, examination):
        values = _values(examination, reading.terms)
        if not values:
            return None
        found.append((reading, values[0]))
        figures += values
    if not found or any(_agrees(statement, figure) for figure in figures):
        return None
    if statement.scope is Scope.WIDER and statement.value > min(figures):
        return None
    if statement.scope is Scope.NARROWER and statement.value < max(figures):
        return None
    return found


def _readings(statement: Statement, examination: Examination) -> tuple[Reading, ...]:
    return readings_of(statement.subjects, examination.table_three)


def _agrees(statement: Statement, figure: Figure) -> bool:
    if statement.measure is Measure.AMOUNT:
        return abs(Decimal(figure) - statement.value) < statement.precision
    return figure == statement.value


def _values(examination: Examination, terms: Terms) -> list[Figure]:
    """What the sum may be: with the figures printed, and with those that mend a broken sum; empty if unknown."""
    alternatives: list[tuple[Figure, ...]] = []
    for sign, path in terms:
        value, repair = examination.values.get(path), examination.repairs.get(path)
        if value is None or (path in examination.suspects and repair is None):
            return []
        alternatives.append((sign * value,) if repair is None else (sign * value, sign * repair))
    if sum(len(choice) > 1 for choice in alternatives) > _MOST_ALTERNATIVES:
        return []
    return [sum(choice, start=0) for choice in product(*alternatives)]


def _printed(examination: Examination, statement: Statement) -> list[tuple[Reading, Figure]]:
    return [
        (reading, values[0])
        for reading in _readings(statement, examination)
        if (values := _values(examination, reading.terms))
    ]


def _share_agrees(examination: Examination, statement: Statement) -> bool:
    """True where two figures of Table 3 stand in that ratio at the printed precision, or where any is unknown."""
    if statement.scope is not Scope.SAME:
        return True
    if _is_ratio(statement, statement.counts[-1:], statement.counts):
        return True
    figures: set[Figure] = set()
    for terms in _shared_figures(examination):
        values = _values(examination, terms)
        if not values:
            return True
        figures.update(values)
    parts = {
        figure
        for reading in _readings(statement, examination)
        for figure in _values(examination, reading.terms)
    }
    return _is_ratio(statement, parts or figures, figures)


def _is_ratio(statement: Statement, parts: Iterable[Figure], wholes: Iterable[Figure]) -> bool:
    whole = [figure for figure in wholes if figure > 0]
    return any(
        part <= of and abs(Decimal(part) * 100 / Decimal(of) - statement.value) < statement.precision
        for part in parts
        for of in whole
    )


def _shared_figures(examination: Examination) -> Iterator[Terms]:
    form = examination.table_three
    for row in form.applications:
        yield ((1, f"applications.{row.key}.total"),)
    for key in ("received", "results_total"):
        for column in form.applicants:
            yield ((1, f"applications.{key}.{column.key}"),)
    for subject in (*GROUPS, "applications", "granted", "organisations"):
        for reading in readings_of((subject,), form):
            yield reading.terms
