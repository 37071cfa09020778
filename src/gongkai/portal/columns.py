"""The columns of bodies that readers see."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Column


def columns_of(bodies: Iterable[Agency]) -> list[Column]:
    """The columns in service of these bodies, by body and rank; each with its body, without asking for it. One query."""
    known = {body.pk: body for body in bodies}
    found = list(
        Column.objects.filter(agency_id__in=known, in_service=True).order_by("agency_id", "rank", "pk")
    )
    for column in found:
        column.agency = known[column.agency_id]
    return found
