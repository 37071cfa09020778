"""Rows of the database as the API refers to them."""

from __future__ import annotations

import datetime
from functools import cache

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses
from gongkai.channels.api.schemas.agencies import Feeds
from gongkai.channels.api.schemas.common import AgencyReference, ColumnReference, Labelled
from gongkai.channels.api.schemas.items import ItemReference
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.register.models import ChangeKind
from gongkai.statute.duties import duty
from gongkai.statute.metadata import Validity

ATOM, JSON_FEED = "atom.xml", "feed.json"


def agency_reference(body: Agency) -> AgencyReference:
    """A body."""
    return AgencyReference(
        short_name=body.short_name,
        name=body.name,
        url=addresses.absolute(addresses.agency(body)),
        api_url=addresses.absolute(addresses.api("agencies", body.short_name)),
    )


def column_reference(column: Column) -> ColumnReference:
    """A column, which has its agency."""
    return ColumnReference(
        slug=column.slug,
        name=column.name,
        kind=column_kind(column.kind),
        url=addresses.absolute(addresses.column(column)),
    )


def item_reference(item: Item) -> ItemReference:
    """An item, which has its agency."""
    return ItemReference(
        id=item.pk,
        title=item.title,
        published_at=published_at(item),
        url=addresses.absolute(addresses.item(item)),
        api_url=addresses.absolute(addresses.api("items", item.pk)),
    )


def feeds(body: Agency | None = None, column: Column | None = None) -> Feeds:
    """The feeds of the portal, of a body, of a column."""
    return Feeds(
        atom=addresses.absolute(addresses.feed(ATOM, body, column)),
        json_feed=addresses.absolute(addresses.feed(JSON_FEED, body, column)),
    )


def in_china(moment: datetime.datetime) -> datetime.datetime:
    """A moment in China's time, to the second."""
    return moment.astimezone(CHINA).replace(microsecond=0)


def published_at(item: Item) -> datetime.datetime | None:
    """When the item was first published; None while it never was."""
    return in_china(item.first_published_at) if item.first_published_at else None


@cache
def column_kind(kind: str) -> Labelled:
    """The kind of a column."""
    return Labelled(key=kind, label=str(ColumnKind(kind).label))


@cache
def level(key: str) -> Labelled:
    """The level of a body."""
    return Labelled(key=key, label=str(BodyLevel(key).label))


@cache
def validity(value: Validity) -> Labelled:
    """A validity."""
    return Labelled(key=value.value, label=value.label)


@cache
def change_kind(kind: ChangeKind) -> Labelled:
    """What an entry of the register was."""
    return Labelled(key=kind.value, label=str(kind.label))


@cache
def duty_label(key: str) -> Labelled:
    """A duty; one that is not in the statute's list any more stands by its key."""
    try:
        return Labelled(key=key, label=duty(key).label)
    except KeyError:
        return Labelled(key=key, label=key)
