"""Which files have an item's own text: what a withdrawal replaces at once, and what a receipt stands on.

Lists that show no more than a title are none of these: they follow within a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from typing import Final

from gongkai.agencies.models import Agency
from gongkai.channels import addresses, former_names, pages, touched
from gongkai.channels.feeds import atom, json_feed
from gongkai.channels.pages import Key, Source
from gongkai.disclosure.models import Column, Item
from gongkai.reports.models import PublishedReport

FILES: Final = "files"
_FEEDS: Final = (atom.NAME, json_feed.NAME)
Place = tuple[str, Key]
"""The name of a source and one of its keys."""


def own_addresses(item: Item) -> list[str]:
    """What shows this item alone: its pages, and those of the annual reports that went out with it."""
    return [*addresses.of_item(item), *_of_reports(item, item.agency)]


def shared_addresses(item: Item) -> list[str]:
    """What has its text beside that of others: feeds, the API's list, its columns' pages (a guide stands there), the static index.

    Of every column in which a published version of it stood. An annual report's figures stand in its body's block, and
    beside those of the year after.
    """
    return [
        addresses.api("items"),
        addresses.search_index("recent"),
        addresses.search_index("items", item.pk // addresses.FOUND_AT_ONCE),
        *(addresses.feed(name) for name in _FEEDS),
        *_of_body(item, item.agency),
        *(address for column in _columns_ever(item) for address in _of_column(column)),
    ]


def former_addresses(item: Item) -> list[str]:
    """Where both stood while its body, or one of its columns, was called otherwise; but for its pages, known by its number."""
    body, columns = item.agency, _columns_ever(item)
    names, slugs = sorted(former_names.names_of(body)), former_names.slugs_of(columns)
    found = []
    for name in names:
        called = copy(body)
        called.short_name = name
        found += [*_of_reports(item, called), *_of_body(item, called)]
    for column in columns:
        for name in (body.short_name, *names):
            for slug in (column.slug, *sorted(slugs[column.pk])):
                if (name, slug) != (body.short_name, column.slug):
                    found += _of_column(_called(column, name, slug))
    return found


def _of_reports(item: Item, body: Agency) -> list[str]:
    return [address for year in _years(item) for address in addresses.of_report(body, year)]


def _of_body(item: Item, body: Agency) -> list[str]:
    years = _years(item)
    block = [addresses.block(body, addresses.REPORTS)] if years else []
    after = [addresses.annual_report(body, year + 1) for year in years]
    return [*(addresses.feed(name, body) for name in _FEEDS), *_in_both_editions(*block, *after)]


def _years(item: Item) -> list[int]:
    """The years of the annual reports that went out with it."""
    return list(PublishedReport.objects.of_items(frozenset({item.pk})).values_list("year", flat=True))


def _of_column(column: Column) -> list[str]:
    feeds = (addresses.feed(name, of=column) for name in _FEEDS)
    return [*feeds, *_in_both_editions(addresses.column(column))]


def _in_both_editions(*pages_at: str) -> list[str]:
    return [f"{edition}{page}" for page in pages_at for edition in ("", addresses.ELDER)]


def _columns_ever(item: Item) -> list[Column]:
    ever = Column.objects.filter(pk__in=touched.touched_by([item.pk]).columns)
    return list(ever.select_related("agency"))


def _called(column: Column, short_name: str, slug: str) -> Column:
    called, body = copy(column), copy(column.agency)
    body.short_name = short_name
    called.agency, called.slug = body, slug
    return called


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
