"""Whether another report is the one of the year before, and what to call it."""

from __future__ import annotations

from gongkai.annual.report import AnnualReport

__all__ = ["follows", "year_name"]


def follows(report: AnnualReport, previous: AnnualReport) -> bool:
    """True where the years of two reports, as far as they are known, come one after the other."""
    return report.year is None or previous.year is None or previous.year == report.year - 1


def year_name(previous: AnnualReport) -> str:
    """The earlier report in a sentence, e.g. 2023年度报告."""
    return f"{previous.year}年度报告" if previous.year else "上年报告"
