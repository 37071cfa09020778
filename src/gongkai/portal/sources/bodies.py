"""The home of each body's disclosure, `/zfxxgk/惠民镇/`: its blocks, its columns, what is new, how to reach it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, File, Key
from gongkai.portal.bodies import Bodies
from gongkai.portal.columns import columns_of, countable
from gongkai.portal.contact import missing
from gongkai.portal.frame import Frame
from gongkai.portal.listing import Listed, counts, merged, newest
from gongkai.portal.meta import ColumnMeta, PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.sources.page_of_a_body import PageOfABody
from gongkai.portal.structured_data import organization

NEW = 12
"""So many new items."""


class BodySource(PageOfABody):
    """One page a body."""

    name = "bodies"

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The homes. Seven queries."""
        frame, bodies = Frame.now(), Bodies.now()
        wanted = {body.short_name: body for body in bodies.all if body.short_name in set(keys)}
        columns = columns_of(wanted.values())
        lines = newest([column.pk for column in columns], NEW)
        totals = counts([column.pk for column in columns])
        for name in keys:
            body = wanted.get(str(name))
            if body is None:
                yield self.absent(name)
                continue
            own = [column for column in columns if column.agency_id == body.pk]
            shown = countable(columns, body, totals)
            new = merged(lines, [column.pk for column in own], NEW)
            yield _file(body, shown, new, bodies.parent_of(body), frame)


def _file(
    body: Agency,
    columns: Sequence[tuple[str, str, int, datetime.date | None]],
    new: list[Listed],
    parent: Agency | None,
    frame: Frame,
) -> File:
    title = f"{body.short_name}政府信息公开"
    description = f"{body.name}的政府信息公开指南、制度、法定主动公开内容、年报，以及各栏目公开的信息。"
    meta = PageMeta(
        title=title,
        address=addresses.agency(body),
        description=description,
        column=ColumnMeta(title, description, f"{body.short_name};政府信息公开", "政府信息公开"),
    )
    made = page(
        "portal/body.html",
        meta,
        frame=frame,
        body=body,
        crumbs=(
            ("首页", addresses.HOME),
            ("政府信息公开", addresses.DISCLOSURE),
            (body.short_name, ""),
        ),
        things=(organization(body),),
        statutory=addresses.block(body, addresses.STATUTORY),
        columns=columns,
        items=new,
        parent=parent,
        parent_address=addresses.agency(parent) if parent is not None else "",
        missing=missing(body),
    )
    return File(addresses.agency(body), made)
