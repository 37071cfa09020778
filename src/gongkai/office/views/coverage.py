"""The coverage map on the screen: one body duty by duty, and the whole county at a look."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.acts.days import today
from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.disclosure.coverage import State, coverage_of
from gongkai.office.views.arrangement import chosen_agency


@office_screen()
def coverage_map(request: OfficeRequest) -> HttpResponse:
    """What a body must publish, has, lacks, has let go stale; and beside it the others that the person reads."""
    agency, readable = chosen_agency(request)
    maps = coverage_of(readable, today())
    map_of_one = next(one for one in maps if one.agency.pk == agency.pk)
    asked = request.GET.get("state", "")
    duties = [one for one in map_of_one.duties if not asked or one.state.value == asked]
    context = {
        "agency": agency,
        "agencies": readable,
        "coverage": map_of_one,
        "duties": duties,
        "counts": [(state, len(map_of_one.of(state))) for state in State],
        "asked": asked,
        "percent": round(100 * map_of_one.fraction),
        "bodies": [
            (one, round(100 * one.fraction), len(one.of(State.LACKS)), len(one.of(State.STALE)))
            for one in maps
        ]
        if len(readable) > 1
        else [],
    }
    return render(request, "office/coverage.html", context)
