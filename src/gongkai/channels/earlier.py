"""How much is due of what came out before the lists begin: counted by the database, for it may be all that there is.

What is late does not cease to be late by waiting, so that it is never out of sight; its list is asked for by itself.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Cast

from gongkai.agencies.powers import Powers
from gongkai.channels.due import Catalogue, beginning_of_list, catalogue_of, outlived, share_of
from gongkai.channels.kinds import ChannelKind, Demanded
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.channels.states import Demand, demand_of
from gongkai.disclosure.models import Item


@dataclass(frozen=True)
class Earlier:
    """So many times a channel that a body's catalogue asks for has not carried an item that came out earlier."""

    agency_id: int
    post_ids: tuple[int, ...]
    number: int


def earlier_of(agency_ids: Collection[int], day: datetime.date) -> int:
    """How much of it there is in these bodies. Four queries, or one where the catalogues ask nothing of clerks."""
    return sum(one.number for one in _counted(agency_ids, day))


def earlier_for(powers: Powers, day: datetime.date) -> int:
    """How much of it is a person's to do. Six queries at most."""
    found = list(_counted(powers.agency_ids, day))
    if not found:
        return 0
    share = share_of(powers, day, {pk for one in found for pk in one.post_ids})
    return sum(one.number for one in found if share.has(one.agency_id, one.post_ids))


def _counted(agency_ids: Collection[int], day: datetime.date) -> Iterator[Earlier]:
    """The items of a body with the same column and duties are asked the same: they are counted together."""
    catalogue = catalogue_of(agency_ids) if agency_ids else {}
    asking = [pk for pk, entries in catalogue.items() if any(_by_hand(asked) for _, asked in entries)]
    if not asking:
        return
    public = Item.objects.public().filter(agency__in=asking, last_published_at__lt=beginning_of_list(day))
    public = public.exclude(pk__in=outlived(asking, day))
    alike = ("agency_id", "column_id", "marked")
    rows = public.order_by().annotate(marked=Cast("duties", CharField())).values_list(*alike)
    carried = _carried(public)
    for agency_id, column_id, marked, number in rows.annotate(number=Count("pk")):
        demand = _demand(catalogue, agency_id, column_id, marked)
        lacking = sum(
            number - carried.get((agency_id, column_id, marked, *_carrier(one)), 0)
            for one in _by_hand(demand.channels)
        )
        if lacking:
            yield Earlier(agency_id, demand.post_ids, lacking)


def _carried(public: Any) -> dict[tuple[Any, ...], int]:
    """How many of these items each channel carried as they are now, by what they are asked alike. One query."""
    receipts = Receipt.objects.effective().filter(
        automatic=False,
        state=ReceiptState.CARRIED,
        revision_id=F("item__live_revision"),
        item__in=public.values("pk"),
    )
    named = Case(When(channel=ChannelKind.OTHER, then=F("name")), default=Value(""))
    rows = receipts.order_by().annotate(marked=Cast("item__duties", CharField()), carrier=named)
    alike = ("item__agency_id", "item__column_id", "marked", "channel", "carrier")
    return {
        tuple(row): number for *row, number in rows.values_list(*alike).annotate(Count("item", distinct=True))
    }


def _demand(catalogue: Catalogue, agency_id: int, column_id: int, marked: str) -> Demand:
    return demand_of(frozenset(json.loads(marked) or ()), column_id, catalogue.get(agency_id, ()))


def _by_hand(asked: Collection[Demanded]) -> list[Demanded]:
    return [one for one in asked if not one.automatic]


def _carrier(one: Demanded) -> tuple[str, str]:
    return one.kind, one.name if one.kind == ChannelKind.OTHER else ""
