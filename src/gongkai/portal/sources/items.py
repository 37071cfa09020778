"""The pages of items: each public item, to be read and to be printed, its history, and the tombstones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db.models import Q
from wagtail.models import Revision

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure import guard
from gongkai.disclosure.models import Item, ValidityChange
from gongkai.disclosure.queries import is_public
from gongkai.disclosure.tombstones import Tombstone, tombstones
from gongkai.portal.frame import Frame
from gongkai.portal.items.reading import ItemPage, public_pages
from gongkai.portal.items.rendering import history_page, item_page, print_page, tombstone_page
from gongkai.register.models import Entry

AT_ONCE: Final = 200


class ItemPages:
    """An item's key is its primary key. What is neither public nor withdrawn has no page."""

    name = "items"

    def keys(self) -> Iterable[Key]:
        """The public and the withdrawn, newest first."""
        shown = Item.objects.public() | Item.objects.withdrawn()
        return shown.order_by("-pk").values_list("pk", flat=True)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The items, those that name them (or did, up to this change), and all of a body that changed."""
        touched: set[int] = set()
        if changes.items:
            touched |= changes.items | _naming(changes.items) | _named_by(changes.items)
        if changes.agencies:
            of_bodies = (Item.objects.public() | Item.objects.withdrawn()).filter(agency__in=changes.agencies)
            touched |= set(of_bodies.values_list("pk", flat=True))
        return touched

    def at(self, address: str) -> Key | None:
        """The item's number."""
        found = addresses.parts_of_item(address)
        return found[1] if found else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """Three addresses an item. Some hundred items are read at a time."""
        frame = Frame.now()
        for start in range(0, len(keys), AT_ONCE):
            batch = keys[start : start + AT_ONCE]
            rows = Item.objects.filter(pk__in=batch).select_related(
                "agency", "column__agency", "index_number"
            )
            items = list(rows)
            public = [item for item in items if is_public(item)]
            for read in public_pages(public):
                yield from _shown(read, frame)
            rest = [item for item in items if not is_public(item)]
            stones = tombstones(rest)
            for item in rest:
                yield from _gone(item, stones.get(item.pk), frame)


def _shown(read: ItemPage, frame: Frame) -> Iterator[File | Absent]:
    item = read.item
    yield File(addresses.item(item), item_page(read, frame))
    yield File(addresses.print_view(item), print_page(read, frame))
    if read.events:
        yield File(addresses.history(item), history_page(read, frame))
    else:
        yield Absent(addresses.history(item))


def _gone(item: Item, stone: Tombstone | None, frame: Frame) -> Iterator[File | Absent]:
    if stone is None:
        for address in (addresses.item(item), addresses.print_view(item), addresses.history(item)):
            yield Absent(address)
        return
    body = tombstone_page(item, stone, frame)
    # Who kept the address of its history or of its print view is told the same.
    for address in (addresses.item(item), addresses.print_view(item), addresses.history(item)):
        yield File(address, body, status=410)


def _naming(items: frozenset[int]) -> set[int]:
    """Whose pages name one of these: interpretations of it, documents that it interprets, documents that it ended."""
    links = Item.interprets.through.objects.filter(Q(from_item__in=items) | Q(to_item__in=items))
    ended = ValidityChange.objects.filter(basis_item__in=items).values_list("item", flat=True)
    linked = links.values_list("from_item", "to_item")
    return {pk for pair in linked for pk in pair} | set(ended)


def _named_by(items: frozenset[int]) -> set[int]:
    """The documents that any published version of these interpreted: a link may have gone with the last change."""
    published = Entry.objects.filter(
        subject_type=guard.SUBJECT_TYPE, subject_id__in=items, kind__in=guard.PUBLISHING
    )
    versions = Revision.objects.filter(pk__in=published.values("revision_id"))
    return {
        pk
        for interpreted in versions.values_list("content__interprets", flat=True)
        for pk in interpreted or ()
    }
