"""Named sets of entries. `visible_to` is the one predicate of who may read the register, for every way to read it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from gongkai.acts.days import CHINA
from gongkai.acts.facts import FactQuerySet
from gongkai.agencies.powers import Powers

PUBLICATIONS = ("published", "updated", "modified", "corrected")
"""The kinds after which a revision is public."""

CHANGES_OF_STATE = (*PUBLICATIONS, "withdrawn")
"""The kinds that decide whether something is public; the others are remarks about it."""

OF_CHANNELS = ("receipt", "taken_down")
"""The kinds that say what a channel did with something."""


@dataclass(frozen=True)
class Search:
    """What is looked for. Empty fields narrow nothing; both days are counted."""

    text: str = ""
    agency: int | None = None
    kind: str = ""
    column_kind: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def beginning_of(day: datetime.date) -> datetime.datetime:
    """The first moment of a day in China."""
    return datetime.datetime.combine(day, datetime.time(), CHINA)


class EntryQuerySet(FactQuerySet):
    """Entries, narrowed by who looks and by what is looked for."""

    def visible_to(self, powers: Powers) -> EntryQuerySet:
        """Those of one's own bodies and of the subtree that one supervises; all for an auditor."""
        if powers.audits:
            return self.all()
        readable = Q(agency_id__in=powers.agency_ids)
        for path in powers.supervised_paths:
            readable |= Q(agency__path__startswith=path)
        return self.filter(readable)

    def matching(self, search: Search) -> EntryQuerySet:
        """Those that fit; the text is looked for in name, index number and document number."""
        found = self
        for word in search.text.split():
            found = found.filter(
                Q(title__contains=word) | Q(index_number__contains=word) | Q(document_number__contains=word)
            )
        for name in ("kind", "column_kind"):
            if getattr(search, name):
                found = found.filter(**{name: getattr(search, name)})
        if search.agency is not None:
            found = found.filter(agency_id=search.agency)
        if search.since is not None:
            found = found.filter(public_at__gte=beginning_of(search.since))
        if search.until is not None:
            found = found.filter(public_at__lt=beginning_of(search.until + datetime.timedelta(days=1)))
        return found

    def of_subject(self, subject_type: str, subject_id: int) -> EntryQuerySet:
        """All about one subject, in their order."""
        return self.filter(subject_type=subject_type, subject_id=subject_id).order_by("sequence")

    def last_states(self, subject_type: str) -> EntryQuerySet:
        """For each subject of a type the entry that says whether it is public, and in which revision. One query."""
        latest = (
            self.filter(subject_type=subject_type, kind__in=CHANGES_OF_STATE)
            .order_by()
            .values("subject_id")
            .annotate(latest=Max("sequence"))
            .values("latest")
        )
        return self.filter(sequence__in=latest)


@dataclass(frozen=True)
class Page:
    """Some entries, newest first, and where the pages beside them begin."""

    entries: tuple[Any, ...]
    newer: int | None
    older: int | None


def page_of(
    entries: EntryQuerySet, *, before: int | None = None, after: int | None = None, size: int = 50
) -> Page:
    """A page by keyset: the entries below `before`, or the nearest above `after`; without either the newest.

    At most three queries, whatever the number of entries: no page is found by counting from the start. What is on
    the page is found in the index entry_searched alone, and only then read with its long body.
    """
    if after is not None:
        found = _numbers(entries.filter(sequence__gt=after).order_by("sequence"), size)
        more_newer, more_older = len(found) > size, True
        shown = found[:size][::-1]
    else:
        narrowed = entries if before is None else entries.filter(sequence__lt=before)
        found = _numbers(narrowed.order_by("-sequence"), size)
        shown, more_older = found[:size], len(found) > size
        more_newer = before is not None and entries.filter(sequence__gte=before).exists()
    rows = entries.model._default_manager.filter(sequence__in=shown).select_related("agency")
    return Page(
        tuple(rows.order_by("-sequence")),
        shown[0] if shown and more_newer else None,
        shown[-1] if shown and more_older else None,
    )


def _numbers(entries: EntryQuerySet, size: int) -> list[int]:
    return list(entries.values_list("sequence", flat=True)[: size + 1])


def counts(agency: Any, year: int) -> dict[str, dict[str, int]]:
    """How often a body did what in a year, as its annual report counts: by kind of change, then by kind of column.

    {"published": {"news": 5, "document": 2}, "updated": {...}, "modified": {}, "withdrawn": {}, "corrected": {}};
    the year is that of the day when it became public. One query.
    """
    from gongkai.register.models import Entry

    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    rows = (
        Entry.objects.matching(Search(agency=agency.pk, since=first, until=last))
        .filter(kind__in=CHANGES_OF_STATE)
        .order_by()
        .values_list("kind", "column_kind")
        .annotate(number=Count("pk"))
    )
    result: dict[str, dict[str, int]] = {kind: {} for kind in CHANGES_OF_STATE}
    for kind, column_kind, number in rows:
        result[kind][column_kind] = number
    return result
