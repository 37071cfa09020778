"""A report with its findings, as the outputs take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.annual.checking.finding import Finding, Severity
from gongkai.annual.report import AnnualReport

__all__ = ["Checked", "has_errors"]


class Checked(NamedTuple):
    """A report and what its check found."""

    report: AnnualReport
    findings: Sequence[Finding]

    @property
    def name(self) -> str:
        """The file, else the agency and year, else a word that says that there is none."""
        report = self.report
        if report.file:
            return report.file
        year = f"{report.year}年度" if report.year else ""
        return f"{report.agency or ''}{year}" or "（未命名）"


def has_errors(checked: Iterable[Checked]) -> bool:
    """True where any finding is an error: then a check fails."""
    return any(finding.severity is Severity.ERROR for item in checked for finding in item.findings)
