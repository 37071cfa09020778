"""Items in lists, and tombstones: many with as few queries as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from gongkai.acts.days import today
from gongkai.channels import addresses, registered
from gongkai.channels.api import references
from gongkai.channels.api.schemas import items as schemas
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import ItemQuerySet
from gongkai.disclosure.tombstones import tombstones
from gongkai.disclosure.validity import validity_after

SHOWN: Final = (
    *("title", "document_number", "formed_on", "theme", "genre", "summary", "keywords"),
    *("first_published_at", "last_published_at", "live", "openness", "index_number__number"),
    *("agency__name", "agency__short_name", "column__name", "column__slug", "column__kind", "column__agency"),
)
"""The fields of a summary. Of rows with forty columns in five tables, to read only these is half the time."""


def readable(ids: Sequence[int]) -> ItemQuerySet:
    """What is public of these, with what a summary needs of other tables."""
    found: ItemQuerySet = Item.objects.public().filter(pk__in=ids)
    return found.select_related("agency", "column", "index_number").with_validity(today())


def summaries(ids: Sequence[int]) -> list[schemas.Item]:
    """The public ones of these items, in their order. Two queries."""
    rows = {item.pk: item for item in readable(ids).only(*SHOWN)} if ids else {}
    changes = registered.last_changes(rows)
    return [
        schemas.Item(**fields_of(rows[pk], changes[pk].sequence if pk in changes else 0))
        for pk in ids
        if pk in rows
    ]


def fields_of(item: Item, sequence: int) -> dict[str, Any]:
    """The fields of a summary. The item comes from `readable`; `sequence` is its last entry that readers notice."""
    item.column.agency = item.agency  # a column and what stands in it are of one body
    validity = validity_after(item, getattr(item, "validity_then", None))
    return {
        "state": "public",
        "id": item.pk,
        "title": item.title,
        "url": addresses.absolute(addresses.item(item)),
        "api_url": addresses.absolute(addresses.api("items", item.pk)),
        "agency": references.agency_reference(item.agency),
        "column": references.column_reference(item.column),
        "index_number": str(item.index_number or ""),
        "document_number": item.document_number,
        "formed_on": item.formed_on,
        "published_at": references.published_at(item),
        "updated_at": references.in_china(item.last_published_at) if item.last_published_at else None,
        "validity": references.validity(validity) if validity else None,
        "theme": item.theme,
        "genre": item.genre,
        "summary": item.summary,
        "keywords": words(item.keywords),
        "sequence": sequence,
    }


def words(text: str) -> list[str]:
    """Keywords, which are written apart by blanks, commas or semicolons."""
    return [word for word in re.split(r"[\s,;，；、]+", text) if word]


def tombstones_of(ids: Sequence[int]) -> dict[int, schemas.Tombstone]:
    """The tombstones of those items that were withdrawn, by primary key. Three queries."""
    gone = list(Item.objects.withdrawn().filter(pk__in=list(ids)).select_related("agency").defer("body"))
    if not gone:
        return {}
    stones = tombstones(gone)
    changes = registered.last_changes([item.pk for item in gone])
    return {
        item.pk: schemas.Tombstone(
            state="withdrawn",
            id=item.pk,
            title=stones[item.pk].title,
            agency=references.agency_reference(item.agency),
            index_number=stones[item.pk].index_number,
            reason=stones[item.pk].reason,
            withdrawn_on=stones[item.pk].on,
            sequence=changes[item.pk].sequence,
            url=addresses.absolute(addresses.item(item)),
            api_url=addresses.absolute(addresses.api("items", item.pk)),
        )
        for item in gone
        if item.pk in stones
    }
