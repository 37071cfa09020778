"""What search engines are told: /robots.txt, and /sitemap.xml with its parts.

A part has the items of a range of numbers, so that a publication touches one part however many there are. The first
part has the other pages: the portal's, the bodies', the columns', the annual reports'.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from django.db.models import Max

from gongkai.acts.days import CHINA
from gongkai.channels import addresses, registered
from gongkai.channels.feeds.reading import publishing
from gongkai.channels.last_days import Days, LastDays
from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.disclosure.models import Column, Item
from gongkai.disclosure.queries import ItemQuerySet
from gongkai.reports import queries
from gongkai.reports.models import PublishedReport

INDEX: Final = "/sitemap.xml"
ROBOTS: Final = "/robots.txt"
PAGES: Final = "/sitemap-pages.xml"
PART: Final = 10_000
"""So many numbers of items have a part; the format allows five times as many addresses."""

XML: Final = "application/xml; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
_PART: Final = re.compile(r"/sitemap-(0|[1-9]\d{0,11})\.xml")
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
Line = tuple[str, datetime.datetime | None]
"""An address and when it last changed."""


class SiteMapSource:
    """Keys are the numbers of the parts, and the addresses of the other three files."""

    name = "site_map"

    def __init__(self) -> None:
        self._last_days = LastDays()

    def keys(self) -> Iterable[Key]:
        """All files."""
        return [INDEX, ROBOTS, PAGES, *_parts()]

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The parts of the items and the index; for a change of a body or an annual report, the pages."""
        yield INDEX
        yield from sorted({number // PART for number in changes.items})
        if changes.agencies or PublishedReport.objects.of_items(changes.items).exists():
            yield PAGES
        if changes.agencies:
            named = Item.objects.public().filter(agency__in=changes.agencies)
            yield from sorted({number // PART for number in named.values_list("pk", flat=True)})

    def at(self, address: str) -> Key | None:
        """By the names of the files."""
        if address in (INDEX, ROBOTS, PAGES):
            return address
        found = _PART.fullmatch(address)
        return int(found[1]) if found else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The files."""
        for key in keys:
            if key == ROBOTS:
                yield File(ROBOTS, _robots(), TEXT)
            elif key == INDEX:
                yield File(INDEX, _index(self._last_days.of_parts(PART)), XML)
            elif key == PAGES:
                yield File(PAGES, _urls([(page, None) for page in _pages()]), XML)
            elif isinstance(key, int):
                lines = list(_items(key))
                place = part_address(key)
                yield File(place, _urls(lines), XML) if lines else Absent(place)


def part_address(number: int) -> str:
    """Where a part stands."""
    return f"/sitemap-{number}.xml"


def _parts() -> list[int]:
    """The parts that have something in them. One query each."""
    last = Item.objects.public().aggregate(last=Max("pk"))["last"]
    if last is None:
        return []
    return [number for number in range(last // PART + 1) if _range(number).exists()]


def _range(number: int) -> ItemQuerySet:
    found: ItemQuerySet = Item.objects.public().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    return found


def _items(number: int) -> Iterator[Line]:
    """The items of a part, and when readers last saw something else of each. Two queries."""
    entries = registered.of_items().filter(subject_id__gte=number * PART, subject_id__lt=(number + 1) * PART)
    changed = dict(entries.order_by().values_list("subject_id").annotate(at=Max("public_at")))
    for pk, short_name in _range(number).order_by("pk").values_list("pk", "agency__short_name"):
        yield addresses.item_at(short_name, pk), changed.get(pk)


def _pages() -> Iterator[str]:
    yield from (
        addresses.HOME,
        addresses.DISCLOSURE,
        addresses.APPLY,
        addresses.ACCESSIBILITY,
        addresses.FEEDS,
    )
    bodies = publishing()
    for body in bodies:
        yield addresses.agency(body)
        yield from (
            addresses.block(body, name)
            for name in (addresses.GUIDE, addresses.RULES, addresses.STATUTORY, addresses.REPORTS)
        )
    taken = {addresses.GUIDE, addresses.RULES, *addresses.TAKEN}
    columns = Column.objects.filter(in_service=True, agency__in=bodies).exclude(slug__in=taken)
    for column in columns.select_related("agency").order_by("agency__path", "rank", "pk"):
        yield addresses.column(column)
    for row in queries.listed([body.pk for body in bodies]):
        yield addresses.annual_report(row.agency, row.year)


def _index(last: Days) -> bytes:
    """The parts. Their days are those of the register's last entries about them, of which withdrawals are some."""
    lines: list[Line] = [(PAGES, None), *((part_address(number), last.get(number)) for number in _parts())]
    inner = "".join(f"<sitemap>{_line(line)}</sitemap>\n" for line in lines)
    return _document("sitemapindex", inner)


def _urls(lines: Iterable[Line]) -> bytes:
    return _document("urlset", "".join(f"<url>{_line(line)}</url>\n" for line in lines))


def _line(line: Line) -> str:
    address, changed = line
    said = f"<loc>{escape(addresses.absolute(address))}</loc>"
    if changed is not None:
        said += f"<lastmod>{changed.astimezone(CHINA).isoformat(timespec='seconds')}</lastmod>"
    return said


def _document(root: str, inner: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{inner}</{root}>\n'.encode()
    )


def _robots() -> bytes:
    lines = (
        "User-agent: *",
        "Disallow: /office/",
        f"Disallow: {addresses.SEARCH}",
        f"Disallow: {addresses.ELDER}{addresses.SEARCH}",
        "",
        f"Sitemap: {addresses.absolute(INDEX)}",
        "",
    )
    return "\n".join(lines).encode()
