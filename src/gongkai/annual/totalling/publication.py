"""The county's published figures held against the sum of its bodies'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.exact import exact_difference, figure_text
from gongkai.annual.form import PATHS, label_of
from gongkai.annual.report import AnnualReport, Figure
from gongkai.annual.totalling.counted_body import BodyFigures
from gongkai.annual.totalling.remarks import RemarkKind
from gongkai.annual.totalling.result import Total

__all__ = ["PublishedComparison", "Scope", "compare_with_published", "comparison_to_dict", "scope_of"]


class Scope(StrEnum):
    """What a government's report counts."""

    OWN = "own"
    """Its own acts alone (本级)."""
    WHOLE = "whole"
    """Those of all its bodies (汇总)."""


@dataclass(frozen=True, slots=True)
class PublishedComparison:
    """The findings; or, where nothing was compared, ``reason`` says in Chinese why not."""

    findings: tuple[Finding, ...]
    scope: Scope | None
    reason: str = ""


_AREA = r"(?:全[省市州县区旗镇乡]|各级|各乡镇|各镇|各街道|各部门|各单位|各地)"
_OWN_AREA = r"(?:本机关|本级|本单位|办公室本身|不含.{0,8}(?:部门|乡镇|单位))"
_WHOLE_SCOPE = re.compile(
    rf"汇总(?:编制|形成|而成|统计|数据)|{_AREA}[^。；]{{0,20}}(?:年度报告|数据)[^。；]{{0,6}}汇总|统计(?:范围|口径)[^。；]{{0,6}}{_AREA}"
)
_OWN_SCOPE = re.compile(rf"(?:统计|数据|本报告)(?:范围|口径)?[^。；]{{0,8}}{_OWN_AREA}")

_UNCERTAIN_SUMS = {
    "proactive.normative_documents.in_force": (
        "total.in_force",
        "联合发文、自然失效会使两者不同，请与司法行政部门核对",
    ),
    "proactive.regulations.in_force": ("total.in_force", "请与司法行政部门核对"),
    "proactive.fees_wan": ("total.fees", "代收、分成或单位不同会使两者不同，请与财政部门核对"),
}
_TABLES = {"proactive": "表二", "applications": "表三", "disputes": "表四"}


def scope_of(report: AnnualReport) -> Scope | None:
    """The scope that the report's text states; None where it states none, or both."""
    text = "\n".join((report.preface, *(section.text for section in report.sections)))
    whole, own = _WHOLE_SCOPE.search(text), _OWN_SCOPE.search(text)
    if bool(whole) == bool(own):
        return None
    return Scope.WHOLE if whole else Scope.OWN


def compare_with_published(
    total: Total, published: AnnualReport, *, scope: Scope | None = None
) -> PublishedComparison:
    """Where the county's printed figures are not the sum of its bodies'.

    Judged only where the report is for the same year, its scope is known to be the whole (given, or stated in
    its text), and every body on the list has reported; else nothing is found and the reason is told. Sums
    that are not whole are not judged. 现行有效 and charges give hints at most.
    """
    scope = scope or scope_of(published)
    reason = _reason_against(total, published, scope)
    if reason:
        return PublishedComparison((), scope, reason)
    differing = [
        (path, ours, theirs)
        for path in PATHS
        if (ours := total.report.value(path)) is not None
        and (theirs := published.value(path)) is not None
        and ours != theirs
    ]
    certain = [item for item in differing if item[0] not in _UNCERTAIN_SUMS]
    found = [*_certain(total, published, certain)]
    found += [_uncertain(path, ours, theirs) for path, ours, theirs in differing if path in _UNCERTAIN_SUMS]
    return PublishedComparison(tuple(found), scope)


def comparison_to_dict(comparison: PublishedComparison) -> dict[str, Any]:
    """The comparison as a JSON object: ``scope``, ``reason`` (null where it was compared), ``findings``.

    Amounts of 万元 are strings, counts numbers.
    """
    return {
        "scope": comparison.scope.value if comparison.scope else None,
        "reason": comparison.reason or None,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "cells": list(finding.cells),
                "expected": _plain(finding.expected),
                "actual": _plain(finding.actual),
                "evidence": [evidence.text for evidence in finding.evidence],
            }
            for finding in comparison.findings
        ],
    }


def _plain(figure: Figure | str | None) -> int | str | None:
    return figure_text(figure) if isinstance(figure, Decimal) else figure


def _reason_against(total: Total, published: AnnualReport, scope: Scope | None) -> str:
    if published.year != total.report.year:
        return f"公布的报告是{published.year or '不明'}年的，汇总是{total.report.year}年的，没有比较"
    if scope is None:
        return "不知道公布的报告是本级数还是汇总数，没有比较；请指明"
    if scope is Scope.OWN:
        return "公布的报告只统计本级，与各单位之和不可比，没有比较"
    if not total.expected:
        return "没有单位名单，不知道各单位是否都已报告，没有比较"
    absent = total.remarks_of(RemarkKind.MISSING) + total.remarks_of(RemarkKind.CONFLICT)
    if absent:
        return f"名单上有 {len(absent)} 个单位的报告没有计入，各单位之和不全，没有比较"
    return ""


_Difference = tuple[str, Figure, Figure]


def _certain(total: Total, published: AnnualReport, differing: Sequence[_Difference]) -> Iterator[Finding]:
    cause = _one_body(total, published, differing)
    if cause:
        body, counted = cause
        fault = (
            f"正好多出{body.name}的数，可能重复计了一次" if counted else f"正好差{body.name}的数，可能漏计了"
        )
        yield _finding("total.body", f"公布的数与各单位之和有 {len(differing)} 处不同，{fault}", differing)
        return
    for table, name in _TABLES.items():
        here = [item for item in differing if item[0].startswith(table)]
        if here:
            path, ours, theirs = here[0]
            more = f"等 {len(here)} 处" if len(here) > 1 else ""
            said = f"{name}“{label_of(path)}”公布的是 {figure_text(theirs)}，各单位之和是 {figure_text(ours)}{more}"
            yield _finding(f"total.{table}", said, here)


def _one_body(
    total: Total, published: AnnualReport, differing: Sequence[_Difference]
) -> tuple[BodyFigures, bool] | None:
    """The one body whose figures are the whole difference, and whether they are counted once too often.

    Only where the difference is more than one figure: single figures agree by chance.
    """
    if len(differing) < 2:
        return None
    gaps = {path: exact_difference(theirs, ours) for path, ours, theirs in differing}
    judged = [
        position
        for position, path in enumerate(PATHS)
        if path not in _UNCERTAIN_SUMS
        and total.report.value(path) is not None
        and published.value(path) is not None
    ]
    found: list[tuple[BodyFigures, bool]] = []
    for body in total.bodies:
        figures = {PATHS[position]: body.figures[position] or 0 for position in judged}
        for sign, counted in ((1, True), (-1, False)):
            if all(sign * figure == gaps.get(path, 0) for path, figure in figures.items()):
                found.append((body, counted))
    return found[0] if len(found) == 1 else None


def _finding(rule: str, message: str, differing: Sequence[_Difference]) -> Finding:
    suggestion = "请核对是汇总时漏计、重计，还是单位的报告后来改过"
    single = differing[0] if len(differing) == 1 else None
    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        fault=Fault.PAIR,
        message=f"{message}。{suggestion}",
        cells=tuple(path for path, _, _ in differing),
        evidence=tuple(
            Evidence(
                f"{label_of(path)}：公布 {figure_text(theirs)}，各单位之和 {figure_text(ours)}", cell=path
            )
            for path, ours, theirs in differing
        ),
        expected=single[1] if single else None,
        actual=single[2] if single else None,
        suggestion=suggestion,
    )


def _uncertain(path: str, ours: Figure, theirs: Figure) -> Finding:
    rule, suggestion = _UNCERTAIN_SUMS[path]
    text = f"{label_of(path)}公布的是 {figure_text(theirs)}，各单位之和是 {figure_text(ours)}"
    return Finding(
        rule=rule,
        severity=Severity.HINT,
        fault=Fault.PAIR,
        message=f"{text}。{suggestion}",
        cells=(path,),
        evidence=(Evidence(text, cell=path),),
        expected=ours,
        actual=theirs,
        suggestion=suggestion,
    )
