"""Table 2: who can make 规章, and counts that are counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from gongkai.annual.checking.agencies import cannot_make_regulations
from gongkai.annual.checking.examination import Examination, name_of
from gongkai.annual.checking.finding import Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import Unit, label_of, unit_of
from gongkai.annual.report import Figure, Status

__all__ = ["check_proactive"]

REGULATIONS = register(
    Rule(
        name="proactive.regulations_level",
        title="没有规章制定权的机关，规章填0",
        basis="《立法法》（2023年修正）第九十一条、第九十三条；表二",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="规章只由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定。县（区）、乡镇、各级政府部门应为0；从名称看不准的不判断。",
        example=Example("镇政府的表里规章现行有效6件", figures={"proactive.regulations.in_force": 6}),
    )
)
COUNT = register(
    Rule(
        name="proactive.count",
        title="件数是不小于0的整数",
        basis="国办公开办函〔2021〕30号所附格式",
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="件数不会是负数或小数；2019年试行格式的“本年增/减”在现行格式里没有位置。",
        example=Example(
            "行政许可一格印的是“-417”",
            status={"proactive.licences": "unreadable"},
            printed={"proactive.licences": "-417"},
        ),
    )
)

_NO_COUNT = re.compile(r"(?:[-−–—]|减少?)\d+(?:\.\d+)?件?|\d+\.\d+件?")


def check_proactive(examination: Examination) -> Iterator[Finding]:
    """Findings on the figures of Table 2, and on counts anywhere that are no counts."""
    yield from _regulations(examination)
    yield from _counts(examination)


def _regulations(examination: Examination) -> Iterator[Finding]:
    paths = [path for path in examination.expected if path.startswith("proactive.regulations.")]
    nonzero = [path for path in paths if examination.values.get(path)]
    if not nonzero or not cannot_make_regulations(examination.report.agency):
        return
    figures = "，".join(f"{label_of(path)}{examination.values[path]}件" for path in nonzero)
    yield REGULATIONS.finding(
        f"表二{figures}，而{examination.report.agency}没有规章制定权",
        suggestion="请核实：属于行政规范性文件的填到“行政规范性文件”一行，规章填0。",
        cells=nonzero,
        evidence=list(examination.quotes(nonzero)),
        expected=0,
        actual=examination.values[nonzero[0]],
    )


def _counts(examination: Examination) -> Iterator[Finding]:
    known = [path for path, value in examination.values.items() if _is_no_figure(value)]
    unknown = [
        path
        for status in (Status.UNREADABLE, Status.BLANK)
        for path in examination.with_status(status)
        if _is_printed_no_count(examination.report.cell(path).printed)
    ]
    wrong = [path for path in (*known, *unknown) if unit_of(path) is Unit.COUNT]
    if not wrong:
        return
    examination.suspects.update(wrong)
    examination.told.update(wrong)
    shown = "，".join(
        f"{name_of(path)}印的是“{(examination.report.cell(path).printed or examination.values.get(path))}”"
        for path in wrong
    )
    yield COUNT.finding(
        f"{shown}，件数应当是不小于0的整数",
        suggestion="请改填本年的实际件数。",
        cells=wrong,
        evidence=list(examination.quotes(wrong)),
        actual=examination.report.cell(wrong[0]).printed,
    )


def _is_no_figure(value: Figure) -> bool:
    return value < 0 or (isinstance(value, Decimal) and value != value.to_integral_value())


def _is_printed_no_count(printed: str | None) -> bool:
    return (
        bool(printed) and _NO_COUNT.fullmatch(normalize("NFKC", printed or "").replace(" ", "")) is not None
    )
