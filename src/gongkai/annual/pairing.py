"""Which reports belong together: one body's reports of two years, and two files of one body and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import Generic, Protocol, TypeVar

from gongkai.annual.body_name import BodyName, parse_name

__all__ = ["Identified", "Likeness", "Pairing", "find_duplicates", "find_previous", "likeness", "same_body"]


class Identified(Protocol):
    """What pairing asks of a report; an index of a folder will do, the figures are not looked at."""

    @property
    def file(self) -> str | None:
        """Where it was read from."""

    @property
    def agency(self) -> str | None:
        """The body as the report names it."""

    @property
    def year(self) -> int | None:
        """The year reported on."""


ReportT = TypeVar("ReportT", bound=Identified)


class Likeness(IntEnum):
    """How surely two names mean one body; the smaller the surer."""

    SAME = 1
    """The same name but for spelling."""
    PLACE_LEFT_OUT = 2
    """One of them leaves out the province, the city or the county before it."""
    OFFICE = 3
    """One is a government, the other its office: one publisher, though not always one report."""


def likeness(one: str, other: str) -> Likeness | None:
    """How surely two names mean the same body, None when they do not.

    >>> likeness("盐边县财政局", "财政局").name
    'PLACE_LEFT_OUT'
    """
    return _likeness(parse_name(one), parse_name(other))


def same_body(one: str, other: str) -> bool:
    """Whether two names mean the same body, in any of the ways of :class:`Likeness` but that of an office."""
    found = likeness(one, other)
    return found is not None and found is not Likeness.OFFICE


def _likeness(one: BodyName, other: BodyName) -> Likeness | None:
    if one.core != other.core:
        return None
    if one.places == other.places:
        grade = Likeness.SAME
    elif _agree(one, other):
        grade = Likeness.PLACE_LEFT_OUT
    else:
        return None
    return grade if one.office == other.office else Likeness.OFFICE


def _agree(one: BodyName, other: BodyName) -> bool:
    """Whether one's places are the other's with some left out."""
    if not one.places or not other.places:
        return True
    if one.places[-1] != other.places[-1]:
        return False
    levels = {place.level: place for place in one.places[:-1]}
    return all(levels.get(place.level, place) == place for place in other.places[:-1])


@dataclass(frozen=True, slots=True)
class Pairing(Generic[ReportT]):
    """A report and its body's report of the year before.

    ``previous`` is None where there is none, or where several fit equally well: then they stand in
    ``rivals``, and no one is chosen for the reader.
    """

    report: ReportT
    previous: ReportT | None = None
    likeness: Likeness | None = None
    rivals: tuple[ReportT, ...] = ()


def find_previous(
    reports: Sequence[ReportT], earlier: Sequence[ReportT] | None = None
) -> list[Pairing[ReportT]]:
    """Each report with its partner of last year, in the order given.

    Partners are looked for in ``earlier``, or among the reports themselves. The surest likeness wins; of
    several equally sure, the one in the same file format; if that leaves more than one, none is chosen.
    """
    shelves = _Shelves(reports if earlier is None else earlier)
    return [_partner(report, shelves) for report in reports]


def _partner(report: ReportT, shelves: _Shelves[ReportT]) -> Pairing[ReportT]:
    if report.agency is None or report.year is None:
        return Pairing(report)
    name = parse_name(report.agency)
    graded: dict[Likeness, list[ReportT]] = defaultdict(list)
    for candidate in shelves.candidates(name, report.year - 1):
        grade = _likeness(name, parse_name(candidate.agency or ""))
        if grade is not None:
            graded[grade].append(candidate)
    if not graded:
        return Pairing(report)
    best = min(graded)
    rivals = graded[best]
    alike = [rival for rival in rivals if _format(rival) == _format(report)]
    chosen = rivals if len(rivals) == 1 else alike
    if len(chosen) == 1:
        return Pairing(report, chosen[0], best)
    return Pairing(report, None, best, tuple(rivals))


def _format(report: Identified) -> str:
    return PurePath(report.file or "").suffix.lower()


class _Shelves(Generic[ReportT]):
    """Reports by year and body, so that a folder of thousands is paired without comparing each with each."""

    def __init__(self, reports: Iterable[ReportT]) -> None:
        self._exact: dict[tuple[int, BodyName], list[ReportT]] = defaultdict(list)
        self._by_last_place: dict[tuple[int, str, object], list[ReportT]] = defaultdict(list)
        self._by_core: dict[tuple[int, str], list[ReportT]] = defaultdict(list)
        for report in reports:
            if report.agency is None or report.year is None:
                continue
            name = parse_name(report.agency)
            self._exact[report.year, name].append(report)
            self._by_last_place[report.year, name.core, _last(name)].append(report)
            self._by_core[report.year, name.core].append(report)

    def candidates(self, name: BodyName, year: int) -> Iterator[ReportT]:
        """Every report of that year that may be of that body; the exactly named alone where there are any."""
        exact = self._exact.get((year, name))
        if exact:
            yield from exact
        elif name.places:
            yield from self._by_last_place.get((year, name.core, _last(name)), ())
            yield from self._by_last_place.get((year, name.core, None), ())
        else:
            yield from self._by_core.get((year, name.core), ())


def _last(name: BodyName) -> object:
    return name.places[-1] if name.places else None


def find_duplicates(reports: Sequence[ReportT]) -> list[list[ReportT]]:
    """Groups of two and more reports of one body and year, each in the order given.

    A government and its office are not duplicates. A name without places joins the one body that it can
    mean, and stands alone where it can mean several.
    """
    groups: dict[tuple[int, BodyName], list[ReportT]] = defaultdict(list)
    for report in reports:
        if report.agency is not None and report.year is not None:
            groups[report.year, parse_name(report.agency)].append(report)
    by_kind: dict[tuple[int, str, bool], list[tuple[int, BodyName]]] = defaultdict(list)
    for key in groups:
        by_kind[key[0], key[1].core, key[1].office].append(key)
    for keys in by_kind.values():
        _join_short_names(groups, keys)
    order = {id(report): position for position, report in enumerate(reports)}
    found = [
        sorted(group, key=lambda report: order[id(report)]) for group in groups.values() if len(group) > 1
    ]
    return sorted(found, key=lambda group: order[id(group[0])])


def _join_short_names(
    groups: dict[tuple[int, BodyName], list[ReportT]], keys: list[tuple[int, BodyName]]
) -> None:
    by_last: dict[object, list[tuple[int, BodyName]]] = defaultdict(list)
    for key in keys:
        by_last[_last(key[1])].append(key)
    # From the shortest name up, so that 财政局 reaches 四川省盐边县财政局 by way of 盐边县财政局.
    for key in sorted(keys, key=lambda key: len(key[1].places)):
        pool = by_last[_last(key[1])] if key[1].places else keys
        fuller = [
            other for other in pool if len(other[1].places) > len(key[1].places) and _agree(other[1], key[1])
        ]
        nearest = [other for other in fuller if all(_agree(other[1], third[1]) for third in fuller)]
        if fuller and len(nearest) == len(fuller):
            target = min(fuller, key=lambda other: len(other[1].places))
            groups[target].extend(groups.pop(key))
