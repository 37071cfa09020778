"""What whoever carries items to the public tells afterwards, so that each version has its receipt in the register."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from gongkai.channels.actions.record_automatic import RecordAutomatic, outstanding

AT_ONCE = 300
"""So many items in a transaction: SQLite has one writer, who must not be kept from writing for long."""


def note_carried(item_ids: Iterable[int], at: datetime.datetime) -> int:
    """The files of these items are in their place: portal, feeds and API carry them, or carry them no longer.

    Called when that is so. `at` is when the items were read to be rendered, with its time zone: what was published
    or withdrawn since is left to the next call. A version is noted once however often this is called; drafts and
    unknown numbers are passed over. Gives the number of versions that were newly noted.
    """
    noted = 0
    for ids in _batches(item_ids):
        if outstanding(ids, at):
            noted += RecordAutomatic(ids, at).perform()
    return noted


def awaited(item_ids: Iterable[int], at: datetime.datetime) -> set[int]:
    """Those of the items that `note_carried` would note something of."""
    return {entry.subject_id for ids in _batches(item_ids) for entry, _ in outstanding(ids, at)}


def _batches(item_ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(item_ids))
    for first in range(0, len(wanted), AT_ONCE):
        yield wanted[first : first + AT_ONCE]
