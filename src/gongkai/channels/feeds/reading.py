"""What the feeds have in them, read for many feeds with as few queries as for one."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from django.db.models import Window
from django.db.models.functions import RowNumber

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import registered
from gongkai.channels.bodies import bodies_html
from gongkai.disclosure.models import Attachment, Column, Item

NEWEST: Final = 50
_NAMES: Final = UUID("6c7b1e5a-2f0d-4c53-9f0e-8d5a4b1f7c21")
"""The name space of the entries' identifiers; another one would have every reader show everything again."""
_ORDER: Final = ("-first_published_at", "-pk")

FeedKey = tuple[str, str]
"""Short name of the body and address of the column; ("惠民镇", "") is the body's feed, ("", "") the portal's."""
PORTAL: Final[FeedKey] = ("", "")


@dataclass(frozen=True)
class Entry:
    """An item in a feed. `updated` is when readers last saw something else of it."""

    item: Item
    updated: datetime.datetime
    body: str
    attachments: tuple[Attachment, ...]

    @property
    def id(self) -> str:
        """A name that stays, however the site and the body are called (RFC 4287, 4.2.6): from what never changes.

        An item's address has the name of its body; a tag: URI would have the name of the site.
        """
        first = self.item.first_published_at
        assert first is not None
        return uuid5(_NAMES, f"{first.astimezone(datetime.UTC).isoformat()} {self.item.pk}").urn


@dataclass(frozen=True)
class Feed:
    """A feed: of the portal when it has no agency, of a body when it has no column. `publisher` answers for it."""

    publisher: Agency
    agency: Agency | None
    column: Column | None
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """盐边县惠民镇人民政府 通知公告."""
        if self.column is not None:
            return f"{self.publisher.name} {self.column.name}"
        return f"{self.publisher.name} 政府信息公开"


def publishing() -> list[Agency]:
    """The bodies that publish, in the order of the tree. One query."""
    return list(Agency.objects.filter(in_service=True).exclude(level=BodyLevel.VILLAGE).order_by("path"))


def keys_of(bodies: Iterable[int]) -> list[FeedKey]:
    """The feeds of these bodies and of their columns in use. Two queries."""
    ids = list(bodies)
    known = Agency.objects.filter(pk__in=ids).order_by("path").values_list("short_name", flat=True)
    columns = Column.objects.filter(agency__in=ids, in_service=True).order_by("agency__path", "rank", "pk")
    return [*((name, "") for name in known), *columns.values_list("agency__short_name", "slug")]


def feeds(keys: Sequence[FeedKey]) -> dict[FeedKey, Feed]:
    """The feeds of these keys; what is not there, or not in use, is left out. Ten queries at most."""
    bodies = {body.short_name: body for body in publishing()}
    if not bodies:
        return {}
    root = next(iter(bodies.values()))
    columns = _columns(keys, bodies)
    lists = _newest(keys, bodies, columns)
    entries = _entries({pk for pks in lists.values() for pk in pks})
    return {
        key: Feed(
            publisher=bodies.get(key[0], root),
            agency=bodies.get(key[0]),
            column=columns.get(key),
            entries=tuple(entries[pk] for pk in pks if pk in entries),
        )
        for key, pks in lists.items()
    }


def _columns(keys: Sequence[FeedKey], bodies: Mapping[str, Agency]) -> dict[FeedKey, Column]:
    wanted = {key for key in keys if key[1] and key[0] in bodies}
    rows = Column.objects.filter(
        slug__in={slug for _, slug in wanted},
        agency__short_name__in={name for name, _ in wanted},
        in_service=True,
    )
    found = {(column.agency.short_name, column.slug): column for column in rows.select_related("agency")}
    return {key: column for key, column in found.items() if key in wanted}


def _newest(
    keys: Sequence[FeedKey], bodies: Mapping[str, Agency], columns: Mapping[FeedKey, Column]
) -> dict[FeedKey, list[int]]:
    """The newest items of each feed. Three queries."""
    of_bodies = _newest_of(
        "agency_id", [bodies[name].pk for name, slug in keys if not slug and name in bodies]
    )
    of_columns = _newest_of("column_id", [column.pk for column in columns.values()])
    found: dict[FeedKey, list[int]] = {}
    for key in keys:
        if key == PORTAL:
            found[key] = list(Item.objects.public().order_by(*_ORDER).values_list("pk", flat=True)[:NEWEST])
        elif key in columns:
            found[key] = of_columns.get(columns[key].pk, [])
        elif not key[1] and key[0] in bodies:
            found[key] = of_bodies.get(bodies[key[0]].pk, [])
    return found


def _newest_of(field: str, owners: Sequence[int]) -> dict[int, list[int]]:
    if not owners:
        return {}
    place = Window(RowNumber(), partition_by=field, order_by=list(_ORDER))
    rows = Item.objects.public().filter(**{f"{field}__in": owners}).annotate(place=place)
    found: dict[int, list[int]] = defaultdict(list)
    for owner, pk in rows.filter(place__lte=NEWEST).order_by(field, "place").values_list(field, "pk"):
        found[owner].append(pk)
    return found


def _entries(ids: Iterable[int]) -> dict[int, Entry]:
    """The items with their bodies and files. Six queries at most."""
    rows = Item.objects.public().filter(pk__in=list(ids), first_published_at__isnull=False)
    items: list[Any] = list(rows.select_related("agency", "column", "index_number"))
    bodies = bodies_html(items)
    changes = registered.last_changes(bodies, registered.SEEN)
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    found = Attachment.objects.filter(item__in=list(bodies)).select_related("stored")
    for attachment in found.order_by("sort_order", "pk"):
        attachments[attachment.item_id].append(attachment)
    return {
        item.pk: Entry(
            item=item,
            updated=changes[item.pk].at if item.pk in changes else item.first_published_at,
            body=bodies[item.pk],
            attachments=tuple(attachments[item.pk]),
        )
        for item in items
    }
