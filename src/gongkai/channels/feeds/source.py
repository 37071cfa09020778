"""The feeds as files of the public side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gongkai.channels import addresses, touched
from gongkai.channels.feeds import atom, json_feed
from gongkai.channels.feeds.reading import PORTAL, FeedKey, feeds, keys_of, publishing
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import Column

AT_ONCE: Final = 20
"""So many feeds are read at a time: each may have fifty items with their bodies."""
NAMES: Final = (atom.NAME, json_feed.NAME)


class FeedSource:
    """Keys are `reading.FeedKey`; each has two files."""

    name = "feeds"

    def keys(self) -> Iterable[Key]:
        """Every feed."""
        return [PORTAL, *keys_of(body.pk for body in publishing())]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The feeds in which the items are, or were; all of a body that changed."""
        if not changes:
            return
        yield PORTAL
        near = touched.touched_by(changes.items)
        columns = Column.objects.filter(pk__in=near.columns) | Column.objects.filter(
            agency__in=changes.agencies
        )
        yield from columns.order_by("pk").values_list("agency__short_name", "slug")
        yield from keys_of(changes.agencies)
        yield from (key for key in keys_of(near.agencies) if not key[1])

    def at(self, address: str) -> Key | None:
        """/feeds/atom.xml, /feeds/惠民镇/atom.xml, /feeds/惠民镇/tzgg/atom.xml, and feed.json likewise."""
        if not address.startswith(addresses.FEEDS):
            return None
        *owner, name = address.removeprefix(addresses.FEEDS).split("/")
        if name not in NAMES or len(owner) > 2 or not all(owner):
            return None
        return tuple([*owner, "", ""][:2])

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """Both files of each feed."""
        wanted: list[FeedKey] = [(str(key[0]), str(key[1])) for key in keys if isinstance(key, tuple)]
        for start in range(0, len(wanted), AT_ONCE):
            batch = wanted[start : start + AT_ONCE]
            found = feeds(batch)
            for key in batch:
                feed = found.get(key)
                if feed is None:
                    yield from (Absent(address(key, name)) for name in NAMES)
                else:
                    yield File(address(key, atom.NAME), atom.atom(feed), atom.TYPE)
                    yield File(address(key, json_feed.NAME), json_feed.json_feed(feed), json_feed.TYPE)


def address(key: FeedKey, name: str) -> str:
    """Where a file of the feed stands."""
    return addresses.FEEDS + "".join(f"{part}/" for part in key if part) + name
