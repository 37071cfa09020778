"""Public items as lines of a list, and the newest of many columns with a handful of queries.

A county has a hundred thousand items and every publication renders its home page: what is asked for here is found
by the index of a column and the day of publication, not by looking through everything.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.acts.days import day_of, today
from gongkai.channels import addresses
from gongkai.disclosure.models import Column, Item
from gongkai.disclosure.validity import validity_in
from gongkai.statute.metadata import Validity

_FIELDS = (
    "pk",
    "title",
    "first_published_at",
    "agency__short_name",
    "column_id",
    "column__kind",
    "document_number",
    "index_number__number",
    "formed_on",
    "summary",
    "validity_then",
)
_AT_ONCE = 200
"""So many columns in one condition; SQLite takes a thousand."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list. `validity` is the word for it, "" for what is no document; the four of Article 12 are there."""

    pk: int
    title: str
    address: str
    at: datetime.datetime
    body: str
    column_id: int
    document_number: str
    index_number: str
    formed_on: datetime.date | None
    summary: str
    validity: str = ""
    void: bool = False
    in_part: bool = False

    @property
    def on(self) -> datetime.date:
        """The day it was published."""
        return day_of(self.at)


def listed(pks: Iterable[int], day: datetime.date | None = None) -> dict[int, Listed]:
    """The lines of public items by primary key; what is not public is left out. One query."""
    wanted = Item.objects.public().filter(pk__in=list(pks)).with_validity(day or today())
    return {row[0]: _line(*row) for row in wanted.values_list(*_FIELDS)}


def newest(columns: Collection[int], count: int) -> dict[int, list[Listed]]:
    """The newest public items of each column, at most `count` of each. Three queries for each 200 columns."""
    floors = list(_floors(columns, count))
    found: dict[int, list[int]] = {pk: [] for pk in columns}
    for begin in range(0, len(floors), _AT_ONCE):
        wanted = Q(pk__in=())
        for column, floor in floors[begin : begin + _AT_ONCE]:
            wanted |= Q(column_id=column) & (Q(first_published_at__gte=floor) if floor else Q())
        rows = Item.objects.public().filter(wanted).order_by("-first_published_at", "-pk")
        for pk, column in rows.values_list("pk", "column_id"):
            if len(found[column]) < count:
                found[column].append(pk)
    lines = listed(pk for pks in found.values() for pk in pks)
    return {column: [lines[pk] for pk in pks if pk in lines] for column, pks in found.items()}


def last_moments(columns: QuerySet[Column]) -> dict[Column, datetime.datetime]:
    """The columns in which anything is public, each with the moment when its newest item was published. One query."""
    newest = _public_of_column().values("first_published_at")[:1]
    found = columns.order_by().annotate(last=Subquery(newest)).only("agency_id", "kind")
    return {column: column.last for column in found if column.last is not None}


def newest_of_all(moments: Mapping[Column, datetime.datetime], count: int) -> list[Listed]:
    """The newest public items of all these columns together. Three queries.

    They stand in those whose newest item is newest: in `count` of them at most.
    """
    chosen = _latest(moments, count)
    return merged(newest(chosen, count), chosen, count)


def newest_of_kinds(kinds: Collection[str], count: int) -> dict[str, list[Listed]]:
    """The newest public items of each kind of column, over all bodies. Four queries."""
    moments = last_moments(Column.objects.filter(kind__in=kinds, in_service=True, agency__in_service=True))
    chosen = {
        kind: _latest({column: at for column, at in moments.items() if column.kind == kind}, count)
        for kind in kinds
    }
    lines = newest([pk for pks in chosen.values() for pk in pks], count)
    return {kind: merged(lines, pks, count) for kind, pks in chosen.items()}


def merged(lines: Mapping[int, list[Listed]], columns: Iterable[int], count: int) -> list[Listed]:
    """The newest of several columns in one list."""
    found = (line for column in columns for line in lines.get(column, ()))
    return sorted(found, key=lambda line: (line.at, line.pk), reverse=True)[:count]


def counts(columns: Collection[int]) -> dict[int, tuple[int, datetime.date]]:
    """How many public items each column has and the day on which one was last published or renewed; columns without any are left out. One query."""
    rows = (
        Item.objects.public()
        .filter(column_id__in=columns)
        .order_by()
        .values("column_id")
        .annotate(count=Count("pk"), last=Max(Coalesce("last_published_at", "first_published_at")))
    )
    return {row["column_id"]: (row["count"], day_of(row["last"])) for row in rows}


def _latest(moments: Mapping[Column, datetime.datetime], count: int) -> list[int]:
    """The `count` columns whose newest item is newest."""
    return [column.pk for column in sorted(moments, key=lambda column: (moments[column], column.pk))[-count:]]


def _public_of_column() -> Item:
    found = Item.objects.public().filter(column_id=OuterRef("pk"))
    return found.order_by("-first_published_at")


def _floors(columns: Collection[int], count: int) -> Iterable[tuple[int, datetime.datetime | None]]:
    """For each column the moment from which on its newest `count` items were published; None when it has fewer."""
    floor = _public_of_column().values("first_published_at")[count - 1 : count]
    return (
        Column.objects.filter(pk__in=columns)
        .order_by()
        .annotate(floor=Subquery(floor))
        .values_list("pk", "floor")
    )


def _line(
    pk: int,
    title: str,
    published: datetime.datetime,
    body: str,
    column_id: int,
    kind: str,
    document_number: str,
    index_number: str | None,
    formed_on: datetime.date | None,
    summary: str,
    validity_then: str | None,
) -> Listed:
    validity = validity_in(kind, validity_then)
    return Listed(
        pk=pk,
        title=title,
        address=addresses.item_at(body, pk),
        at=published,
        body=body,
        column_id=column_id,
        document_number=document_number,
        index_number=index_number or "",
        formed_on=formed_on,
        summary=summary,
        validity=validity.label if validity else "",
        void=validity in (Validity.LAPSED, Validity.REPEALED),
        in_part=validity is Validity.PARTLY_IN_FORCE,
    )
