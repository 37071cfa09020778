"""Figures far from last year's or from the peers': worth a second look, not wrong in themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.annual.checking.examination import Examination, name_of
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.checking.settings import CheckSettings
from gongkai.annual.form import Unit, unit_of
from gongkai.annual.report import Figure

__all__ = ["check_outliers"]

YEAR = register(
    Rule(
        name="outlier.year",
        title="与上年相差不过五倍",
        basis="数据核查经验，不是规定",
        severity=Severity.HINT,
        fault=Fault.PAIR,
        explanation="主要数字是上年的五倍以上或不到五分之一，且相差够大（默认50件），提示核对；从1件到6件不算。",
        example=Example(
            "行政许可上年20件，本年136件",
            figures={"proactive.licences": 136},
            previous={"proactive.licences": 20},
        ),
    )
)
PEERS = register(
    Rule(
        name="outlier.peers",
        title="同类单位都有几百件，本单位不会是0",
        basis="数据核查经验，不是规定",
        severity=Severity.HINT,
        fault=Fault.PAIR,
        explanation="至少三个同类单位这一项都在一百以上，而本单位是0，提示核对。",
        example=Example(
            "三个同类单位的行政许可都在一百件以上，本单位是0",
            figures={"proactive.licences": 0},
            peers=({"proactive.licences": 320}, {"proactive.licences": 150}, {"proactive.licences": 207}),
        ),
    )
)

_WATCHED = (
    "proactive.regulations.in_force",
    "proactive.normative_documents.issued",
    "proactive.normative_documents.repealed",
    "proactive.normative_documents.in_force",
    "proactive.licences",
    "proactive.penalties",
    "proactive.coercive_measures",
    "proactive.fees_wan",
    "applications.received.total",
    "applications.carried_out.total",
    "disputes.review.total",
    "disputes.litigation_direct.total",
    "disputes.litigation_after_review.total",
)
"""One figure of each subject: its parts would only say the same again."""


def check_outliers(examination: Examination) -> Iterator[Finding]:
    """Hints on figures far from last year's and from the peers'; one a figure."""
    for path in _WATCHED:
        value = examination.values.get(path)
        if value is None or path in examination.suspects or path in examination.repairs:
            continue
        yield from _against_year(examination, path, value)
        yield from _against_peers(examination, path, value)


def _against_year(examination: Examination, path: str, value: Figure) -> Iterator[Finding]:
    previous, settings = examination.previous, examination.settings
    before = previous.value(path) if previous else None
    if before is None:
        return
    what = _change(Decimal(value), Decimal(before), settings)
    if not what:
        return
    unit = "万元" if unit_of(path) is Unit.WAN_YUAN else "件"
    yield YEAR.finding(
        f"{name_of(path)}本年{value}{unit}，上年{before}{unit}，{what}",
        suggestion="请核对口径和数字，属实的可在正文说明原因。",
        cells=(path,),
        evidence=[examination.quote(path), Evidence(f"上年报告：{before}{unit}", None, path)],
        expected=str(before),
        actual=str(value),
    )


def _change(now: Decimal, before: Decimal, settings: CheckSettings) -> str:
    """How far a figure is from last year's, in words; empty where that is not far."""
    if abs(now - before) < settings.outlier_minimum:
        return ""
    if now > before * settings.outlier_ratio:
        return f"是上年的{now / before:.1f}倍" if before else "上年没有"
    if now * settings.outlier_ratio < before:
        return f"不到上年的{settings.outlier_ratio}分之一"
    return ""


def _against_peers(examination: Examination, path: str, value: Figure) -> Iterator[Finding]:
    settings = examination.settings
    if value or len(examination.peers) < settings.peer_count:
        return
    others = [figure for peer in examination.peers if (figure := peer.value(path)) is not None]
    if len(others) < settings.peer_count or min(others) < settings.peer_minimum:
        return
    yield PEERS.finding(
        f"{name_of(path)}是0，而{len(others)}个同类单位最少也有{min(others)}",
        suggestion="请核对是否漏报，或单位不同。",
        cells=(path,),
        evidence=[examination.quote(path)],
        expected=str(min(others)),
        actual="0",
    )
