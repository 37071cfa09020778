"""法定主动公开内容, `/zfxxgk/惠民镇/fdzdgk/`: by duty and by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.portal.bodies import names_of_touched, publishing
from gongkai.portal.by_duty import by_duty
from gongkai.portal.columns import columns_of, countable
from gongkai.portal.frame import Frame, crumbs_of
from gongkai.portal.listing import counts
from gongkai.portal.meta import ColumnMeta, PageMeta
from gongkai.portal.rendering import page

NAME = "法定主动公开内容"


class StatutorySource:
    """One page a body."""

    name = "statutory"

    def keys(self) -> Iterable[Key]:
        """Short names."""
        return [body.short_name for body in publishing()]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Whose items, columns or catalogue changed."""
        return names_of_touched(changes)

    def at(self, address: str) -> Key | None:
        """The body's name, at the address of this block."""
        match addresses.below(address):
            case (name, addresses.STATUTORY):
                return name
        return None

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
                yield Absent(f"{addresses.DISCLOSURE}{name}/{addresses.STATUTORY}/")
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
