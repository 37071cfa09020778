"""The annual report of a draft, with what it is to be held against: last year's, and another item with this year's."""

from __future__ import annotations

from gongkai.disclosure.checking import AttachedReport
from gongkai.disclosure.checking.annual_reports import year_of
from gongkai.disclosure.drafts import ReportsOfDraft
from gongkai.disclosure.models import Item
from gongkai.reports.models import PublishedReport
from gongkai.reports.readings import readings_of


def reports_of_draft(item: Item) -> ReportsOfDraft:
    """For the draft checks: the attachments as reports. The item need not be saved."""
    attachments = list(item.attachments.all())
    readings = readings_of(attachment.stored for attachment in attachments)
    attached = []
    for attachment in attachments:
        reading = readings[attachment.stored_id]
        attached.append(AttachedReport(attachment.name, reading.report, reading.failed))
    first = next((entry.report for entry in attached if entry.report is not None), None)
    year = year_of(item.title, first) if first is not None else None
    if year is None or item.agency_id is None:
        return ReportsOfDraft(tuple(attached))
    public = PublishedReport.objects.current().filter(agency=item.agency_id)
    before = public.filter(year=year - 1).select_related("reading").first()
    other = public.filter(year=year).exclude(item=item.pk).select_related("item").first()
    return ReportsOfDraft(
        attached=tuple(attached),
        before=before.report if before is not None else None,
        elsewhere=other.item.title if other is not None else "",
    )
