"""The annual report of a draft, with what it is to be held against: last year's, and another item with this year's.

And which draft has the report of a year.
"""

from __future__ import annotations

from gongkai.agencies.models import Agency
from gongkai.disclosure.checking import AttachedReport
from gongkai.disclosure.checking.annual_reports import year_of
from gongkai.disclosure.drafts import ReportsOfDraft
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.reports.models import PublishedReport, Reading
from gongkai.reports.readings import FORM, readings_of


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


def drafted(agency: Agency, year: int) -> Item | None:
    """The item on its way to be public that has a body's report of a year among its files, as far as they were read."""
    on_their_way = Item.objects.kept().filter(live=False, withdrawn_at__isnull=True, filed_at__isnull=True)
    items = on_their_way.filter(agency=agency, column__kind=ColumnKind.ANNUAL_REPORT).order_by("pk")
    for item in items.prefetch_related("attachments"):
        files = [attachment.stored_id for attachment in item.attachments.all()]
        for reading in Reading.objects.filter(stored__in=files, form=FORM, kept__isnull=False):
            report = reading.report
            if report is not None and year_of(item.title, report) == year:
                found: Item = item
                return found
    return None
