"""Which pages of which columns a change of items touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from wagtail.models import Revision

from gongkai.disclosure.models import Column, Item
from gongkai.portal.listing import counts
from gongkai.portal.sources.column_pages import touched as touched_pages


@dataclass(frozen=True)
class _Standing:
    """An item as it stands in a column, or stood there."""

    column_id: int
    place: int
    shifts: bool


def touched(items: Collection[int]) -> Iterator[tuple[str, str, int]]:
    """Body, column and number of the pages that show the items now, or showed them until now. Six queries.

    One more for each item that went from a column, or came back to one.
    """
    standings: dict[int, list[_Standing]] = defaultdict(list)
    for standing in _standings(items):
        standings[standing.column_id].append(standing)
    totals = counts(standings)
    for column in Column.objects.filter(pk__in=standings).select_related("agency"):
        total, _ = totals.get(column.pk, (0, None))
        here = standings[column.pk]
        pages = touched_pages(
            total,
            [one.place for one in here if not one.shifts],
            [one.place for one in here if one.shifts],
        )
        for number in sorted(pages):
            yield column.agency.short_name, column.slug, number


def _standings(items: Collection[int]) -> Iterator[_Standing]:
    """Where each item stands. An item that was never withdrawn and never moved came last, or changed in its place."""
    ever = _columns_ever(items)
    standing = _places(items)
    rows = Item.objects.filter(pk__in=items, first_published_at__isnull=False)
    for item in rows.only("pk", "column_id", "first_published_at", "withdrawn_at", "live"):
        columns = ever.get(item.pk, set()) | {item.column_id}
        shifts = len(columns) > 1 or item.withdrawn_at is not None or not item.live
        for column_id in columns:
            place = standing.get(item.pk) if column_id == item.column_id else None
            yield _Standing(column_id, place or _place(item, column_id), shifts)


def _places(items: Collection[int]) -> dict[int, int]:
    """The places of those that stand in their columns, from 1 at the oldest. One query."""
    columns = Item.objects.public().filter(pk__in=items).values("column_id")
    place = Window(RowNumber(), partition_by="column_id", order_by=["first_published_at", "pk"])
    rows = Item.objects.public().filter(column_id__in=columns).annotate(place=place).filter(pk__in=items)
    return dict(rows.order_by().values_list("pk", "place"))


def _place(item: Item, column_id: int) -> int:
    """Where the item would stand in a column in which it does not stand now."""
    before = Q(first_published_at__lt=item.first_published_at) | Q(
        first_published_at=item.first_published_at, pk__lt=item.pk
    )
    found: int = Item.objects.public().filter(before, column_id=column_id).count()
    return found + 1


def _columns_ever(items: Collection[int]) -> dict[int, set[int]]:
    """The columns that the items' revisions name. One query."""
    kind = ContentType.objects.get_for_model(Item)
    rows = Revision.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in items])
    found: dict[int, set[int]] = {}
    for pk, column_id in rows.values_list("object_id", "content__column").distinct():
        if column_id:
            found.setdefault(int(pk), set()).add(int(column_id))
    return found
