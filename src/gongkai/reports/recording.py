"""Noting which annual report is public with an item."""

from __future__ import annotations

from typing import Any

from gongkai.disclosure.checking.annual_reports import year_of
from gongkai.disclosure.models import Item
from gongkai.reports.models import PublishedReport, Reading
from gongkai.reports.readings import reading_of


def readable_report(item: Item) -> tuple[Reading, int] | None:
    """The report among an item's files, and its year; None when none is a report, or nothing says of which year."""
    reading = reading_of(item)
    report = reading.report if reading is not None else None
    year = year_of(item.title, report) if report is not None else None
    return (reading, year) if reading is not None and year is not None else None


def record_published(item: Item, by: Any) -> PublishedReport | None:
    """Note the report of an item that is public now, in the caller's transaction; None where it has none."""
    found = readable_report(item)
    if found is None:
        return None
    reading, year = found
    recorded: PublishedReport = PublishedReport.objects.create(
        item=item,
        revision_id=item.live_revision_id,
        reading=reading,
        agency=item.agency,
        year=year,
        recorded_by=by,
    )
    return recorded
