"""Numbers that are known to have been given and that the database has forgotten: a backup took its place.

Whoever saved the address of an item, or quoted an index number, must never find another item there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from gongkai.acts.days import today
from gongkai.acts.row_numbers import begin_beyond
from gongkai.agencies.models import Agency
from gongkai.disclosure.models import IndexNumber, Item
from gongkai.disclosure.numbering import serial_of


@dataclass(frozen=True)
class GivenIndexNumber:
    """An index number as it stood in public, and the short name of the body that gave it."""

    agency: str
    number: str


def with_index_number() -> set[int]:
    """The items that the database knows to have an index number: theirs are not given again."""
    return set(Item._base_manager.exclude(index_number=None).values_list("pk", flat=True))


def keep_items(highest: int) -> bool:
    """Have new items get numbers beyond this one; False where they do already."""
    return begin_beyond(Item, highest)


def keep_index_numbers(given: Iterable[GivenIndexNumber]) -> list[str]:
    """Note as given what the series of a body would give again; which numbers these are.

    Numbers that the body's pattern does not give this year cannot come again, those of a body that is gone neither.
    """
    kept = []
    with transaction.atomic():
        bodies = {body.short_name: body for body in Agency.objects.select_for_update()}
        for each in given:
            body = bodies.get(each.agency)
            if body is not None and _note(body, each.number):
                kept.append(each.number)
    return kept


def _note(body: Agency, number: str) -> bool:
    year = today().year
    serial = serial_of(number, body.index_pattern, code=body.code, year=year)
    series = IndexNumber.objects.filter(agency=body, year=year)
    if serial is None or IndexNumber.objects.filter(number=number).exists():
        return False
    if series.filter(serial=serial).exists():
        # By another pattern; the series has gone on beyond it.
        return False
    IndexNumber.objects.create(agency=body, year=year, serial=serial, number=number)
    return True
