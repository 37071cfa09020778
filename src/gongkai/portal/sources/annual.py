"""政府信息公开年报: a body's block of annual reports, each report in full, and the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import structlog

from gongkai.agencies.models import Agency
from gongkai.annual.writing import WritingError, write
from gongkai.channels import addresses
from gongkai.channels.pages import JSON, Absent, Changes, File, Key
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.serving import SAVED
from gongkai.disclosure.tombstones import Tombstone, tombstones
from gongkai.portal.annual.pages import block_page, report_page, tombstone_page
from gongkai.portal.annual.shelf import Shelf
from gongkai.portal.bodies import publishing
from gongkai.portal.frame import Frame
from gongkai.reports import queries
from gongkai.reports.models import PublishedReport

log = structlog.get_logger(__name__)
KINDS: dict[str, str] = {
    "docx": SAVED["docx"],
    "pdf": SAVED["pdf"],
    "xlsx": SAVED["xlsx"],
    "json": JSON,
}
"""What stands beside a report, by ending, and its type."""
_ADDRESS = re.compile(
    rf"{addresses.DISCLOSURE}([^/]+)/{addresses.REPORTS}/(?:(\d{{4}})(?:/|\.({'|'.join(KINDS)})))?"
)


class ReportKey(NamedTuple):
    """A body's block (`year` 0), a report's page (`ending` ""), or a file beside it."""

    body: str
    year: int = 0
    ending: str = ""


class AnnualReportSource:
    """`/zfxxgk/惠民镇/nb/`, `/zfxxgk/惠民镇/nb/2024/`, `/zfxxgk/惠民镇/nb/2024.docx`"""

    name = "annual"

    def keys(self) -> Iterator[Key]:
        """A block for each body that publishes, all public reports, and the tombstones. Three queries."""
        for body in publishing():
            yield ReportKey(body.short_name)
        for row in queries.listed():
            yield from _keys_of(row.agency.short_name, row.year)
        for row in queries.withdrawn():
            yield ReportKey(row.agency.short_name, row.year)

    def stale(self, changes: Changes) -> set[Key]:
        """What an item's report stands on; all reports of its body, which name each other; the blocks of it and above."""
        rows = (
            PublishedReport.objects.of_items(changes.items).select_related("agency") if changes.items else ()
        )
        touched: set[Key] = {key for row in rows for key in _keys_of(row.agency.short_name, row.year)}
        bodies = set(Agency.objects.filter(pk__in=changes.agencies)) if changes.agencies else set()
        bodies.update(row.agency for row in rows)
        if bodies:
            own = [body.pk for body in bodies]
            of_bodies = [*queries.listed(own), *queries.withdrawn(own)]
            touched.update(ReportKey(row.agency.short_name, row.year) for row in of_bodies)
        if changes.items:
            others = Item.objects.filter(pk__in=changes.items, column__kind=ColumnKind.ANNUAL_REPORT)
            bodies.update(item.agency for item in others.select_related("agency"))
        for body in bodies:
            touched.update(ReportKey(each.short_name) for each in (body, *body.get_ancestors()))
        return touched

    def at(self, address: str) -> Key | None:
        """The key that the address names."""
        found = _ADDRESS.fullmatch(address)
        return ReportKey(found[1], int(found[2] or 0), found[3] or "") if found else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """Pages and files. As many queries for many keys as for one."""
        wanted = [key for key in keys if isinstance(key, ReportKey)]
        bodies = {body.short_name: body for body in publishing({key.body for key in wanted})}
        shelf = Shelf.of(bodies.values(), blocks=any(not key.year for key in wanted))
        stones = _stones(bodies.values())
        frame = Frame.now()
        for key in wanted:
            body = bodies.get(key.body)
            if body is None:
                yield Absent(_address(key))
            elif not key.year:
                yield File(_address(key), block_page(body, shelf, frame))
            else:
                yield _report(key, body, shelf, stones, frame)


def _report(
    key: ReportKey,
    body: Agency,
    shelf: Shelf,
    stones: dict[tuple[int, int], tuple[Item, Tombstone]],
    frame: Frame,
) -> File | Absent:
    public = shelf.report(body.pk, key.year)
    address = _address(key)
    if public is None:
        stone = stones.get((body.pk, key.year))
        if stone is None or key.ending:
            return Absent(address)
        return File(address, tombstone_page(body, key.year, *stone, frame), status=410)
    if not key.ending:
        return File(address, report_page(public, shelf, frame))
    try:
        return File(address, write(public.report, key.ending, public.report.form), KINDS[key.ending])
    except WritingError as error:
        log.error("annual_report_not_written", address=address, reason=str(error))
        return Absent(address)


def _keys_of(body: str, year: int) -> Iterator[ReportKey]:
    yield ReportKey(body, year)
    yield from (ReportKey(body, year, ending) for ending in KINDS)


def _address(key: ReportKey) -> str:
    block = f"{addresses.DISCLOSURE}{key.body}/{addresses.REPORTS}/"
    if not key.year:
        return block
    return f"{block}{key.year}.{key.ending}" if key.ending else f"{block}{key.year}/"


def _stones(bodies: Iterable[Agency]) -> dict[tuple[int, int], tuple[Item, Tombstone]]:
    """By body and year, the item that was withdrawn and what stands in its place. Two queries."""
    rows = queries.withdrawn([body.pk for body in bodies])
    found = tombstones(row.item for row in rows)
    return {(row.agency_id, row.year): (row.item, found[row.item_id]) for row in rows if row.item_id in found}
