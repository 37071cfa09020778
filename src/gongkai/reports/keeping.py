"""A report as plain data, to be kept with its file: the JSON of its schema, and beside it what the schema leaves out.

The printed text and the place of each cell are what a finding quotes; the public JSON has no use for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.annual.report import AnnualReport, Cell, Place, SectionText

__all__ = ["kept", "kept_from"]


def kept(report: AnnualReport) -> dict[str, Any]:
    """The report as JSON can hold it, with every place."""
    return {
        "report": report.to_dict(),
        "cells": {
            path: [cell.printed, list(cell.place) if cell.place else None]
            for path, cell in report.cells.items()
            if cell.place is not None or cell.printed is not None
        },
        "sections": [list(section.place) if section.place else None for section in report.sections],
    }


def kept_from(data: Mapping[str, Any]) -> AnnualReport:
    """The report that was kept."""
    report = AnnualReport.from_dict(data["report"])
    for path, (printed, place) in data["cells"].items():
        cell = report.cells[path]
        report.cells[path] = Cell(cell.value, cell.status, printed, _place(place))
    report.sections = [
        SectionText(section.number, section.title, section.text, _place(place))
        for section, place in zip(report.sections, data["sections"], strict=True)
    ]
    return report


def _place(numbers: list[int | None] | None) -> Place | None:
    return Place(*numbers) if numbers is not None else None
