"""The lines of an item's metadata table, in the official order and with the official labels (statute.metadata)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.acts.days import day_of
from gongkai.disclosure import readings
from gongkai.disclosure.models import Item
from gongkai.statute.metadata import METADATA_FIELDS, Validity

WIDE = frozenset({"title", "summary", "keywords"})


@dataclass(frozen=True, slots=True)
class Particular:
    """A line: label and text. A wide one takes the whole width of the table."""

    key: str
    label: str
    text: str
    wide: bool


def particulars_of(item: Item, validity: Validity | None) -> tuple[Particular, ...]:
    """What is known of the item; of what is not required, only what is there."""
    return tuple(_in_pairs(list(_known(item, validity))))


def _in_pairs(particulars: list[Particular]) -> Iterator[Particular]:
    """Two narrow ones make a line; one that is left alone takes it for itself."""
    waits = False
    for number, one in enumerate(particulars):
        next_is_narrow = number + 1 < len(particulars) and not particulars[number + 1].wide
        if one.wide:
            yield one
        elif waits or next_is_narrow:
            waits = not waits
            yield one
        else:
            yield replace(one, wide=True)


def _known(item: Item, validity: Validity | None) -> Iterator[Particular]:
    texts = _texts(item, validity)
    for field in METADATA_FIELDS:
        text = texts[field.key]
        if text or field.required:
            yield Particular(field.key, field.label, text or "—", field.key in WIDE)


def _texts(item: Item, validity: Validity | None) -> dict[str, str]:
    published = item.first_published_at
    return {
        "index_number": str(item.index_number or ""),
        "title": item.title,
        "issuer": item.agency.name,
        "formed_on": readings.day(item.formed_on),
        "published_on": readings.day(day_of(published)) if published else "",
        "document_number": item.document_number,
        "validity": validity.label if validity else "",
        "theme": item.theme,
        "genre": item.genre,
        "openness": readings.openness(item.openness),
        "summary": item.summary,
        "keywords": item.keywords,
        "category": item.column.name,
    }
