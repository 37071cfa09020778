"""The documents that stand at an address without any question: what the views answer and what the static copy has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from gongkai.channels import addresses
from gongkai.channels.api import listing
from gongkai.channels.api.answering import encoded
from gongkai.channels.api.details import details
from gongkai.channels.api.parameters import ColumnParameters, ItemParameters
from gongkai.channels.api.problems import Withdrawn
from gongkai.channels.api.summaries import tombstones_of
from gongkai.channels.pages import JSON, Absent, File


def item_files(ids: Sequence[int]) -> Iterator[File | Absent]:
    """Each item: its detail, its tombstone (410), or nothing."""
    public = details(ids)
    gone = tombstones_of([pk for pk in ids if pk not in public])
    for pk in ids:
        address = addresses.api("items", pk)
        if pk in public:
            yield _file(address, encoded(public[pk]))
        elif pk in gone:
            yield _file(address, encoded(Withdrawn(gone[pk]).answer), HTTPStatus.GONE)
        else:
            yield Absent(address)


def agency_files(short_names: Sequence[str] | None = None) -> Iterator[File | Absent]:
    """Each body; all of them for None."""
    known = listing.agency_details(short_names)
    for short_name in short_names if short_names is not None else known:
        address = addresses.api("agencies", short_name)
        found = known.get(short_name)
        yield Absent(address) if found is None else _file(address, encoded(found))


def first_items() -> File:
    """The newest items."""
    return _file(listing.ITEMS, encoded(listing.items(ItemParameters())))


def first_columns() -> File:
    """The first columns."""
    return _file(listing.COLUMNS, encoded(listing.columns(ColumnParameters())))


def all_agencies() -> File:
    """The tree of bodies."""
    return _file(listing.AGENCIES, encoded(listing.agencies()))


def _file(address: str, body: bytes, status: int = HTTPStatus.OK) -> File:
    return File(address, body, JSON, int(status))
