"""What changed for readers, and in what order: the entries of the register that they notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Min

from gongkai.disclosure import guard
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.queries import CHANGES_OF_STATE, EntryQuerySet

SEEN = (*CHANGES_OF_STATE, ChangeKind.VALIDITY.value)
"""The kinds of entries after which readers see something else. What a channel noted of itself is none of them."""

FOLLOWED = (*SEEN, ChangeKind.CONCEALED.value)
"""What who copies us has to hear of: also that something of the past is not to be shown any more, which to readers of
a feed is no news."""

LOOKED_THROUGH = 1000
"""So many entries are read at a time where changes are looked for."""

MOST_LOOKS = 20
"""So many times for one answer: a register full of other things is not gone through at one request."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last entry after which something else was to be shown of an item."""

    sequence: int
    at: datetime.datetime


def of_items(kinds: tuple[str, ...] = SEEN) -> EntryQuerySet:
    """The entries about items, of these kinds."""
    found: EntryQuerySet = Entry.objects.filter(subject_type=guard.SUBJECT_TYPE, kind__in=kinds)
    return found


def last_changes(item_ids: Iterable[int], kinds: tuple[str, ...] = FOLLOWED) -> dict[int, LastChange]:
    """The last change of each item, by primary key. One query."""
    rows = of_items(kinds).filter(subject_id__in=list(item_ids)).order_by("sequence")
    return {
        subject: LastChange(sequence, at)
        for subject, sequence, at in rows.values_list("subject_id", "sequence", "public_at")
    }


@dataclass(frozen=True, slots=True)
class Followed:
    """What changed after an entry of the register: pairs of sequence and primary key, in the order of the register.

    `at` is the entry up to which the register was looked through, `more` whether something may come after it.
    """

    changes: tuple[tuple[int, int], ...]
    at: int
    more: bool


def changes_after(sequence: int, size: int, *, since: datetime.datetime | None = None) -> Followed:
    """Items that changed after an entry, each once, by its last change, at most `size`.

    `since` leaves out what changed before that moment. Two queries for every LOOKED_THROUGH entries, which in practice
    is two; where long runs of entries are about other things it stops after some of them, with more to come.
    """
    found: list[tuple[int, int]] = []
    at = sequence if since is None else max(sequence, _before(since))
    for _ in range(MOST_LOOKS):
        # Narrowed by the number alone, so that no database begins with an index of everything of a kind.
        rows = list(
            Entry.objects.filter(sequence__gt=at)
            .order_by("sequence")
            .values_list("sequence", "subject_id", "subject_type", "kind", "public_at")[:LOOKED_THROUGH]
        )
        changed = [
            (number, subject)
            for number, subject, subject_type, kind, moment in rows
            if subject_type == guard.SUBJECT_TYPE and kind in FOLLOWED and (since is None or moment >= since)
        ]
        last = last_changes({subject for _, subject in changed}) if changed else {}
        found += [(number, subject) for number, subject in changed if last[subject].sequence == number]
        if len(found) > size:
            return Followed(tuple(found[:size]), found[size - 1][0], more=True)
        at = rows[-1][0] if rows else at
        if len(rows) < LOOKED_THROUGH:
            return Followed(tuple(found), at, more=False)
    return Followed(tuple(found), at, more=True)


def _before(moment: datetime.datetime) -> int:
    """The number before the first entry of what became public at this moment or later."""
    later = Entry.objects.filter(public_at__gte=moment).aggregate(first=Min("sequence"))["first"]
    if later is None:
        later = (Entry.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    return int(later) - 1
