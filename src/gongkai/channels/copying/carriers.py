"""Which files have an item's own text: what a withdrawal replaces at once, and what a receipt stands on.

Lists that show no more than a title are none of these: they follow within a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from gongkai.channels import addresses, pages, touched
from gongkai.channels.feeds import atom, json_feed
from gongkai.channels.pages import Key, Source
from gongkai.disclosure.models import Column, Item
from gongkai.reports.models import PublishedReport

FILES: Final = "files"
Place = tuple[str, Key]
"""The name of a source and one of its keys."""


def own_addresses(item: Item) -> list[str]:
    """What shows this item alone: its pages, and those of the annual reports that went out with it."""
    reports = PublishedReport.objects.of_items(frozenset({item.pk})).select_related("agency")
    return [
        *addresses.of_item(item),
        *(address for each in reports for address in addresses.of_report(each.agency, each.year)),
    ]


def shared_addresses(item: Item) -> list[str]:
    """What has its text beside that of others: feeds, the API's list, its columns' pages (a guide stands there), the static index.

    Of every column in which a published version of it stood.
    """
    ever = Column.objects.filter(pk__in=touched.touched_by([item.pk]).columns)
    columns = list(ever.select_related("agency"))
    pages_of_columns = [addresses.column(column) for column in columns]
    return [
        addresses.api("items"),
        addresses.search_index("recent"),
        addresses.search_index("items", item.pk // addresses.FOUND_AT_ONCE),
        *(
            address
            for name in (atom.NAME, json_feed.NAME)
            for address in (
                addresses.feed(name),
                addresses.feed(name, item.agency),
                *(addresses.feed(name, of=column) for column in columns),
            )
        ),
        *pages_of_columns,
        *(f"{addresses.ELDER}{page}" for page in pages_of_columns),
    ]


def keys_at(wanted: Collection[str]) -> list[tuple[Source, set[Key]]]:
    """The keys whose files stand at these addresses, by source."""
    found = (
        (source, {key for address in wanted if (key := source.at(address)) is not None})
        for source in pages.sources()
    )
    return [(source, keys) for source, keys in found if keys]


def carriers(item: Item) -> set[Place]:
    """All keys whose files have to be in place for the item to be carried, its attachments among them."""
    standing = keys_at([*own_addresses(item), *shared_addresses(item)])
    return {(FILES, item.pk), *((source.name, key) for source, keys in standing for key in keys)}


def carried(items: Iterable[int], failed: Collection[Place]) -> set[int]:
    """Those of the items of which no file failed. No query when nothing did."""
    wanted = set(items)
    if not failed:
        return wanted
    rows = Item._base_manager.filter(pk__in=wanted).select_related("agency")
    return wanted - {item.pk for item in rows if not carriers(item).isdisjoint(failed)}
