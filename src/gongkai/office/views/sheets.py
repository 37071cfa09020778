"""Sheets for the notice board, to be printed: an item, a draft with its watermark, a month."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.channels.models import PaperSize
from gongkai.channels.notice_board import sheets
from gongkai.channels.notice_board.printing import CannotPrint, printed
from gongkai.channels.notice_board.sheets import Hanging, NotPublic
from gongkai.office.forms.channels import SheetForm
from gongkai.office.views.arrangement import chosen_agency
from gongkai.office.views.item import shown_version
from gongkai.office.views.items import item_or_404

EARLIEST = datetime.date(2008, 1, 1)


class _CannotHang(ValueError):
    """What the address asks for cannot be; the message is a Chinese sentence."""


def _hanging(request: OfficeRequest) -> Hanging:
    form = SheetForm(request.GET)
    if not form.is_valid():
        raise _CannotHang("没有打印：" + "".join(form.faults()))
    asked = form.cleaned_data
    return Hanging(PaperSize(asked.get("size", "A3")), asked.get("posted_on"), asked.get("until_on"))


def _file(sheet: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(printed(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename=\"notice.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@office_screen()
def notice(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet of an item as it is public; with `?draft=1` its latest version, with 草稿 across it."""
    stored = item_or_404(request, pk)
    try:
        hanging = _hanging(request)
        if request.GET.get("draft"):
            return _file(sheets.sample(shown_version(stored), hanging), f"草稿样张{stored.pk}")
        return _file(sheets.notice(stored, hanging), f"公开栏{hanging.size}：{stored.title[:60]}")
    except (_CannotHang, NotPublic, CannotPrint) as fault:
        messages.error(request, str(fault))
        return redirect("office:item", pk)


@office_screen()
def overview(request: OfficeRequest) -> HttpResponse:
    """What a body published in a month (`?month=2026-11`), on one sheet or several."""
    agency, _ = chosen_agency(request)
    month = _month(request.GET.get("month", ""))
    items = list(sheets.published_in(agency, month))
    try:
        sheet = sheets.overview(agency, month, items, _hanging(request))
        return _file(sheet, f"{agency.short_name}{month:%Y年%m月}公开栏")
    except (_CannotHang, CannotPrint) as fault:
        messages.error(request, str(fault))
        return redirect("office:boards")


def _month(asked: str) -> datetime.date:
    """The first day of the month that is asked for; of this month where none is, or none that can be."""
    try:
        month = datetime.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today().replace(day=1)
    return month if EARLIEST <= month <= today() else today().replace(day=1)
