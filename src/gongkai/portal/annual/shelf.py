"""What the pages of annual reports are made from, asked of the database once for many pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.reports.queries import PublicReport, listed, reports


@dataclass(frozen=True)
class Below:
    """A body below another, and its published reports by year: the address, and the day of publication."""

    body: Agency
    rows: dict[int, Any]


@dataclass
class Shelf:
    """Reports by body, newest first; the bodies below each; other items of its column."""

    reports: dict[int, list[PublicReport]] = field(default_factory=dict)
    below: dict[int, list[Below]] = field(default_factory=dict)
    others: dict[int, list[Item]] = field(default_factory=dict)

    @classmethod
    def of(cls, bodies: Iterable[Agency], *, blocks: bool = True) -> Shelf:
        """The shelf for the pages of these bodies; `blocks` says whether their blocks are among them."""
        wanted = {body.pk: body for body in bodies}
        shelf = cls()
        for public in reports(wanted):
            shelf.reports.setdefault(public.agency.pk, []).append(public)
        if blocks:
            shelf._add_below(wanted)
            shelf._add_others(wanted)
        return shelf

    def report(self, body_id: int, year: int) -> PublicReport | None:
        """A body's public report of a year."""
        return next((public for public in self.of_body(body_id) if public.year == year), None)

    def of_body(self, body_id: int) -> list[PublicReport]:
        """A body's public reports, newest first."""
        return self.reports.get(body_id, [])

    def _add_below(self, wanted: dict[int, Agency]) -> None:
        by_path = {body.path: pk for pk, body in wanted.items() if body.numchild}
        if not by_path:
            return
        steplen = Agency.steplen
        publishing = Agency.objects.filter(in_service=True, depth__gt=1).exclude(level=BodyLevel.VILLAGE)
        children = [body for body in publishing.order_by("path") if body.path[:-steplen] in by_path]
        rows: dict[int, dict[int, Any]] = {}
        for row in listed([body.pk for body in children]):
            rows.setdefault(row.agency_id, {})[row.year] = row
        for body in children:
            below = self.below.setdefault(by_path[body.path[:-steplen]], [])
            below.append(Below(body, rows.get(body.pk, {})))

    def _add_others(self, wanted: dict[int, Agency]) -> None:
        """Public items of the column that are no report: an explanation, an older form."""
        shown = [public.item.pk for found in self.reports.values() for public in found]
        others = (
            Item.objects.public()
            .filter(agency__in=wanted, column__kind=ColumnKind.ANNUAL_REPORT)
            .exclude(pk__in=shown)
            .order_by("-first_published_at", "-pk")
        )
        for item in others:
            item.agency = wanted[item.agency_id]
            self.others.setdefault(item.agency_id, []).append(item)


def address_of(public: PublicReport, ending: str = "") -> str:
    """Where a report stands, or the file beside it."""
    return addresses.annual_report(public.agency, public.year, ending)
