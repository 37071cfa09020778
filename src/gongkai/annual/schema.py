"""The JSON Schema of an annual report, made from the form: what other software may rely on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.annual.form import EDITION_2021, EDITIONS, Unit, unit_of
from gongkai.annual.report import NoteKind

__all__ = ["report_schema"]

_COUNT: Mapping[str, Any] = {"type": ["integer", "null"], "minimum": 0}
_AMOUNT: Mapping[str, Any] = {"type": ["string", "null"], "pattern": r"^\d+(\.\d+)?$"}
_TEXT_OR_NULL: Mapping[str, Any] = {"type": ["string", "null"]}


def _object(properties: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    """An object that has just these properties, all of them."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        "required": list(properties),
    }
    return schema | ({"description": description} if description else {})


def _figure(path: str, label: str) -> dict[str, Any]:
    amount = unit_of(path) is Unit.WAN_YUAN
    return {**(_AMOUNT if amount else _COUNT), "description": label}


def _proactive() -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for block in EDITION_2021.proactive:
        for row in block.rows:
            paths = [cell.path or "" for cell in row.cells]
            if len(paths) > 1:
                properties[row.key] = {"$ref": "#/$defs/documents", "description": str(row.label)}
            else:
                properties[row.key] = _figure(paths[0], f"{row.label} {row.cells[0].column}")
    return _object(properties, "Table 2: 主动公开政府信息情况")


def _documents() -> dict[str, Any]:
    row = EDITION_2021.proactive[0].rows[0]
    keys = {(cell.path or "").rpartition(".")[2]: cell for cell in row.cells}
    return _object({key: _figure(cell.path or "", str(cell.column)) for key, cell in keys.items()})


def _applications() -> dict[str, Any]:
    groups = {group.key: str(group.label) for group in EDITION_2021.groups}
    rows = {
        row.key: {
            "$ref": "#/$defs/applicants",
            "description": f"{groups.get(row.group or '', '')} {row.label}".strip(),
        }
        for row in EDITION_2021.applications
    }
    return _object(rows, "Table 3: 收到和处理政府信息公开申请情况")


def _disputes() -> dict[str, Any]:
    groups = {
        group.key: {"$ref": "#/$defs/dispute", "description": str(group.label)}
        for group in EDITION_2021.dispute_groups
    }
    return _object(groups, "Table 4: 政府信息公开行政复议、行政诉讼情况")


def _tables() -> dict[str, Any]:
    return _object({"proactive": _proactive(), "applications": _applications(), "disputes": _disputes()})


def _section() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 1, "maximum": len(EDITION_2021.sections)}
    return _object({"number": number, "title": {"type": "string"}, "text": {"type": "string"}})


def _note() -> dict[str, Any]:
    cell = {**_TEXT_OR_NULL, "description": "dotted path under tables, e.g. applications.granted.total"}
    kind = {"enum": [kind.value for kind in NoteKind]}
    return _object({"cell": cell, "kind": kind, "detail": {"type": "string"}})


def report_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of what ``AnnualReport.to_dict`` gives and ``from_dict`` takes.

    In the tables null is a cell that is blank, absent or unreadable, never 0; which of these it is stands
    under ``notes``.
    """
    properties: dict[str, Any] = {
        "file": {**_TEXT_OR_NULL, "description": "path or address that it was read from"},
        "edition": {"enum": [*EDITIONS, None], "description": "edition of the form"},
        "agency": dict(_TEXT_OR_NULL),
        "year": {"type": ["integer", "null"], "description": "the year reported on"},
        "dated": {**_TEXT_OR_NULL, "format": "date", "description": "the date that it bears"},
        "sections": {"type": "array", "items": _section()},
        "tables": _tables(),
        "notes": {"type": "array", "items": _note()},
        "title": {"type": "string"},
        "contact": {"type": "string"},
        "preface": {"type": "string"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "annual-report.schema.json",
        "title": "政府信息公开工作年度报告 (annual report on government information disclosure)",
        "type": "object",
        "required": ["file", "edition", "agency", "year", "tables"],
        "properties": properties,
        "$defs": {
            "applicants": _object(
                {
                    column.key: {**_COUNT, "description": str(column.label)}
                    for column in EDITION_2021.applicants
                }
            ),
            "documents": _documents(),
            "dispute": _object(
                {
                    column.key: {**_COUNT, "description": str(column.label)}
                    for column in EDITION_2021.dispute_columns
                }
            ),
        },
    }
