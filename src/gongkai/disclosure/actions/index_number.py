"""Giving an item its index number (索引号): once, from its body's series of the year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from django.db.models import Max

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Person
from gongkai.disclosure.actions.base import ItemAction
from gongkai.disclosure.models import IndexNumber, Item
from gongkai.disclosure.numbering import written
from gongkai.disclosure.rights import refusals_to_work

LOOK_AHEAD = 20


class AllotIndexNumber(ItemAction[IndexNumber]):
    """Allot the next number of the body and year. An item keeps its number for good."""

    label = "编索引号"

    def refusals(self) -> list[str]:
        """The item has one, or the person does not write for the body."""
        reasons = refusals_to_work(self.by, self.item.agency)
        if self.item.index_number_id is not None:
            reasons.append(f"这条信息已有索引号{self.item.index_number}，索引号定下后不再更改。")
        return reasons

    def carry_out(self) -> IndexNumber:
        """The number that was given."""
        return allot(self.item, self.by)

    def details(self) -> dict[str, str]:
        """The number."""
        return {"number": str(self.item.index_number)}


def allot(item: Item, by: Person | None) -> IndexNumber:
    """Give the item the next number of its body, in the caller's transaction.

    The body's row stays locked until the transaction ends, so two at once get two numbers.

    Raises:
        Refused: when the body's pattern cannot be used.
    """
    agency = Agency.objects.select_for_update().get(pk=item.agency_id)
    year = today().year
    last = IndexNumber.objects.filter(agency=agency, year=year).aggregate(last=Max("serial"))["last"] or 0
    serial, text = next(_free(agency, year, last + 1))
    number = IndexNumber.objects.create(agency=agency, year=year, serial=serial, number=text, recorded_by=by)
    item.index_number = number
    item.save(update_fields=["index_number"])
    return number


def _free(agency: Agency, year: int, first: int) -> Iterator[tuple[int, str]]:
    """Serials that nobody has, with their numbers, from the first on.

    Another body may share the code (a department has its county's), and so the number.
    """
    for start in count(first, LOOK_AHEAD):
        texts = {
            serial: written(agency.index_pattern, code=agency.code, year=year, serial=serial)
            for serial in range(start, start + LOOK_AHEAD)
        }
        taken = set(IndexNumber.objects.filter(number__in=texts.values()).values_list("number", flat=True))
        yield from ((serial, text) for serial, text in texts.items() if text not in taken)
