"""法定主动公开内容, `/zfxxgk/惠民镇/fdzdgk/`: by duty and by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, File, Key
from gongkai.portal.bodies import publishing
from gongkai.portal.by_duty import by_duty
from gongkai.portal.columns import columns_of, countable
from gongkai.portal.frame import Frame, crumbs_of
from gongkai.portal.listing import counts
from gongkai.portal.meta import ColumnMeta, PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.sources.page_of_a_body import PageOfABody

NAME = "法定主动公开内容"


class StatutorySource(PageOfABody):
    """One page a body."""

    name = "statutory"
    block = addresses.STATUTORY

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The pages. Eight queries."""
        frame = Frame.now()
        bodies = {body.short_name: body for body in publishing(keys)}
        columns = columns_of(bodies.values())
        duties = by_duty(bodies.values(), columns)
        totals = counts([column.pk for column in columns])
        for name in keys:
            body = bodies.get(str(name))
            if body is None:
                yield self.absent(name)
                continue
            address = addresses.block(body, addresses.STATUTORY)
            description = f"{body.name}依法主动公开的信息，按条例规定的事项和按栏目查找。"
            meta = PageMeta(
                title=f"{body.short_name}{NAME}",
                address=address,
                description=description,
                column=ColumnMeta(NAME, description, "法定主动公开;公开事项目录", "政府信息公开"),
            )
            made = page(
                "portal/statutory.html",
                meta,
                frame=frame,
                body=body,
                block=address,
                crumbs=crumbs_of(body, (NAME, "")),
                groups=duties[body.pk],
                columns=countable(columns, body, totals),
            )
            yield File(address, made)
