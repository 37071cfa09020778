"""/feeds/: which feeds there are, and how one subscribes, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gongkai.channels import addresses
from gongkai.channels.feeds import atom, json_feed
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.portal.bodies import Bodies
from gongkai.portal.columns import columns_of
from gongkai.portal.frame import Frame
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page

Line = tuple[str, str, str]
"""What a feed is of, and its addresses as Atom and as JSON Feed."""


class FeedsPage:
    """One page, which is its own key."""

    name = "feeds_page"

    def keys(self) -> Iterable[Key]:
        """The page."""
        return (addresses.FEEDS,)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """It shows bodies and columns, no items."""
        return self.keys() if changes.agencies else ()

    def at(self, address: str) -> Key | None:
        """The page's address only: the feeds themselves are another source's."""
        return address if address == addresses.FEEDS else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The page. Three queries."""
        frame, bodies = Frame.now(), Bodies.now()
        of_bodies = groupby(columns_of(bodies.all), key=lambda column: column.agency_id)
        columns = {pk: list(group) for pk, group in of_bodies}
        shown = [
            (
                body,
                _line("全部信息", addresses.feed("", body)),
                [_line(column.name, addresses.feed("", of=column)) for column in columns.get(body.pk, [])],
            )
            for body in bodies.all
        ]
        meta = PageMeta(
            title="订阅",
            address=addresses.FEEDS,
            description="用阅读器订阅各机关、各栏目的政府信息：新公开的、更正的自动送到。",
        )
        crumbs = (("首页", addresses.HOME), (meta.title, ""))
        body = page(
            "portal/feeds.html",
            meta,
            frame=frame,
            crumbs=crumbs,
            whole=_line(frame.name, addresses.feed("")),
            shown=shown,
        )
        yield File(addresses.FEEDS, body)


def _line(label: str, folder: str) -> Line:
    return label, folder + atom.NAME, folder + json_feed.NAME
