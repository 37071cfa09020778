"""A backup that was put back would give numbers once more that the copy shows: they are kept from being given.

Before anybody drafts anything: the copy is looked at when the platform starts, and names the numbers until it was
built anew from the database that was put back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.channels import addresses
from gongkai.channels.copying import status
from gongkai.channels.copying.folder import Folder
from gongkai.disclosure.given_numbers import (
    GivenIndexNumber,
    keep_index_numbers,
    keep_items,
    with_index_number,
)
from gongkai.front.layout import path_of


@dataclass(frozen=True)
class Kept:
    """What new items get no more: numbers up to `highest` (0 where they would not have come again), index numbers."""

    highest: int
    index_numbers: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.highest or self.index_numbers)


def keep(folder: Folder) -> Kept:
    """Move the database's numbers beyond those that the copy shows and the database has not given.

    Raises:
        OSError: when the folder cannot be read.
    """
    if status.same_past(status.read(folder)):
        return Kept(0, ())
    items = set(_with_data(folder)) | set(_with_page(folder))
    highest = max(items, default=0)
    moved = keep_items(highest)
    unknown = sorted(items - with_index_number())
    given = (each for item in unknown if (each := _index_number(folder, item)) is not None)
    return Kept(highest if moved else 0, tuple(keep_index_numbers(given)))


def _with_data(folder: Folder) -> Iterator[int]:
    """The numbers of the items that have their data for machines in the copy, or a tombstone there."""
    place = folder.public / addresses.api("items").removeprefix("/")
    yield from (int(each.stem) for each in place.glob("*.json") if _is_number(each.stem))


def _with_page(folder: Folder) -> Iterator[int]:
    """The numbers of the items that have a page."""
    pages = addresses.item_at("*", 0).removeprefix("/").removesuffix("/0/")
    yield from (int(each.name) for each in folder.public.glob(f"{pages}/*") if _is_number(each.name))


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 19


def _index_number(folder: Folder, item: int) -> GivenIndexNumber | None:
    """The index number that the item's data say; None where there are none, or what cannot be read."""
    try:
        said = json.loads((folder.public / path_of(addresses.api("items", item))).read_bytes())
        said = said.get("tombstone", said)
        return GivenIndexNumber(str(said["agency"]["short_name"]), str(said["index_number"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
