"""Two versions of an item side by side, field by field, for a drafter who was overtaken by another."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure.models import Item
from gongkai.review.plain import fields_of


@dataclass(frozen=True)
class FieldOfTwo:
    """A field that is not the same in two versions."""

    label: str
    other: str
    own: str


def present_fields(other: Item, own: Item) -> list[FieldOfTwo]:
    """The fields that differ, as text; the version of the other first."""
    theirs, mine = fields_of(other), fields_of(own)
    return [
        FieldOfTwo(label, theirs.get(name, ("", ""))[1], text)
        for name, (label, text) in mine.items()
        if theirs.get(name, ("", ""))[1] != text
    ]
