"""When readers last saw something else of the items of each part of the site map, without asking the whole register."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, Max

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
        """The day of the last entry about the items of each part of `part` numbers. Three queries."""
        read = self._known(part)
        head = Entry.objects.order_by("-sequence").values_list("sequence", "entry_hash").first()
        if head is None:
            return {}
        # By number and kind alone: told the type as well, SQLite goes through all that there is of it.
        since = Entry.objects.filter(sequence__gt=read.sequence, sequence__lte=head[0], kind__in=SEEN)
        parts = since.order_by().annotate(part=F("subject_id") / part).values_list("subject_type", "part")
        found = parts.annotate(at=Max("public_at"))
        days = {**read.days, **{number: at for kind, number, at in found if kind == guard.SUBJECT_TYPE}}
        self._read = _Read(part, head[0], head[1], days)
        return days

    def _known(self, part: int) -> _Read:
        read = self._read
        same = Entry.objects.filter(sequence=read.sequence, entry_hash=read.entry_hash)
        return read if read.part == part and read.sequence and same.exists() else _Read()
