"""Annual reports in the office: made from a file, and looked at as the official tables before they go to review."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from gongkai.acts.action import Refused
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.annual.form import label_of
from gongkai.annual.report import AnnualReport, Status
from gongkai.annual.writing.html_table import table_html
from gongkai.annual.writing.outline import outline_of
from gongkai.disclosure import drafts
from gongkai.disclosure.models import ColumnKind
from gongkai.disclosure.rights import may_draft
from gongkai.office.forms.report import ReportForm
from gongkai.office.views.item import shown_version
from gongkai.office.views.items import drafting_agencies, item_or_404
from gongkai.reports.actions import MakeReportItem
from gongkai.reports.readings import readings_of


@office_screen()
def create(request: OfficeRequest) -> HttpResponse:
    """从文件生成年报: choose year and file; what was read is shown next, as a draft."""
    agencies = list(drafting_agencies(request.powers).order_by("path"))
    if not agencies:
        raise PermissionDenied("只有撰稿人、科室负责人和领导小组办公室主任可以起草年报。")
    asked = request.GET.get("agency", "")
    agency = ([body for body in agencies if str(body.pk) == asked] or agencies)[0]
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            item = MakeReportItem(agency, request.user, **form.cleaned_data).perform()
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, "已读出年度报告，建成草稿。请核对下面的表格和检查结果，再送审。")
            return redirect("office:item-report", item.pk)
    context = {
        "form": form,
        "agency": agency,
        "bodies": agencies,
        "upload_megabytes": settings.UPLOAD_BYTES >> 20,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "office/reports/create.html", context, status=status)


@office_screen()
def item_report(request: OfficeRequest, pk: int) -> HttpResponse:
    """What was read from the files of an item's latest version: the tables, and what the checks say.

    Raises:
        Http404: the item stands in no column of annual reports.
    """
    stored = item_or_404(request, pk)
    latest = shown_version(stored)
    if latest.column.kind != ColumnKind.ANNUAL_REPORT:
        raise Http404("这条信息不在“政府信息公开年报”栏目里。")
    attachments = list(latest.attachments.all())
    readings = readings_of(attachment.stored for attachment in attachments)
    in_order = [readings[attachment.stored_id] for attachment in attachments]
    reading = next((each for each in in_order if each.kept is not None), None)
    report = reading.report if reading is not None else None
    context = {
        "stored": stored,
        "item": latest,
        "reading": reading,
        "unread": [each for each in in_order if each.kept is None],
        "report": report,
        "may_write": may_draft(request.powers, stored.agency) and not stored.why_not_written_on(),
        "findings": [found for found in drafts.reported(latest) if found.finding.rule.startswith("report.")],
        **(_shown(report) if report is not None else {}),
    }
    return render(request, "office/reports/report.html", context)


def _shown(report: AnnualReport) -> dict[str, object]:
    outline = outline_of(report, report.form)
    unknown = {
        status: [label_of(path) for path in report.form.paths if report.cell(path).status is status]
        for status in (Status.BLANK, Status.UNREADABLE, Status.RECONCILED)
    }
    return {
        "outline": outline,
        "tables": [
            (section.heading, mark_safe("\n".join(table_html(section.table, widths=False))))
            for section in outline.sections
            if section.table is not None
        ],
        "blank": unknown[Status.BLANK],
        "unreadable": unknown[Status.UNREADABLE],
        "reconciled": unknown[Status.RECONCILED],
    }
