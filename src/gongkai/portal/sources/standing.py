"""Pages that stand once: how to apply, the site map, the statement on accessibility, and what to show when nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from gongkai.acts.days import today
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.portal.applying import FEES, PERIODS, REPLIES, received_on
from gongkai.portal.bodies import Bodies
from gongkai.portal.columns import columns_of, countable
from gongkai.portal.contact import missing
from gongkai.portal.frame import Frame, anchor, blocks_of
from gongkai.portal.meta import ColumnMeta, PageMeta
from gongkai.portal.rendering import page

NOT_FOUND: Final = "/404/"
UNAVAILABLE: Final = "/503/"


def _apply(frame: Frame, bodies: Bodies) -> bytes:
    description = "向各机关申请公开政府信息：写明什么、交到哪里、什么时候答复、不服怎么办。"
    shown = [
        {"body": body, "anchor": anchor(body), "parent": bodies.parent_of(body), "missing": missing(body)}
        for body in bodies.active
    ]
    meta = PageMeta(
        title="依申请公开",
        address=addresses.APPLY,
        description=description,
        column=ColumnMeta("依申请公开", description, "依申请公开;申请", "依申请公开"),
    )
    return _page(
        "portal/apply.html",
        meta,
        frame,
        shown=shown,
        periods=PERIODS,
        fees=FEES,
        replies=REPLIES,
        example=received_on(today()),
    )


def _site_map(frame: Frame, bodies: Bodies) -> bytes:
    columns = columns_of(bodies.all)
    shown = [
        (
            body,
            addresses.agency(body),
            blocks_of(body)[:4],
            [(name, address) for name, address, _, _ in countable(columns, body, {})],
        )
        for body in bodies.all
    ]
    meta = PageMeta(
        title="网站地图",
        address=addresses.SITE_MAP,
        description="本网站的全部栏目：各机关的政府信息公开指南、制度、法定主动公开内容、年报和各栏目。",
    )
    return _page("portal/site_map.html", meta, frame, shown=shown)


def _accessibility(frame: Frame, bodies: Bodies) -> bytes:
    meta = PageMeta(
        title="无障碍和长者版",
        address=addresses.ACCESSIBILITY,
        description="怎样放大文字、换成长者版、只用键盘、用读屏软件，还有哪些不足，怎样告诉我们。",
    )
    return _page("portal/accessibility.html", meta, frame)


def _not_found(frame: Frame, bodies: Bodies) -> bytes:
    meta = PageMeta(title="没有这个页面", address=NOT_FOUND, indexed=False)
    own = columns_of([bodies.root] if bodies.root is not None else [])
    return _page(
        "portal/not_found.html",
        meta,
        frame,
        bodies=bodies,
        columns=[(column.name, addresses.column(column)) for column in own],
    )


def _unavailable(frame: Frame, bodies: Bodies) -> bytes:
    meta = PageMeta(title="这项服务暂时不能用", address=UNAVAILABLE, indexed=False)
    return _page("portal/unavailable.html", meta, frame, bodies=bodies)


def _page(template: str, meta: PageMeta, frame: Frame, **context: Any) -> bytes:
    crumbs = (("首页", addresses.HOME), (meta.title, ""))
    return page(template, meta, frame=frame, crumbs=crumbs, **context)


_PAGES: Final[dict[str, tuple[Callable[[Frame, Bodies], bytes], int]]] = {
    addresses.APPLY: (_apply, 200),
    addresses.SITE_MAP: (_site_map, 200),
    addresses.ACCESSIBILITY: (_accessibility, 200),
    NOT_FOUND: (_not_found, 404),
    UNAVAILABLE: (_unavailable, 503),
}


class StandingSource:
    """The keys are the addresses."""

    name = "standing"

    def keys(self) -> Iterable[Key]:
        """All of them."""
        return tuple(_PAGES)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """What bodies and columns there are, and how to reach them, stands on all; items stand on none."""
        return self.keys() if changes.agencies or changes.everything else ()

    def at(self, address: str) -> Key | None:
        """The address, if it is one of these."""
        return address if address in _PAGES else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The pages. Four queries at most."""
        frame, bodies = Frame.now(), Bodies.now()
        for key in keys:
            address = str(key)
            make, status = _PAGES[address]
            yield File(address, make(frame, bodies), status=status)
