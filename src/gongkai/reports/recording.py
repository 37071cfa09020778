"""Noting which annual report is public with an item."""

from __future__ import annotations

from typing import Any

from gongkai.disclosure.checking.annual_reports import year_of
from gongkai.disclosure.models import Item
from gongkai.reports.models import PublishedReport
from gongkai.reports.readings import reading_of


def record_published(item: Item, by: Any) -> PublishedReport | None:
    """Note the report of an item that is public now, in the caller's transaction.

    None when none of its files is a report, or nothing says of which year it is.
    """
    reading = reading_of(item)
    report = reading.report if reading is not None else None
    year = year_of(item.title, report) if report is not None else None
    if reading is None or year is None:
        return None
    recorded: PublishedReport = PublishedReport.objects.create(
        item=item,
        revision_id=item.live_revision_id,
        reading=reading,
        agency=item.agency,
        year=year,
        recorded_by=by,
    )
    return recorded
