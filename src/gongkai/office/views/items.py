"""The list of items, and one item's page: what state it is in, who did what, what may be done next."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency
from gongkai.agencies.powers import Powers
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.rights import DRAFTING_ROLES
from gongkai.disclosure.states import ItemState, in_state, states_of
from gongkai.office.views import asking

PAGE = 30


def readable_agencies(powers: Powers) -> Any:
    """The bodies whose unpublished items someone may read."""
    if powers.audits:
        return Agency.objects.all()
    wanted = Q(pk__in=powers.agency_ids)
    for path in powers.supervised_paths:
        wanted |= Q(path__startswith=path)
    return Agency.objects.filter(wanted)


def drafting_agencies(powers: Powers) -> Any:
    """The bodies that someone writes for."""
    ids = {h.agency_id for h in powers.holdings if h.role in DRAFTING_ROLES}
    return Agency.objects.filter(pk__in=ids, in_service=True)


def item_or_404(request: OfficeRequest, pk: int) -> Item:
    """An item that this person may read in the office, drafts included.

    Raises:
        Http404: there is none, or it is none of his business: both look the same.
    """
    item = Item.objects.select_related("agency", "column", "index_number").filter(pk=pk).first()
    if item is None or not request.powers.reads(item.agency):
        raise Http404("没有这条信息，或者它不属于您的机关。")
    return item


def _narrowed(items: Any, asked: Any, agencies: Any) -> Any:
    if (agency := asking.number(asked, "agency")) is not None:
        items = items.filter(agency_id=agency)
    if asked.get("kind") in ColumnKind.values:
        items = items.filter(column__kind=asked["kind"])
    if asked.get("state") in ItemState.values:
        items = in_state(items, asked["state"])
    if text := asking.text(asked, "q"):
        items = items.filter(
            Q(title__icontains=text)
            | Q(document_number__icontains=text)
            | Q(index_number__number__icontains=text)
        )
    return items


def _page(items: Any, asked: Any) -> tuple[list[Item], str, str]:
    """One page by the last row of the page before, so that the last page costs what the first does.

    Gives the rows, and what `before` and `after` have to be for the older and the newer page ("" for none).
    """
    before, after = asking.number(asked, "before"), asking.number(asked, "after")
    if after is not None:
        rows = list(items.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more_newer, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        more_older = True
    else:
        if before is not None:
            items = items.filter(pk__lt=before)
        rows = list(items.order_by("-pk")[: PAGE + 1])
        more_older, rows = len(rows) > PAGE, rows[:PAGE]
        more_newer = before is not None
    older = str(rows[-1].pk) if rows and more_older else ""
    newer = str(rows[0].pk) if rows and more_newer else ""
    return rows, older, newer


@office_screen()
def items(request: OfficeRequest) -> HttpResponse:
    """All items that the person may read, the newest first, narrowed by what he asks for."""
    powers: Powers = request.powers
    agencies = list(readable_agencies(powers).order_by("path"))
    # Who reads every body needs no list of them, which keeps the database from going by the newest first.
    everything = powers.audits or len(agencies) == Agency.objects.count()
    shown = Item.objects.all() if everything else Item.objects.filter(agency__in=[a.pk for a in agencies])
    shown = shown.filter(discarded_at__isnull=True)
    shown = _narrowed(shown, request.GET, agencies).select_related(
        "agency", "column", "index_number", "drafted_by"
    )
    rows, older, newer = _page(shown, request.GET)
    states = states_of(rows)
    kept = request.GET.copy()
    kept.pop("before", None)
    kept.pop("after", None)
    return render(
        request,
        "office/items/list.html",
        {
            "rows": [(item, states[item.pk]) for item in rows],
            "older": older,
            "newer": newer,
            "kept": kept.urlencode(),
            "agencies": agencies,
            "kinds": ColumnKind.choices,
            "states": ItemState.choices,
            "may_draft": drafting_agencies(powers).exists(),
        },
    )
