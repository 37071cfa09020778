"""What a body publishes, by what the law asks of it (第二十条、第二十一条): each duty with its catalogue and its items."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, Count, F, Window
from django.db.models.functions import Cast, RowNumber

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.disclosure.coverage import binding, columns_for
from gongkai.disclosure.models import CatalogueEntry, Column, Item
from gongkai.portal.listing import Listed, listed
from gongkai.statute.duties import Duty, DutyGroup

SHOWN = 3
"""So many items of a duty; the rest stands in its columns."""


class Terms(NamedTuple):
    """How something is published: within so many working days, by which post, on which channels, for whom."""

    workdays: int
    responsible: str
    channels: tuple[str, ...]
    audience: str

    @classmethod
    def of(cls, entry: CatalogueEntry) -> Terms:
        """Those of an entry of the catalogue."""
        post = entry.responsible
        return cls(entry.deadline_workdays, post.title if post else "", tuple(entry.channels), entry.audience)


@dataclass(frozen=True)
class Matter:
    """An entry of the catalogue: what of the duty, which contents, and its terms."""

    matter: str
    contents: str
    terms: Terms


@dataclass(frozen=True)
class DutyShown:
    """A duty, the body's catalogue entries for it, the columns it is met in, and its newest items.

    `exempt` is why it does not apply, "" where it does. `columns` are names and addresses.
    """

    duty: Duty
    matters: tuple[Matter, ...]
    columns: tuple[tuple[str, str], ...]
    count: int
    lines: tuple[Listed, ...]
    exempt: str


@dataclass(frozen=True)
class GroupShown:
    """The duties of one origin. `usual` are the terms of most of them, said once; None where there is no catalogue."""

    group: DutyGroup
    duties: tuple[DutyShown, ...]
    usual: Terms | None


@dataclass(frozen=True)
class _Same:
    """The public items of a column that are marked with the same duties: how many, and the newest."""

    duties: frozenset[str]
    column_id: int
    count: int
    newest: tuple[int, ...]


@dataclass
class _Facts:
    columns: list[Column] = field(default_factory=list)
    catalogue: dict[str, list[CatalogueEntry]] = field(default_factory=lambda: defaultdict(list))
    items: list[_Same] = field(default_factory=list)


def by_duty(bodies: Iterable[Agency], columns: Sequence[Column]) -> dict[int, list[GroupShown]]:
    """For each body its duties by group, in the order of the law. `columns` are those of the bodies. Four queries."""
    known = {body.pk: body for body in bodies}
    facts = {pk: _Facts() for pk in known}
    for column in columns:
        facts[column.agency_id].columns.append(column)
    entries = CatalogueEntry.objects.filter(agency_id__in=known).select_related("responsible", "column")
    for entry in entries.order_by("agency_id", "duty", "pk"):
        facts[entry.agency_id].catalogue[entry.duty].append(entry)
    for agency_id, same in _alike(known):
        facts[agency_id].items.append(same)
    lines = listed(pk for one in facts.values() for same in one.items for pk in same.newest)
    return {pk: _grouped(known[pk], one, lines) for pk, one in facts.items()}


def _alike(bodies: Iterable[int]) -> list[tuple[int, _Same]]:
    public = Item.objects.public().filter(agency_id__in=list(bodies)).order_by()
    marked = public.annotate(marked=Cast("duties", CharField()))
    place = Window(
        RowNumber(),
        partition_by=["column_id", "marked"],
        order_by=[F("first_published_at").desc(), F("pk").desc()],
    )
    newest: dict[tuple[int, str], list[int]] = defaultdict(list)
    top = marked.annotate(place=place).filter(place__lte=SHOWN).order_by("place")
    for pk, column_id, duties in top.values_list("pk", "column_id", "marked"):
        newest[column_id, duties].append(pk)
    groups = marked.values_list("agency_id", "column_id", "marked").annotate(number=Count("pk"))
    return [
        (
            agency_id,
            _Same(frozenset(json.loads(duties) or ()), column_id, number, tuple(newest[column_id, duties])),
        )
        for agency_id, column_id, duties, number in groups
    ]


def _grouped(body: Agency, facts: _Facts, lines: dict[int, Listed]) -> list[GroupShown]:
    groups: dict[DutyGroup, list[DutyShown]] = {}
    for duty in binding(body, facts.catalogue):
        groups.setdefault(duty.group, []).append(_shown(duty, facts, lines))
    return [GroupShown(group, tuple(duties), _usual(duties)) for group, duties in groups.items()]


def _usual(duties: Iterable[DutyShown]) -> Terms | None:
    terms = Counter(matter.terms for duty in duties for matter in duty.matters)
    return terms.most_common(1)[0][0] if terms else None


def _shown(duty: Duty, facts: _Facts, lines: dict[int, Listed]) -> DutyShown:
    entries = facts.catalogue.get(duty.key, [])
    columns = columns_for(duty.key, facts.columns, entries)
    within = {column.pk for column in columns}
    # The rule of the coverage map: what is marked with the duty, and all that is in a column for it.
    meant = [same for same in facts.items if duty.key in same.duties or same.column_id in within]
    found = sorted(
        (lines[pk] for same in meant for pk in same.newest if pk in lines),
        key=lambda line: (line.at, line.pk),
        reverse=True,
    )
    exempt = [entry.exempt_reason for entry in entries]
    return DutyShown(
        duty=duty,
        matters=tuple(
            Matter(entry.matter, entry.contents, Terms.of(entry))
            for entry in entries
            if not entry.exempt_reason
        ),
        columns=tuple((column.name, addresses.column(column)) for column in columns),
        count=sum(same.count for same in meant),
        lines=tuple(found[:SHOWN]),
        exempt=exempt[0] if exempt and all(exempt) and not found else "",
    )
