"""What waits on a drafter's desk beside the reviews: due soon, going stale, begun. Each a few queries, however much there is."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, Min, Q

from gongkai.acts.days import day_of
from gongkai.disclosure.models import CatalogueEntry, Column, Item
from gongkai.disclosure.states import ItemState, in_state
from gongkai.statute.deadlines import deadline
from gongkai.statute.workdays import CALENDAR, FIRST_DAY, Due

SHOWN = 50


@dataclass(frozen=True)
class DueItem:
    """A draft with the last day on which it may become public (第二十六条)."""

    item: Item
    due: Due
    workdays_left: int
    late: bool
    """Whether that day is past: on a weekend no working day need be missing for that."""


@dataclass(frozen=True)
class StaleColumn:
    """A column in which nothing new appeared for longer than it should."""

    column: Column
    last_public_on: datetime.date | None
    days_late: int | None


def begun(agency_ids: Collection[int], person_id: int) -> list[Item]:
    """What this person began and has not sent in."""
    items = in_state(
        Item.objects.filter(agency__in=agency_ids, drafted_by=person_id, discarded_at__isnull=True),
        ItemState.DRAFT,
    )
    return list(items.select_related("agency", "column").order_by("-updated_at")[:SHOWN])


def scheduled(agency_ids: Collection[int]) -> list[Item]:
    """What is reviewed and waits for its hour, the soonest first."""
    items = in_state(Item.objects.filter(agency__in=agency_ids), ItemState.SCHEDULED)
    return list(items.select_related("agency", "column").order_by("go_live_at", "pk")[:SHOWN])


def due_soon(agency_ids: Collection[int], day: datetime.date, within: int = 5) -> list[DueItem]:
    """Drafts whose time to become public ends within so many working days, or is over; the most urgent first.

    The time is that of the catalogue's entry for the column, else the twenty working days of 第二十六条, from the
    day on which the information was formed; nothing runs for what is dated to come, or before there is a calendar.
    """
    drafts = Item.objects.filter(
        agency__in=agency_ids,
        live=False,
        discarded_at__isnull=True,
        withdrawn_at__isnull=True,
        openness="proactive",
        formed_on__range=(FIRST_DAY, day),
        first_published_at__isnull=True,
    ).select_related("agency", "column")
    allowed = dict(
        CatalogueEntry.objects.filter(agency__in=agency_ids, column__isnull=False)
        .values_list("column")
        .annotate(Min("deadline_workdays"))
    )
    statutory = deadline("publish").length
    found = []
    for item in drafts.order_by("formed_on")[:SHOWN]:
        due = CALENDAR.add_workdays(item.formed_on, min(allowed.get(item.column_id, statutory), statutory))
        left = CALENDAR.workdays_between(day, due.date)
        if left <= within:
            found.append(DueItem(item, due, left, late=due.date < day))
    return sorted(found, key=lambda one: one.workdays_left)


def stale_columns(agency_ids: Collection[int], day: datetime.date) -> list[StaleColumn]:
    """Columns that have gone without anything new for longer than their period; never filled ones first."""
    columns = (
        Column.objects.filter(agency__in=agency_ids, in_service=True, update_every_days__isnull=False)
        .select_related("agency")
        .annotate(last=Max("items__last_published_at", filter=Q(items__live=True)))
    )
    found = []
    for column in columns:
        last = day_of(column.last) if column.last else None
        late = (day - last).days - (column.update_every_days or 0) if last else None
        if late is None or late > 0:
            found.append(StaleColumn(column, last, late))
    return sorted(found, key=lambda one: (one.days_late is not None, -(one.days_late or 0)))
