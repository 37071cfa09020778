"""An annual report of the example county, written from a few invented figures that agree with each other."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, Figure, SectionText
from gongkai.annual.writing import write

Pair = tuple[int, int]
"""Natural persons and enterprises."""


@dataclass(frozen=True)
class Facts:
    """The year of a body. What is not named was nought; totals follow.

    `documents` are 行政规范性文件: issued, repealed, in force. `results` are rows of Table 3 by their keys. `reviews` are
    行政复议: upheld, corrected, other, pending.
    """

    licences: int = 0
    penalties: int = 0
    coercive: int = 0
    fees: str = "0"
    documents: tuple[int, int, int] = (0, 0, 0)
    received: Pair = (0, 0)
    carried_in: Pair = (0, 0)
    results: Mapping[str, Pair] = field(default_factory=dict)
    carried_out: Pair = (0, 0)
    reviews: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class YearlyReport:
    """A report as its drafter has it: sections 1 and 5 in words, the facts, the day it bears."""

    agency: str
    year: int
    general: str
    problems: str
    facts: Facts = field(default_factory=Facts)


def report_file(told: YearlyReport, name: str, dated: datetime.date) -> bytes:
    """The report of the body of that full name as a DOCX in the official form."""
    return write(report_of(told, name, dated), "docx")


def report_of(told: YearlyReport, name: str, dated: datetime.date) -> AnnualReport:
    """The report with its figures."""
    texts = {
        1: told.general,
        5: told.problems,
        6: "本年度没有发出收费通知，没有收取信息处理费。没有其他需要报告的事项。本报告的数字是示例数据。",
    }
    return AnnualReport.from_values(
        figures_of(told.facts),
        agency=name,
        year=told.year,
        dated=dated,
        title=f"{name}{told.year}年政府信息公开工作年度报告",
        preface=f"本报告所列数据的统计期限为{told.year}年1月1日至{told.year}年12月31日。",
        sections=[
            SectionText(section.number, section.title.text, texts.get(section.number, ""))
            for section in EDITION_2021.sections
        ],
    )


def figures_of(facts: Facts) -> dict[str, Figure | None]:
    """All figures of the form by path, totals worked out."""
    figures: dict[str, Figure | None] = dict.fromkeys(PATHS, 0)
    figures["proactive.licences"] = facts.licences
    figures["proactive.penalties"] = facts.penalties
    figures["proactive.coercive_measures"] = facts.coercive
    figures["proactive.fees_wan"] = Decimal(facts.fees)
    for key, value in zip(("issued", "repealed", "in_force"), facts.documents, strict=True):
        figures[f"proactive.normative_documents.{key}"] = value
    total = (
        sum(pair[0] for pair in facts.results.values()),
        sum(pair[1] for pair in facts.results.values()),
    )
    rows = {
        **facts.results,
        "received": facts.received,
        "carried_in": facts.carried_in,
        "results_total": total,
        "carried_out": facts.carried_out,
    }
    for row, (people, enterprises) in rows.items():
        figures[f"applications.{row}.natural_person"] = people
        figures[f"applications.{row}.enterprise"] = enterprises
        figures[f"applications.{row}.total"] = people + enterprises
    for key, value in zip(("upheld", "corrected", "other", "pending"), facts.reviews, strict=True):
        figures[f"disputes.review.{key}"] = value
    figures["disputes.review.total"] = sum(facts.reviews)
    return figures
