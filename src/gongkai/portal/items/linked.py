"""An item as other pages name it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.channels import addresses
from gongkai.disclosure.models import Item


@dataclass(frozen=True, slots=True)
class Linked:
    """Title, document number, whose it is, and its address."""

    title: str
    document_number: str
    agency: str
    address: str


def linked(item: Item) -> Linked:
    """Of a public item whose body was read with it."""
    return Linked(item.title, item.document_number, item.agency.name, addresses.item(item))
