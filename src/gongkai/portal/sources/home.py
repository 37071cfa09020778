"""The portal's home: what people come for, the bodies, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.acts.days import today
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import ColumnKind
from gongkai.portal.bodies import Bodies
from gongkai.portal.columns import columns_of
from gongkai.portal.frame import Frame, blocks_of
from gongkai.portal.listing import newest_of_kinds
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.structured_data import organization, website
from gongkai.reports.queries import listed

NEW = 7
"""So many new items of each kind."""
KINDS = (ColumnKind.NOTICE, ColumnKind.DOCUMENT, ColumnKind.NEWS, ColumnKind.INTERPRETATION)


class HomeSource:
    """`/`"""

    name = "home"

    def keys(self) -> Iterable[Key]:
        """One."""
        return ("home",)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """Whatever is published anywhere may stand here."""
        return self.keys() if changes else ()

    def at(self, address: str) -> Key | None:
        """The root of the site."""
        return "home" if address == addresses.HOME else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The home page. Eight queries."""
        frame, bodies = Frame.now(), Bodies.now()
        lines = newest_of_kinds(KINDS, NEW)
        own = {column.kind: column for column in reversed(columns_of([bodies.root]))} if bodies.root else {}
        year, reports = _reports(today().year)
        groups = [
            (
                kind.label,
                lines[kind],
                addresses.column(own[kind]) if kind in own else "",
                f"{addresses.SEARCH}?kind={kind}",
            )
            for kind in KINDS
        ]
        meta = PageMeta(
            title=frame.name,
            address=addresses.HOME,
            description=f"{frame.name}：政府信息公开指南、制度、法定主动公开内容、年报，依申请公开，各乡镇和部门。",
        )
        body = page(
            "portal/home.html",
            meta,
            frame=frame,
            things=(website(frame.name), *([organization(bodies.root)] if bodies.root else [])),
            bodies=bodies,
            groups=groups,
            nothing_yet=not any(lines.values()),
            year=year,
            reports=reports,
            root_blocks=blocks_of(bodies.root) if bodies.root is not None else (),
        )
        for _ in keys:
            yield File(addresses.HOME, body)


def _reports(this_year: int) -> tuple[int, list[tuple[str, str]]]:
    """The newest year of which there are annual reports, and whose: labels and addresses, in the order of the tree."""
    rows = listed(years=(this_year - 2, this_year - 1, this_year))
    year = max((row.year for row in rows), default=0)
    found = sorted((row.agency for row in rows if row.year == year), key=lambda body: body.path)
    return year, [(body.short_name, addresses.annual_report(body, year)) for body in found]
