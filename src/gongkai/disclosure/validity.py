"""What validity a document has on a day, derived from the dated changes."""

from __future__ import annotations

import datetime

from gongkai.disclosure.models import ColumnKind, Item
from gongkai.statute.metadata import Validity


def validity_of(item: Item, day: datetime.date) -> Validity | None:
    """The validity on the day. In force until something changed it; None for what is no document."""
    last = item.validity_changes.filter(on__lte=day).order_by("on", "pk").last()
    return validity_after(item, last.validity if last else None)


def validity_after(item: Item, changed_to: str | None) -> Validity | None:
    """The same from what `ItemQuerySet.with_validity` found, without a query of its own."""
    return validity_in(item.column.kind, changed_to)


def validity_in(kind: str, changed_to: str | None) -> Validity | None:
    """The same for an item in a column of that kind."""
    if changed_to:
        return Validity(changed_to)
    return Validity.IN_FORCE if kind == ColumnKind.DOCUMENT else None
