"""政府信息公开制度, `/zfxxgk/惠民镇/gkzd/`, of a body that has no column for it: the Regulation itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import Column
from gongkai.portal.bodies import publishing
from gongkai.portal.frame import Frame, crumbs_of
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page

NAME = "政府信息公开制度"


class RulesSource:
    """One page a body that has no such column; the column's list stands there otherwise (`ColumnSource`)."""

    name = "rules"

    def keys(self) -> Iterable[Key]:
        """Short names."""
        return [body.short_name for body in _without_column()]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Whose own data or columns changed."""
        return [body.short_name for body in _without_column().filter(pk__in=changes.agencies)]

    def at(self, address: str) -> Key | None:
        """The body's name, at the address of this block."""
        match addresses.below(address):
            case (name, addresses.RULES):
                return name
        return None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The pages; nothing for a body that has the column, nor for one that is none. Two queries."""
        frame = Frame.now()
        for body in _without_column().filter(short_name__in=set(keys)):
            yield _file(body, frame)


def _without_column() -> Any:
    having = Column.objects.filter(slug=addresses.RULES, in_service=True).values("agency_id")
    return publishing().exclude(pk__in=having)


def _file(body: Agency, frame: Frame) -> File:
    address = addresses.block(body, addresses.RULES)
    meta = PageMeta(
        title=f"{body.short_name}{NAME}",
        address=address,
        description=f"{body.name}公开政府信息所依据的制度。",
    )
    made = page(
        "portal/rules.html",
        meta,
        frame=frame,
        body=body,
        block=address,
        crumbs=crumbs_of(body, (NAME, "")),
    )
    return File(address, made)
