"""A report as one line of JSON, one line of CSV or one row of values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport

__all__ = ["FIELDS", "Row", "Shape", "line_of", "render", "row_of"]

FIELDS: tuple[str, ...] = ("file", "agency", "year", "dated", "edition", *PATHS)
"""The columns of a row: what the report is, then its 200 figures by path, in the order of the form."""

Row = list[str | int | Decimal | date | None]
"""One report in the order of :data:`FIELDS`; None is a figure that is blank, absent or unreadable."""


class Shape(StrEnum):
    """What a report is turned into on its way into a file."""

    LINES = "lines"
    CSV = "csv"
    ROWS = "rows"


def row_of(report: AnnualReport) -> Row:
    """The report as values in the order of :data:`FIELDS`."""
    head: Row = [report.file, report.agency, report.year, report.dated, report.edition]
    return head + [report.value(path) for path in PATHS]


def line_of(report: AnnualReport) -> bytes:
    """The report as one line of JSON in UTF-8, by the contract's schema, with the line break."""
    content = report.to_dict()
    try:
        return json.dumps(content, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # A file name may hold bytes that are no text; they survive as escapes.
        return json.dumps(content).encode() + b"\n"


def _csv_of(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([f"{value:f}" if isinstance(value, Decimal) else value for value in row])
    return text.getvalue().encode("utf-8", "surrogateescape")


def render(reports: Iterable[AnnualReport], shape: Shape) -> bytes | list[Row]:
    """Reports in the shape that an export takes: bytes for text, rows of values for sheets."""
    if shape is Shape.LINES:
        return b"".join(line_of(report) for report in reports)
    rows = [row_of(report) for report in reports]
    return _csv_of(rows) if shape is Shape.CSV else rows
