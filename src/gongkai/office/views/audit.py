"""The audit trail, for the auditor: who did what, and what was refused to whom."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.acts.models import AuditEntry
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency
from gongkai.agencies.powers import Powers
from gongkai.office.views import asking

PAGE = 50


def _audits(powers: Powers) -> bool:
    return powers.audits


@office_screen(_audits)
def audit(request: OfficeRequest) -> HttpResponse:
    """The trail, the latest first, narrowed by text, by body and to refusals."""
    asked = request.GET
    rows = AuditEntry.objects.select_related("recorded_by").order_by("-pk")
    if text := asking.text(asked, "q"):
        rows = rows.filter(
            Q(label__icontains=text) | Q(subject_title__icontains=text) | Q(recorded_by__name__icontains=text)
        )
    if asked.get("refused"):
        rows = rows.filter(refused=True)
    if (agency := asking.number(asked, "agency")) is not None:
        rows = rows.filter(agency_id=agency)
    if (before := asking.number(asked, "before")) is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    kept = asked.copy()
    kept.pop("before", None)
    agencies = {agency.pk: agency.short_name for agency in Agency.objects.order_by("path")}
    context = {
        "rows": [(row, agencies.get(row.agency_id or 0, "")) for row in found[:PAGE]],
        "older": found[PAGE - 1].pk if len(found) > PAGE else "",
        "kept": kept.urlencode(),
        "agencies": agencies.items(),
    }
    return render(request, "office/audit.html", context)
