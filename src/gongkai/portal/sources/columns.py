"""The lists of columns, `/zfxxgk/惠民镇/ysjs/`, and their older pages `p3/`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.portal.bodies import publishing
from gongkai.portal.columns import columns_of
from gongkai.portal.frame import Frame, Links, crumbs_of
from gongkai.portal.leaders import Leader, leaders_of
from gongkai.portal.listing import Listed, counts, listed
from gongkai.portal.meta import PageMeta, column_meta
from gongkai.portal.rendering import page
from gongkai.portal.sources.column_changes import touched
from gongkai.portal.sources.column_pages import FRONT, SIZE, numbered, places

_NUMBER = re.compile(r"p([1-9]\d{0,5})")
ColumnKey = tuple[str, str, int]
"""Short name of the body, address of the column, number of the page (FRONT for the newest)."""


class ColumnSource:
    """Every column but the guide, whose page is its own source's."""

    name = "columns"

    def keys(self) -> Iterable[Key]:
        """All pages of all columns. Three queries."""
        columns = columns_of(publishing())
        yield from _all_pages(columns)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The pages on which the items stand, or stood; all pages of the bodies."""
        yield from (key for key in touched(changes.items) if key[1] not in _OTHERS)
        bodies = publishing().filter(pk__in=changes.agencies)
        gone = Column.objects.filter(agency__in=changes.agencies, in_service=False)
        gone = gone.exclude(slug__in=_OTHERS).select_related("agency")
        yield from _all_pages([*columns_of(bodies), *gone])

    def at(self, address: str) -> Key | None:
        """A body's, a column's, and perhaps a page's name."""
        match addresses.below(address):
            case (body, slug) if slug not in _OTHERS:
                return body, slug, FRONT
            case (body, slug, number) if slug not in _OTHERS and (found := _NUMBER.fullmatch(number)):
                return body, slug, int(found[1])
        return None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The pages. Seven queries for any number of keys; two more where a page of leaders is among them."""
        wanted: list[ColumnKey] = [key for key in keys if isinstance(key, tuple)]
        frame = Frame.now()
        columns = {
            (column.agency.short_name, column.slug): column
            for column in columns_of(publishing(body for body, _, _ in wanted))
        }
        asked = [(columns[body, slug], number) for body, slug, number in wanted if (body, slug) in columns]
        lists = _Lists.of(asked)
        leading = [column.agency for column, _ in asked if column.kind == ColumnKind.LEADER]
        leaders = leaders_of(leading)
        for body, slug, number in wanted:
            column = columns.get((body, slug))
            total = lists.totals.get(column.pk, 0) if column is not None else 0
            if column is None or number > numbered(total):
                yield Absent(_address(body, slug, number))
                continue
            yield _file(column, number, lists, frame, leaders.get(column.agency_id, []))


_OTHERS = addresses.TAKEN | {addresses.GUIDE}


@dataclass(frozen=True)
class _Lists:
    """The totals of columns, and the lines of their pages."""

    totals: dict[int, int]
    lines: dict[tuple[int, int], list[Listed]]

    @classmethod
    def of(cls, asked: Sequence[tuple[Column, int]]) -> _Lists:
        totals = {pk: count for pk, (count, _) in counts({column.pk for column, _ in asked}).items()}
        ranges: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for column, number in asked:
            first, last = places(totals.get(column.pk, 0), number)
            ranges[column.pk].append((first, last, number))
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for pk, column_id, place in _places(ranges):
            for first, last, number in ranges[column_id]:
                if first <= place <= last:
                    found[column_id, number].append(pk)
        lines = listed(pk for pks in found.values() for pk in pks)
        return cls(totals, {key: [lines[pk] for pk in pks if pk in lines] for key, pks in found.items()})


def _places(ranges: dict[int, list[tuple[int, int, int]]]) -> Iterable[tuple[int, int, int]]:
    """The items within the widest range of each column, newest first: item, column, place. One query."""
    place = Window(RowNumber(), partition_by="column_id", order_by=["first_published_at", "pk"])
    wanted = Q(pk__in=())
    for column_id, parts in ranges.items():
        first, last = min(part[0] for part in parts), max(part[1] for part in parts)
        wanted |= Q(column_id=column_id, place__gte=first, place__lte=last)
    public = Item.objects.public().filter(column_id__in=ranges)
    found = public.order_by().annotate(place=place).filter(wanted).order_by("column_id", F("place").desc())
    rows: Iterable[tuple[int, int, int]] = found.values_list("pk", "column_id", "place")
    return rows


def _all_pages(columns: Sequence[Column]) -> Iterator[Key]:
    listed_here = [column for column in columns if column.slug not in _OTHERS]
    totals = counts({column.pk for column in listed_here})
    for column in listed_here:
        count, _ = totals.get(column.pk, (0, None))
        for number in range(numbered(count) + 1):
            yield column.agency.short_name, column.slug, number


def _address(body: str, slug: str, number: int) -> str:
    front = f"{addresses.DISCLOSURE}{body}/{slug}/"
    return front if number == FRONT else f"{front}p{number}/"


def _file(column: Column, number: int, lists: _Lists, frame: Frame, leaders: list[Leader]) -> File:
    front = addresses.column(column)
    address = front if number == FRONT else addresses.column(column, number)
    first, last = places(lists.totals.get(column.pk, 0), number)
    part = "" if number == FRONT else f"（第{first}至{last}条）"
    name = f"{column.agency.short_name}{column.name}"
    meta = PageMeta(
        title=f"{name}{part}",
        address=address,
        description=f"{column.agency.name}{column.name}{part}。{column.description}",
        column=column_meta(column),
    )
    older = ((column.name, front), (part.strip("（）"), "")) if part else ((column.name, ""),)
    more: dict[str, Any] = {"leaders": leaders, "is_leaders": column.kind == ColumnKind.LEADER}
    body = page(
        "portal/column.html",
        meta,
        frame=frame,
        body=column.agency,
        block=front if column.slug == addresses.RULES else "",
        crumbs=crumbs_of(column.agency, *older),
        column=column,
        is_front=number == FRONT,
        is_rules=column.kind == ColumnKind.RULES,
        part=part,
        total=lists.totals.get(column.pk, 0),
        items=lists.lines.get((column.pk, number), []),
        pager=_pager(column, number, numbered(lists.totals.get(column.pk, 0))),
        **more,
    )
    return File(address, body)


def _pager(column: Column, number: int, last: int) -> Links:
    """Links between the pages. An old page names its neighbours only, so that it need not change with the column."""
    if last == 0:
        return ()
    if number == FRONT:
        older = [(f"第{SIZE * (n - 1) + 1}至{SIZE * n}条", n) for n in range(last, 0, -1)]
        shown = older if len(older) <= 12 else [*older[:8], ("…", 0), *older[-2:]]
        return (
            ("最新", ""),
            *((label, addresses.column(column, n) if n else "") for label, n in shown),
        )
    newer = addresses.column(column, number + 1) if number < last else addresses.column(column)
    links: list[tuple[str, str]] = [("最新", addresses.column(column)), ("较新的一页", newer)]
    if number > 1:
        links += [("较早的一页", addresses.column(column, number - 1)), ("最早", addresses.column(column, 1))]
    return tuple(links)
