"""What a sentence can be about, and the figures that each subject may mean: its set of readings.

The same words mean different sums in different correct reports: 收到N件 is 一, or 一 and 二 together. A
sentence agrees where one of the readings fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.annual.form import EDITION_2019, EDITION_2021, Edition

__all__ = ["GROUPS", "Reading", "Terms", "readings_of"]

Terms = tuple[tuple[int, str], ...]
"""Signed figures that are added: +1 or -1, and the path."""

GROUPS = {
    "refused": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "other": "（六）其他处理",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning: in the form's words, and the sum that it stands for."""

    text: str
    terms: Terms


def _total(*rows: str, column: str = "total") -> Terms:
    return tuple(
        (-1 if row.startswith("-") else 1, f"applications.{row.lstrip('-')}.{column}") for row in rows
    )


def _group_rows(form: Edition, group: str) -> tuple[str, ...]:
    rows = tuple(row.key for row in form.result_rows if row.group == group)
    return rows or (("other_other",) if group == "other" else ())


@cache
def _applications(form_key: str) -> Mapping[str, tuple[Reading, ...]]:
    form = {EDITION_2019.key: EDITION_2019}.get(form_key, EDITION_2021)
    received = (
        Reading("一、本年新收", _total("received")),
        Reading("新收加上年结转", _total("received", "carried_in")),
    )
    concluded = (
        Reading("（七）总计", _total("results_total")),
        Reading("（七）总计减上年结转", _total("results_total", "-carried_in")),
    )
    carried_in = (Reading("二、上年结转", _total("carried_in")),)
    carried_out = (Reading("四、结转下年度", _total("carried_out")),)
    found: dict[str, tuple[Reading, ...]] = {
        "received": received,
        "concluded": concluded,
        "answered": (
            *concluded,
            Reading(
                "（七）总计减（六）其他处理",
                _total("results_total", *(f"-{row}" for row in _group_rows(form, "other"))),
            ),
        ),
        "handled": concluded + received,
        "applications": received + concluded,
        "carried_in": carried_in,
        "carried_out": carried_out,
        "carried": carried_in + carried_out,
        "granted": (
            Reading("（一）予以公开", _total("granted")),
            Reading("予以公开加部分公开", _total("granted", "partly_granted")),
        ),
        "received_nothing": received[:1],
        "granted_nothing": (Reading("（一）予以公开", _total("granted")),),
        "partly_granted": (Reading("（二）部分公开", _total("partly_granted")),),
    }
    for group, name in GROUPS.items():
        found[group] = (Reading(f"{name}各项之和", _total(*_group_rows(form, group))),)
    for row in form.result_rows:
        found.setdefault(row.key, (Reading(str(row.label), _total(row.key)),))
    return found


_NATURAL = ("natural_person",)
_ORGANISATIONS = tuple(column.key for column in EDITION_2021.applicants if column.group)


def _by_applicant(columns: Iterable[str], name: str) -> tuple[Reading, ...]:
    columns = tuple(columns)

    def terms(*rows: str) -> Terms:
        return tuple(term for column in columns for term in _total(*rows, column=column))

    return (
        Reading(f"一、本年新收·{name}", terms("received")),
        Reading(f"新收加上年结转·{name}", terms("received", "carried_in")),
        Reading(f"（七）总计·{name}", terms("results_total")),
    )


def _disputes(*groups: str, name: str) -> tuple[Reading, ...]:
    totals: Terms = tuple((1, f"disputes.{group}.total") for group in groups)
    pending: Terms = tuple((-1, f"disputes.{group}.pending") for group in groups)
    return (Reading(f"{name}总计", totals), Reading(f"{name}总计减尚未审结", totals + pending))


_REVIEW = _disputes("review", name="行政复议")
_DIRECT = _disputes("litigation_direct", name="未经复议直接起诉")
_AFTER = _disputes("litigation_after_review", name="复议后起诉")
_SUITS = _disputes("litigation_direct", "litigation_after_review", name="行政诉讼")
_ALL = _disputes("review", "litigation_direct", "litigation_after_review", name="行政复议和行政诉讼")


def _figure(path: str, name: str) -> tuple[Reading, ...]:
    return (Reading(name, ((1, path),)),)


_OTHERS: dict[str, tuple[Reading, ...]] = {
    "natural_person": _by_applicant(_NATURAL, "自然人"),
    "organisations": _by_applicant(_ORGANISATIONS, "法人或其他组织"),
    **{
        column.key: _by_applicant((column.key,), str(column.label))
        for column in EDITION_2021.applicants
        if column.group and column.key != "other_organisation"
    },
    "review": _REVIEW,
    "litigation_direct": _DIRECT,
    "litigation_after_review": _AFTER,
    "litigation": (*_SUITS, *_DIRECT, *_AFTER),
    "disputes": (*_ALL, *_disputes("review", "litigation_direct", name="行政复议和直接起诉")),
    "no_litigation": _SUITS[:1],
    "no_disputes": _ALL[:1],
    "licences": _figure("proactive.licences", "行政许可处理决定数量"),
    "penalties": _figure("proactive.penalties", "行政处罚处理决定数量"),
    "coercive_measures": _figure("proactive.coercive_measures", "行政强制处理决定数量"),
    "issued": _figure("proactive.normative_documents.issued", "行政规范性文件本年制发件数"),
    "repealed": _figure("proactive.normative_documents.repealed", "行政规范性文件本年废止件数"),
    "in_force": _figure("proactive.normative_documents.in_force", "行政规范性文件现行有效件数"),
    "regulations_issued": _figure("proactive.regulations.issued", "规章本年制发件数"),
    "regulations_repealed": _figure("proactive.regulations.repealed", "规章本年废止件数"),
    "regulations_in_force": _figure("proactive.regulations.in_force", "规章现行有效件数"),
    "fees": _figure("proactive.fees_wan", "行政事业性收费（万元）"),
}


def readings_of(subjects: Iterable[str], form: Edition) -> tuple[Reading, ...]:
    """Every meaning that a sentence about one of ``subjects`` may have in a report of that form."""
    applications = _applications(form.key)
    found: dict[Reading, None] = {}
    for subject in subjects:
        for reading in _OTHERS.get(subject) or applications.get(subject) or (_sum(subject, applications),):
            found[reading] = None
    return tuple(found)


def _sum(subjects: str, applications: Mapping[str, tuple[Reading, ...]]) -> Reading:
    """Several outcomes counted together, joined by ``+``."""
    readings = [applications[subject][0] for subject in subjects.split("+")]
    return Reading(
        "加".join(reading.text for reading in readings),
        tuple(term for reading in readings for term in reading.terms),
    )
