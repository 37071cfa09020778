"""Published annual reports, for whoever shows them: the portal, the API, the site map."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.annual.checking import Finding, check
from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, Figure
from gongkai.disclosure.models import Item
from gongkai.reports.models import PublishedReport


@dataclass(frozen=True)
class PublicReport:
    """A body's published report of a year, and that of the year before where it is published, too."""

    published: PublishedReport
    published_before: PublishedReport | None = None

    @property
    def agency(self) -> Agency:
        """Whose it is."""
        return self.published.agency

    @property
    def year(self) -> int:
        """The year that it is about."""
        return self.published.year

    @property
    def item(self) -> Item:
        """The item that it was published as."""
        return self.published.item

    @cached_property
    def report(self) -> AnnualReport:
        """Figures and text as they were read from the published file."""
        return self.published.report

    @cached_property
    def before(self) -> AnnualReport | None:
        """The report of the year before; None where that is not published."""
        return self.published_before.report if self.published_before is not None else None

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks of annual reports say of it, held against the year before."""
        return check(self.report, self.before)

    def figures(self) -> Iterator[tuple[str, Figure | None, str]]:
        """Every figure of the form: dotted path, value (None where it is not known), status."""
        for path in PATHS:
            cell = self.report.cell(path)
            yield path, cell.value, cell.status.value


def listed(agency_ids: Collection[int] | None = None, years: Collection[int] | None = None) -> list[Any]:
    """The rows of what is public, one for a body and year, newest year first; without figures. One query.

    Each row's `item` and `agency` are there, its `reading` is not.
    """
    found = PublishedReport.objects.current().select_related("item", "agency")
    return _once(_narrowed(found, agency_ids, years))


def reports(
    agency_ids: Collection[int] | None = None, years: Collection[int] | None = None
) -> list[PublicReport]:
    """What is public, with its figures, newest year first in each body. One query.

    `agency_ids` and `years` narrow it; the reports of the years before are found all the same.
    """
    wanted = set(years) | {year - 1 for year in years} if years is not None else None
    found = PublishedReport.objects.current().select_related(
        "item__column", "item__index_number", "agency", "reading__stored"
    )
    rows = _once(_narrowed(found, agency_ids, wanted))
    by_place = {(row.agency_id, row.year): row for row in rows}
    return [
        PublicReport(row, by_place.get((row.agency_id, row.year - 1)))
        for row in rows
        if years is None or row.year in years
    ]


def withdrawn(agency_ids: Collection[int] | None = None) -> list[Any]:
    """The last row of each body and year that was public once, and of which nothing is public now. Two queries."""
    gone = PublishedReport.objects.filter(item__in=Item.objects.withdrawn()).order_by("-pk")
    rows = _once(_narrowed(gone.select_related("item__index_number", "agency"), agency_ids, None))
    public = PublishedReport.objects.current().order_by().values_list("agency_id", "year")
    there = set(_narrowed(public, agency_ids, None)) if rows else set()
    return [row for row in rows if (row.agency_id, row.year) not in there]


def reports_of(items: Collection[Item]) -> dict[int, PublishedReport]:
    """The reports that these items are, by the item's primary key, with their agency; without figures. One query."""
    found = PublishedReport.objects.current().filter(item__in=[item.pk for item in items])
    return {row.item_id: row for row in found.select_related("agency")}


def _narrowed(found: Any, agency_ids: Collection[int] | None, years: Collection[int] | None) -> Any:
    if agency_ids is not None:
        found = found.filter(agency__in=agency_ids)
    return found if years is None else found.filter(year__in=years)


def _once(rows: Any) -> list[Any]:
    """The first of each body and year: the one that was published last. Its item knows its body, too."""
    kept: dict[tuple[int, int], Any] = {}
    for row in rows:
        row.item.agency = row.agency
        kept.setdefault((row.agency_id, row.year), row)
    return list(kept.values())
