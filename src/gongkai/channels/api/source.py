"""The part of the API that stands in the static copy: what is asked without any parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.conf import settings

from gongkai.channels import addresses, touched
from gongkai.channels.api import documents, listing, reporting
from gongkai.channels.api.description import contents, openapi
from gongkai.channels.pages import JSON, Absent, Changes, File, Key
from gongkai.disclosure.models import Item
from gongkai.reports import queries
from gongkai.reports.models import PublishedReport

OPENAPI: Final = addresses.api("openapi.json")
OF_THE_API: Final = {addresses.API: contents, OPENAPI: openapi}
"""What the API says of itself, by address, which is the key; made for the site's own address."""
_REPORT: Final = re.compile(r"([^/]+)/(2\d{3})")
SINGLE: Final = {
    listing.ITEMS: documents.first_items,
    listing.COLUMNS: documents.first_columns,
    listing.AGENCIES: documents.all_agencies,
    reporting.REPORTS: reporting.first_reports,
}
"""Documents that there is one of, by address, which is their key as well."""


class ApiSource:
    """Keys are the number of an item, ("agency", short name), ("report", short name, year), or an address.

    The address is the key of what there is one of.
    """

    name = "api"

    def keys(self) -> Iterable[Key]:
        """Every document."""
        yield from (*OF_THE_API, *SINGLE)
        yield from (("agency", body.short_name) for body in listing.bodies())
        yield from (("report", *key) for key in reporting.report_keys())
        yield from Item.objects.public().order_by("-pk").values_list("pk", flat=True)
        yield from Item.objects.withdrawn().order_by("-pk").values_list("pk", flat=True)

    def stale(self, changes: Changes) -> Iterable[Key]:
        """The items and those linked with them; for a body all that names it."""
        yield from changes.items
        if changes.items:
            yield listing.ITEMS
            went_out = PublishedReport.objects.of_items(changes.items)
            reports = set(went_out.order_by().values_list("agency__short_name", "year"))
            yield from (("report", *key) for key in sorted(reports))
            if reports:
                yield reporting.REPORTS
            yield from touched.touched_by(changes.items).items
        if changes.agencies:
            yield from SINGLE
            yield from (("agency", body.short_name) for body in listing.bodies())
            changed = queries.listed(changes.agencies) + queries.withdrawn(changes.agencies)
            yield from (("report", row.agency.short_name, row.year) for row in changed)
            named = Item.objects.filter(agency__in=changes.agencies)
            yield from (named.public() | named.withdrawn()).values_list("pk", flat=True)

    def at(self, address: str) -> Key | None:
        """The key by the address's form."""
        if address in OF_THE_API or address in SINGLE:
            return address
        if not address.startswith(addresses.API):
            return None
        kind, _, name = address.removeprefix(addresses.API).partition("/")
        if kind == "items" and name.isascii() and name.isdecimal() and len(name) < 19 and name[0] != "0":
            return int(name)
        if kind == "annual-reports" and (found := _REPORT.fullmatch(name)):
            return "report", found[1], int(found[2])
        return ("agency", name) if kind == "agencies" and name and "/" not in name else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        """The documents; items and bodies each in one go."""
        wanted: list[Any] = list(keys)
        ids = [key for key in wanted if isinstance(key, int)]
        if ids:
            yield from documents.item_files(ids)
        names = [key[1] for key in wanted if isinstance(key, tuple) and key[0] == "agency"]
        if names:
            yield from documents.agency_files(names)
        reports = [(key[1], key[2]) for key in wanted if isinstance(key, tuple) and key[0] == "report"]
        if reports:
            yield from reporting.report_files(reports)
        for key in wanted:
            if key in OF_THE_API:
                yield File(key, OF_THE_API[key](settings.WAGTAILADMIN_BASE_URL.rstrip("/")), JSON)
            elif isinstance(key, str):
                yield SINGLE[key]()
