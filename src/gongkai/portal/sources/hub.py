"""政府信息公开, `/zfxxgk/`: the county's four blocks, the entry for requests, and all bodies."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from gongkai.acts.days import day_of
from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import Column
from gongkai.portal.bodies import Bodies
from gongkai.portal.frame import Frame, blocks_of
from gongkai.portal.listing import last_moments, newest_of_all
from gongkai.portal.meta import ColumnMeta, PageMeta
from gongkai.portal.rendering import page

NAME = "政府信息公开"
NEW = 15


class HubSource:
    """One page."""

    name = "hub"

    def keys(self) -> Iterable[Key]:
        """One."""
        return ("hub",)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Whatever is published anywhere may stand here."""
        return self.keys() if changes else ()

    def at(self, address: str) -> Key | None:
        """The top of all disclosure."""
        return "hub" if address == addresses.DISCLOSURE else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The page. Six queries."""
        frame, bodies = Frame.now(), Bodies.now()
        moments = last_moments(Column.objects.filter(agency__in=bodies.all, in_service=True))
        last: dict[int, datetime.date] = {}
        for column, at in moments.items():
            on = day_of(at)
            last[column.agency_id] = max(last.get(column.agency_id, on), on)
        description = f"{frame.name}：指南、制度、法定主动公开内容、年报，各乡镇和部门的公开信息。"
        meta = PageMeta(
            title=NAME if bodies.root is None else f"{bodies.root.short_name}{NAME}",
            address=addresses.DISCLOSURE,
            description=description,
            column=ColumnMeta(NAME, description, NAME, NAME),
        )
        made = page(
            "portal/hub.html",
            meta,
            frame=frame,
            section=addresses.DISCLOSURE,
            crumbs=(("首页", addresses.HOME), (NAME, "")),
            blocks_of_root=blocks_of(bodies.root) if bodies.root is not None else (),
            home_of_root=addresses.agency(bodies.root) if bodies.root is not None else "",
            groups=[(name, _dated(members, last)) for name, members in bodies.groups],
            items=newest_of_all(moments, NEW),
        )
        for _ in keys:
            yield File(addresses.DISCLOSURE, made)


def _dated(
    bodies: Iterable[Agency], last: dict[int, datetime.date]
) -> list[tuple[str, str, datetime.date | None]]:
    return [(body.short_name, addresses.agency(body), last.get(body.pk)) for body in bodies]
