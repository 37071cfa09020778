"""Findings as SARIF 2.1.0, for code hosts and editors that show such results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai import __version__
from gongkai.annual.checking.finding import Evidence, Finding, Severity
from gongkai.annual.checking.output.checked import Checked
from gongkai.annual.checking.output.json import place, plain
from gongkai.annual.checking.registry import RULES, Rule
from gongkai.annual.report import Place

__all__ = ["to_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def to_sarif(checked: Iterable[Checked]) -> dict[str, Any]:
    """One SARIF log with one run: every rule of the register, and a result for each finding."""
    names = list(RULES)
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gongkai",
                        "version": __version__,
                        "rules": [_rule(rule) for rule in RULES.values()],
                    }
                },
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, finding, names) for item in checked for finding in item.findings],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.replace("_", ".").split(".")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"{rule.explanation}\n依据：{rule.basis}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "fault": rule.fault.value},
    }


def _result(checked: Checked, finding: Finding, names: Sequence[str]) -> dict[str, Any]:
    related = [item for item in finding.evidence if item.place and any(item.place)][1:]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(checked, finding.place, finding.cells)],
        "properties": {
            "fault": finding.fault.value,
            "cells": list(finding.cells),
            "expected": plain(finding.expected),
            "actual": plain(finding.actual),
            "evidence": [str(item) for item in finding.evidence],
        },
    }
    if related:
        result["relatedLocations"] = [_related(checked, item) for item in related]
    return result


def _location(checked: Checked, where: Place | None, cells: Sequence[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(checked, where)}
    logical = [{"fullyQualifiedName": cell, "kind": "member"} for cell in cells]
    if logical:
        location["logicalLocations"] = logical
    known = place(where)
    if known:
        location["properties"] = known
    return location


def _related(checked: Checked, evidence: Evidence) -> dict[str, Any]:
    cells = (evidence.cell,) if evidence.cell else ()
    location = _location(checked, evidence.place, cells)
    location["message"] = {"text": evidence.text}
    return location


def _physical(checked: Checked, where: Place | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(checked.name)}}
    if where and where.line:
        physical["region"] = {"startLine": where.line}
    return physical


def _uri(name: str) -> str:
    """A file as a URI reference: absolute paths with their scheme, an address as it is."""
    if "://" in name:
        return name
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
