"""What a worker does in the second pass: check a report against itself, last year's and its peers."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.batch.neighbours import Checkup
from gongkai.annual.batch.shelf import fetch
from gongkai.annual.checking import check
from gongkai.annual.checking.finding import Finding
from gongkai.annual.report import AnnualReport

__all__ = ["Check", "Checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings on one report; the report goes with them without its figures and its text."""

    report: AnnualReport
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Check a report that was set aside; ``select`` and ``ignore`` are names of rules or prefixes of them."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __call__(self, checkup: Checkup) -> Checked:
        """The findings on one report."""
        report = fetch(checkup.report)
        previous = fetch(checkup.previous) if checkup.previous is not None else None
        peers = [fetch(peer) for peer in checkup.peers]
        findings = check(report, previous, peers=peers, select=self.select, ignore=self.ignore)
        identity = AnnualReport(
            file=report.file,
            edition=report.edition,
            agency=report.agency,
            year=report.year,
            dated=report.dated,
            title=report.title,
        )
        return Checked(identity, tuple(findings))
