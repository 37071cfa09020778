"""What readers are told of a document's validity on a day: what it is, since when, by what, and what is to come."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.disclosure.models import Item, ValidityChange
from gongkai.disclosure.validity import validity_after
from gongkai.portal.items.linked import Linked, linked
from gongkai.statute.metadata import Validity

NO_LONGER = frozenset({Validity.LAPSED, Validity.REPEALED})


@dataclass(frozen=True, slots=True)
class ValidityStep:
    """A change: to what, from which day, by what; `document` when that is a public item."""

    validity: Validity
    on: datetime.date
    basis: str
    document: Linked | None
    to_come: bool


@dataclass(frozen=True, slots=True)
class ShownValidity:
    """The validity on the day of the page; None for what is no document. `steps` are oldest first."""

    now: Validity | None
    steps: tuple[ValidityStep, ...] = ()

    @property
    def last(self) -> ValidityStep | None:
        """The change that made it what it is."""
        past = [step for step in self.steps if not step.to_come]
        return past[-1] if past else None

    @property
    def coming(self) -> tuple[ValidityStep, ...]:
        """Changes that are settled already and take effect later."""
        return tuple(step for step in self.steps if step.to_come)

    @property
    def is_over(self) -> bool:
        """No longer in force."""
        return self.now in NO_LONGER

    @property
    def is_limited(self) -> bool:
        """In force only in part."""
        return self.now is Validity.PARTLY_IN_FORCE


def shown_validity(
    item: Item, changes: Sequence[ValidityChange], documents: dict[int, Item], day: datetime.date
) -> ShownValidity:
    """Of the item's changes in their order; `documents` are the public ones among what they rest on."""
    steps = tuple(
        ValidityStep(
            validity=Validity(change.validity),
            on=change.on,
            basis=change.basis,
            document=linked(documents[change.basis_item_id]) if change.basis_item_id in documents else None,
            to_come=change.on > day,
        )
        for change in changes
    )
    past = [step for step in steps if not step.to_come]
    return ShownValidity(validity_after(item, past[-1].validity if past else None), steps)
