"""When readers last saw something else of the items of each part of the site map, without asking the whole register."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.channels.registered import SEEN
from gongkai.disclosure import guard
from gongkai.register.models import Entry

Days = Mapping[int, datetime.datetime]
"""By the number of the part."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the register up to an entry, which its hash tells from any other's history."""

    part: int = 0
    sequence: int = 0
    entry_hash: str = ""
    days: Days = field(default_factory=dict)


class LastDays:
    """Reads the register once in a process, then only what was entered since: entries are never changed.

    Where the last entry that was read is not there any more (another database, one that was put back), it begins anew.
    """

    def __init__(self) -> None:
        self._read = _Read()

    def of_parts(self, part: int) -> Days:
        """The day of the last entry about the items of each part of `part` numbers. Two queries."""
        read = self._known(part)
        days, last = dict(read.days), (read.sequence, read.entry_hash)
        rows = Entry.objects.filter(sequence__gt=read.sequence).order_by("sequence")
        columns = ("sequence", "entry_hash", "subject_type", "subject_id", "kind", "public_at")
        for *entry, subject_type, subject, kind, moment in rows.values_list(*columns).iterator():
            last = entry[0], entry[1]
            if subject_type == guard.SUBJECT_TYPE and kind in SEEN:
                number = subject // part
                days[number] = max(moment, days.get(number, moment))
        self._read = _Read(part, *last, days)
        return days

    def _known(self, part: int) -> _Read:
        read = self._read
        same = Entry.objects.filter(sequence=read.sequence, entry_hash=read.entry_hash)
        return read if read.part == part and read.sequence and same.exists() else _Read()
