"""What a worker does in the second pass: check a report against itself, last year's and its peers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual.batch.neighbours import Checkup
from gongkai.annual.batch.shelf import fetch, fetch_figures
from gongkai.annual.batch.sources import on_one_line
from gongkai.annual.checking import Finding, Severity, check
from gongkai.annual.checking.output import Checked, text_lines, to_json, to_sarif

__all__ = ["Check", "FindingShape", "Verdict", "empty_sarif"]


class FindingShape(StrEnum):
    """What findings are turned into."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings on one report, counted by severity and rendered.

    A part of ``parts`` is a line of text with the finding's severity, the JSON of the report, or the JSON of
    one SARIF result.
    """

    counts: Counter[Severity]
    parts: tuple[tuple[Severity | None, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Check a report that was set aside; ``select`` and ``ignore`` are names of rules or prefixes of them."""

    shape: FindingShape
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __call__(self, checkup: Checkup) -> Verdict:
        """The findings on one report."""
        report = fetch(checkup.report)
        previous = fetch(checkup.previous) if checkup.previous is not None else None
        peers = [fetch_figures(peer) for peer in checkup.peers]
        findings = check(report, previous, peers=peers, select=self.select, ignore=self.ignore)
        counts = Counter(finding.severity for finding in findings)
        return Verdict(counts, self._parts(Checked(report, findings), findings))

    def _parts(self, checked: Checked, findings: list[Finding]) -> tuple[tuple[Severity | None, str], ...]:
        if self.shape is FindingShape.JSON:
            return ((None, _dumped(to_json(checked))),)
        severities = [finding.severity for finding in findings]
        if self.shape is FindingShape.TEXT:
            return tuple(zip(severities, map(on_one_line, text_lines([checked])), strict=True))
        results = to_sarif([checked])["runs"][0]["results"]
        return tuple(zip(severities, map(_dumped, results), strict=True))


def _dumped(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def empty_sarif() -> tuple[str, str]:
    """A SARIF log cut where its results go, so that they can be written as they come."""
    before, mark, after = _dumped(to_sarif([])).partition('"results": [')
    return before + mark, after
