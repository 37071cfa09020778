"""The columns of bodies that readers see."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.models import Column

BLOCKS = frozenset({addresses.GUIDE, addresses.RULES, addresses.REPORTS})
"""Columns that are blocks of their own, and no part of 法定主动公开内容."""


def columns_of(bodies: Iterable[Agency]) -> list[Column]:
    """The columns in service of these bodies, by body and rank; each with its body, without asking for it. One query."""
    known = {body.pk: body for body in bodies}
    found = list(
        Column.objects.filter(agency_id__in=known, in_service=True).order_by("agency_id", "rank", "pk")
    )
    for column in found:
        column.agency = known[column.agency_id]
    return found


def countable(
    columns: Sequence[Column], body: Agency, totals: Mapping[int, tuple[int, datetime.date]]
) -> list[tuple[str, str, int, datetime.date | None]]:
    """The columns of a body that hold 法定主动公开内容: name, address, number of items, day of the last change."""
    found = []
    for column in columns:
        if column.agency_id == body.pk and column.slug not in BLOCKS:
            count, last = totals.get(column.pk, (0, None))
            found.append((column.name, addresses.column(column), count, last))
    return found
