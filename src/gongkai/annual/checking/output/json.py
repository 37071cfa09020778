"""Findings as JSON objects, one a report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongkai.annual.checking.finding import Evidence, Finding
from gongkai.annual.checking.output.checked import Checked
from gongkai.annual.report import Figure, Place

__all__ = ["to_json"]


def to_json(checked: Checked) -> dict[str, Any]:
    """A report's findings: ``file``, ``agency``, ``year`` and ``findings``, ready for ``json.dumps``."""
    report = checked.report
    return {
        "file": report.file,
        "agency": report.agency,
        "year": report.year,
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "fault": finding.fault.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "cells": list(finding.cells),
        "expected": plain(finding.expected),
        "actual": plain(finding.actual),
        "place": place(finding.place),
        "evidence": [_evidence(item) for item in finding.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.text, "cell": evidence.cell, "place": place(evidence.place)}


def plain(value: Figure | str | None) -> int | str | None:
    """A figure as JSON has it: amounts as strings, so that no digit is lost."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def place(where: Place | None) -> dict[str, int] | None:
    """A place without the numbers that are not known, None for an unknown place."""
    known = {
        name: number for name, number in (where._asdict() if where else {}).items() if number is not None
    }
    return known or None
