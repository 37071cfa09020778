"""What a body did in a year, counted as its annual report counts it. Every figure opens the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import supervision_counts
from gongkai.disclosure.models import ColumnKind
from gongkai.office.views.arrangement import chosen_agency
from gongkai.register.models import ChangeKind
from gongkai.register.queries import counts

FIRST_YEAR = 2008


@dataclass(frozen=True)
class Figure:
    """A count and where its entries are."""

    number: int
    address: str


@dataclass(frozen=True)
class Line:
    """A kind of column with its counts, one for each kind of change."""

    label: str
    figures: tuple[Figure, ...]


def _address(agency: Agency, year: int, kind: str, column_kind: str) -> str:
    asked = {
        "agency": agency.pk,
        "kind": kind,
        "column_kind": column_kind,
        "since": f"{year}-01-01",
        "until": f"{year}-12-31",
    }
    return f"{reverse('register:index')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _lines(agency: Agency, year: int, kinds: list[str]) -> list[Line]:
    found = counts(agency, year)
    lines = []
    for value, label in ColumnKind.choices:
        figures = tuple(
            Figure(found.get(kind, {}).get(value, 0), _address(agency, year, kind, value)) for kind in kinds
        )
        if any(figure.number for figure in figures):
            lines.append(Line(str(label), figures))
    totals = tuple(
        Figure(sum(found.get(kind, {}).values()), _address(agency, year, kind, "")) for kind in kinds
    )
    return [*lines, Line("合计", totals)]


@office_screen()
def yearly(request: OfficeRequest) -> HttpResponse:
    """The counts of a year, for a body."""
    agency, readable = chosen_agency(request)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and FIRST_YEAR <= int(asked) <= today().year else today().year
    kinds = [
        ChangeKind.PUBLISHED,
        ChangeKind.UPDATED,
        ChangeKind.MODIFIED,
        ChangeKind.CORRECTED,
        ChangeKind.WITHDRAWN,
    ]
    context = {
        "agency": agency,
        "agencies": readable,
        "year": year,
        "years": range(today().year, FIRST_YEAR - 1, -1),
        "kinds": [kind.label for kind in kinds],
        "lines": _lines(agency, year, [kind.value for kind in kinds]),
        "supervision": supervision_counts(agency, year),
    }
    return render(request, "office/yearly.html", context)
