"""Annual reports and their figures, from what the body published and the engine read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from gongkai.agencies.models import Agency
from gongkai.annual.form import label_of, unit_of
from gongkai.annual.report import Status
from gongkai.channels import addresses
from gongkai.channels.api import references
from gongkai.channels.api.answering import encoded
from gongkai.channels.api.listing import agency_number, given
from gongkai.channels.api.paging import Window, check_depth
from gongkai.channels.api.parameters import ReportParameters
from gongkai.channels.api.problems import Problem
from gongkai.channels.api.schemas import reports as schemas
from gongkai.channels.api.schemas.common import Labelled
from gongkai.channels.pages import JSON, Absent, File
from gongkai.disclosure.tombstones import tombstones
from gongkai.reports import queries

REPORTS: Final = addresses.api("annual-reports")
FILES: Final = ("docx", "pdf", "xlsx", "json")
_STATUS: Final = {
    Status.PRINTED: "原件所印",
    Status.RECONCILED: "由勾稽关系得出",
    Status.BLANK: "原件空白",
    Status.ABSENT: "原件没有这一格",
    Status.UNREADABLE: "识读不出",
}
ReportKey = tuple[str, int]
"""Short name of the body, and the year."""


class WithdrawnReport(Problem):
    """A report that was public, and was withdrawn."""

    def __init__(self, tombstone: schemas.WithdrawnReport) -> None:
        super().__init__(
            HTTPStatus.GONE,
            "withdrawn",
            f"这份年报已于{tombstone.withdrawn_on:%Y-%m-%d}撤回，理由见 tombstone。请一并撤下您转载的内容。",
        )
        self.tombstone = tombstone

    @property
    def answer(self) -> schemas.WithdrawnReportAnswer:  # type: ignore[override]
        """The error, and the tombstone."""
        return schemas.WithdrawnReportAnswer(error=self.error, tombstone=self.tombstone)


def reports(asked: ReportParameters) -> schemas.ReportList:
    """A page of the reports that are public, by body, the newest first. One query, and one for a named body.

    There is one a body and year: few enough to be read without their figures, and then cut.

    Raises:
        Problem: 422, for a body that is not there, or a page too deep.
    """
    check_depth(asked.page, asked.size)
    bodies = [agency_number(asked.agency)] if asked.agency else None
    rows = queries.listed(bodies, [asked.year] if asked.year else None)
    window = Window(REPORTS, given(asked), asked.page, asked.size, len(rows))
    shown = [schemas.Report(**_fields(row)) for row in rows[window.rows]]
    return schemas.ReportList(reports=shown, **window.fields)


def first_reports() -> File:
    """The first page."""
    return File(REPORTS, encoded(reports(ReportParameters())), JSON)


def report_keys() -> list[ReportKey]:
    """Every report that is public, or was."""
    rows = [*queries.listed(), *queries.withdrawn()]
    return [(row.agency.short_name, row.year) for row in rows]


def report_files(wanted: Sequence[ReportKey]) -> Iterator[File | Absent]:
    """Each report: its detail, its tombstone (410), or nothing. Six queries, however many."""
    bodies = agency_numbers({name for name, _ in wanted})
    public = {
        (each.agency.short_name, each.year): each
        for each in queries.reports(list(bodies.values()), {year for _, year in wanted})
    }
    rows = queries.withdrawn(list(bodies.values())) if len(public) < len(set(wanted)) else []
    stones = tombstones([row.item for row in rows])
    gone = {(row.agency.short_name, row.year): row for row in rows if row.item_id in stones}
    for key in wanted:
        address = addresses.api("annual-reports", *key)
        if key in public:
            yield File(address, encoded(_detail(public[key])), JSON)
        elif key in gone:
            found = WithdrawnReport(_tombstone(gone[key], stones[gone[key].item_id]))
            yield File(address, encoded(found.answer), JSON, int(HTTPStatus.GONE))
        else:
            yield Absent(address)


def agency_numbers(short_names: set[str]) -> dict[str, int]:
    """The primary keys of bodies by short name. One query."""
    return dict(Agency.objects.filter(short_name__in=short_names).values_list("short_name", "pk"))


def _fields(row: Any) -> dict[str, Any]:
    return {
        "agency": references.agency_reference(row.agency),
        "year": row.year,
        "title": row.item.title,
        "item_id": row.item_id,
        "published_at": references.published_at(row.item),
        "url": addresses.absolute(addresses.annual_report(row.agency, row.year)),
        "api_url": addresses.absolute(addresses.api("annual-reports", row.agency.short_name, row.year)),
        "files": [
            schemas.ReportFile(
                kind=kind, url=addresses.absolute(addresses.annual_report(row.agency, row.year, kind))
            )
            for kind in FILES
        ],
    }


def _detail(public: queries.PublicReport) -> schemas.ReportDetail:
    report = public.report
    return schemas.ReportDetail(
        **_fields(public.published),
        edition=report.edition,
        dated=report.dated,
        preface=report.preface,
        sections=[
            schemas.ReportSection(number=each.number, title=each.title, text=each.text)
            for each in report.sections
        ],
        figures=[
            schemas.Figure(
                path=path,
                label=label_of(path),
                unit=unit_of(path).value,
                value=f"{value:f}" if isinstance(value, Decimal) else value,
                status=_status(status),
            )
            for path, value, status in public.figures()
        ],
    )


@cache
def _status(key: str) -> Labelled:
    return Labelled(key=key, label=_STATUS[Status(key)])


def _tombstone(row: Any, stone: Any) -> schemas.WithdrawnReport:
    return schemas.WithdrawnReport(
        agency=references.agency_reference(row.agency),
        year=row.year,
        title=stone.title,
        reason=stone.reason,
        withdrawn_on=stone.on,
    )
