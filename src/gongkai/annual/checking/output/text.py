"""Findings for people: one a line, and a line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.annual.checking.finding import Fault, Finding, Severity
from gongkai.annual.checking.output.checked import Checked

__all__ = ["summary", "text_lines"]

_LONGEST_QUOTE = 60


def text_lines(checked: Iterable[Checked]) -> Iterator[str]:
    """A line for each finding: file, place, severity, rule, the sentence with both figures and what to do."""
    for item in checked:
        for finding in item.findings:
            yield _line(item.name, finding)


def _line(name: str, finding: Finding) -> str:
    place = f":{finding.place}" if finding.place else ""
    doubt = "（识读存疑）" if finding.fault is Fault.READING else ""
    message = " ".join(finding.message.split())
    return f"{name}{place}: {finding.severity.label} {finding.rule} {doubt}{message}{_quote(finding)}"


def _quote(finding: Finding) -> str:
    """The printed text of the first evidence, where the sentence does not quote it already."""
    printed = next((item.text for item in finding.evidence if item.place and any(item.place)), "")
    printed = " ".join(printed.split())
    if not printed or finding.cells or printed in finding.message:
        return ""
    return f" 原文：{printed[:_LONGEST_QUOTE]}{'…' if len(printed) > _LONGEST_QUOTE else ''}"


def summary(checked: Iterable[Checked]) -> str:
    """The number of reports, and of findings by severity, in one line."""
    items = list(checked)
    counts = Counter(finding.severity for item in items for finding in item.findings)
    clean = sum(not item.findings for item in items)
    if not counts:
        return f"{len(items)}份报告，没有发现问题。"
    found = "，".join(f"{severity.label}{counts[severity]}条" for severity in Severity if counts[severity])
    return f"{len(items)}份报告：{found}；{clean}份没有发现问题。"
