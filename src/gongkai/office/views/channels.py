"""The channels on the screen: those of an item, what is due on them, what hangs on the boards."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.powers import Powers
from gongkai.channels import due, earlier
from gongkai.channels.actions.record_receipt import is_last
from gongkai.channels.kinds import BY_HAND, PASSING, ChannelKind
from gongkai.channels.models import PaperSize, Receipt, ReceiptState
from gongkai.channels.rights import may_record
from gongkai.channels.states import effective
from gongkai.disclosure.models import Item
from gongkai.office.forms.channels import usual_days
from gongkai.office.views import asking
from gongkai.office.views.items import item_or_404, readable_agencies

SHOWN = 100


def channels_context(stored: Item, powers: Powers) -> dict[str, Any]:
    """What `office/channels/lines.html` shows of an item."""
    return {
        "channel_lines": due.channels_of(stored, today()),
        "may_record": may_record(powers, stored.agency),
    }


@office_screen()
def item_channels(request: OfficeRequest, pk: int) -> HttpResponse:
    """One item's channels: the state of each, every receipt, what is due."""
    stored = item_or_404(request, pk)
    receipts = due.receipts_of(stored)
    counted = effective(receipts)
    last = {each.pk for each in counted if is_last(each, counted)}
    rows = [
        {
            "receipt": receipt,
            "voided": receipt.state != ReceiptState.VOID and receipt not in counted,
            "may_void": receipt.pk in last and not receipt.automatic,
            "may_take_down": receipt.pk in last
            and not receipt.automatic
            and receipt.state == ReceiptState.CARRIED
            and receipt.channel not in PASSING,
        }
        for receipt in reversed(receipts)
    ]
    context = {"stored": stored, "rows": rows, **channels_context(stored, request.powers)}
    return render(request, "office/channels/item.html", context)


@office_screen()
def tasks(request: OfficeRequest) -> HttpResponse:
    """What is due on the channels: the person's own, or that of every body he reads, narrowed by what he asks for."""
    agencies = list(readable_agencies(request.powers).order_by("path"))
    own = due.tasks_for(request.powers, today())
    everything = request.GET.get("whose") == "all" or not any(
        may_record(request.powers, agency) for agency in agencies
    )
    found, before = _found(request, [agency.pk for agency in agencies], everything, own)
    agency, kind = asking.number(request.GET, "agency"), request.GET.get("kind", "")
    if agency is not None:
        found = [task for task in found if task.item.agency_id == agency]
    if kind in ChannelKind.values:
        found = [task for task in found if task.line.kind == kind]
    if request.GET.get("late"):
        found = [task for task in found if task.line.late]
    context = {
        "tasks": found[:SHOWN],
        "number": len(found),
        "late": sum(task.line.late for task in found),
        "own": len(own),
        "everything": everything,
        "before": before,
        "agencies": agencies,
        "kinds": [(kind.value, kind.label) for kind in BY_HAND],
        "recording": {one.pk for one in agencies if may_record(request.powers, one)},
    }
    return render(request, "office/channels/tasks.html", context)


def _found(
    request: OfficeRequest, agency_ids: list[int], everything: bool, own: list[due.Task]
) -> tuple[list[due.Task], int]:
    """What is due, of late or earlier as is asked for; and how much is due of what came out earlier."""
    powers, day = request.powers, today()
    before = earlier.earlier_of(agency_ids, day) if everything else earlier.earlier_for(powers, day)
    asked = bool(request.GET.get("earlier"))
    if everything:
        return due.tasks_of(agency_ids, day, earlier=asked), before
    return due.tasks_for(powers, day, earlier=True) if asked else own, before


@office_screen()
def boards(request: OfficeRequest) -> HttpResponse:
    """What hangs on which notice board, since when, until when; and the month on one sheet."""
    agencies = [one for one in readable_agencies(request.powers).order_by("path") if one.publishes]
    asked = asking.number(request.GET, "agency")
    shown = [one for one in agencies if asked is None or one.pk == asked]
    standing = Receipt.objects.standing().filter(
        channel=ChannelKind.NOTICE_BOARD, item__agency__in=[one.pk for one in shown]
    )
    if place := asking.text(request.GET, "place"):
        standing = standing.filter(name__contains=place)
    rows = standing.select_related("item__agency", "posting").order_by("posting__until_on", "pk")
    context = {
        "rows": [(each, _of_board(each)) for each in rows[:SHOWN]],
        "number": rows.count(),
        "agencies": agencies,
        "recording": {one.pk for one in agencies if may_record(request.powers, one)},
        "sizes": PaperSize.choices,
        "month": f"{today():%Y-%m}",
        "days": usual_days(),
    }
    return render(request, "office/channels/boards.html", context)


def _of_board(receipt: Receipt) -> tuple[str, str]:
    """What is to be said of a sheet that hangs, and its class in office.css."""
    item = receipt.item
    if not item.live:
        return "已撤回，请撤下", "late"
    posting = getattr(receipt, "posting", None)
    if posting is not None and posting.until_on < today():
        return "张贴期满，请撤下", "stale"
    if receipt.revision_id != item.live_revision_id:
        return "旧版，请换新", "stale"
    return "在贴", "live"
