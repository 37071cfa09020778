"""The coverage map (完整度): what a body must publish, has, lacks, and has let go stale; and what came out late.

A duty binds by law, or by the body's own catalogue. It is fulfilled by public items that are marked with it, and by
those in a column that fulfils it. The number of queries does not depend on the number of bodies.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast, Coalesce, Substr

from gongkai.acts.days import CHINA, day_of
from gongkai.agencies.models import Agency, BodyLevel
from gongkai.disclosure.models import CatalogueEntry, Column, Item
from gongkai.statute.deadlines import formed_by
from gongkai.statute.duties import Duty, duties_for, duty
from gongkai.statute.metadata import Openness
from gongkai.statute.workdays import CALENDAR, Calendar


class State(Enum):
    """How a body stands to one duty."""

    HAS = "has"
    STALE = "stale"
    LACKS = "lacks"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """The word for a screen."""
        return {"has": "已公开", "stale": "待更新", "lacks": "缺", "exempt": "不适用"}[self.value]


@dataclass(frozen=True)
class DutyCoverage:
    """One duty of one body.

    `count` public items fulfil it, the newest published on `latest_on`; by `stale_on` something new was expected.
    `late` of them came out after the deadline of the catalogue (第二十六条: at most 20 working days).
    """

    duty: Duty
    state: State
    count: int = 0
    latest_on: datetime.date | None = None
    stale_on: datetime.date | None = None
    late: int = 0
    deadline_workdays: int = 20
    exempt_reason: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """All duties of one body, in the order of the law."""

    agency: Agency
    day: datetime.date
    duties: tuple[DutyCoverage, ...]

    def of(self, state: State) -> tuple[DutyCoverage, ...]:
        """Those in a state."""
        return tuple(entry for entry in self.duties if entry.state is state)

    @property
    def must(self) -> int:
        """How many duties bind the body."""
        return len(self.duties) - len(self.of(State.EXEMPT))

    @property
    def has(self) -> int:
        """How many are fulfilled, stale or not."""
        return self.must - len(self.of(State.LACKS))

    @property
    def fraction(self) -> float:
        """The part that is fulfilled, 0 to 1; 1 when nothing binds."""
        return self.has / self.must if self.must else 1.0


@dataclass(frozen=True)
class _Published:
    """So many public items of a body that are the same in all that coverage looks at."""

    duties: frozenset[str]
    column_id: int
    on: datetime.date
    formed_on: datetime.date | None
    renewed_on: datetime.date
    number: int


@dataclass
class _Facts:
    """Everything stored about one body."""

    columns: list[Column] = field(default_factory=list)
    catalogue: dict[str, list[CatalogueEntry]] = field(default_factory=lambda: defaultdict(list))
    items: list[_Published] = field(default_factory=list)


def coverage(agency: Agency, day: datetime.date, calendar: Calendar = CALENDAR) -> Coverage:
    """How a body stands on a day. Three queries."""
    return coverage_of([agency], day, calendar)[0]


def county_coverage(county: Agency, day: datetime.date, calendar: Calendar = CALENDAR) -> list[Coverage]:
    """How the county and every body below it that publishes stand. Four queries, however many bodies."""
    tree = Agency.objects.filter(path__startswith=county.path, in_service=True)
    return coverage_of(tree.exclude(level=BodyLevel.VILLAGE).order_by("path"), day, calendar)


def coverage_of(
    agencies: Iterable[Agency], day: datetime.date, calendar: Calendar = CALENDAR
) -> list[Coverage]:
    """How several bodies stand on a day, in their order. Three queries beside the bodies."""
    bodies = list(agencies)
    facts = _facts(bodies, day)
    return [Coverage(body, day, tuple(_of_body(body, facts[body.pk], day, calendar))) for body in bodies]


def _facts(bodies: list[Agency], day: datetime.date) -> dict[int, _Facts]:
    found: dict[int, _Facts] = {body.pk: _Facts() for body in bodies}
    for column in Column.objects.filter(agency__in=bodies, in_service=True).order_by("rank", "pk"):
        found[column.agency_id].columns.append(column)
    for entry in CatalogueEntry.objects.filter(agency__in=bodies).order_by("pk"):
        found[entry.agency_id].catalogue[entry.duty].append(entry)
    for agency_id, published in _published(bodies, day):
        found[agency_id].items.append(published)
    return found


def _published(bodies: list[Agency], day: datetime.date) -> Iterator[tuple[int, _Published]]:
    """What is public of each body, counted by the database: a county has a hundred thousand items.

    Moments are told apart by their hour, as text, because SQLite would call Python for the day of each.
    """
    until = datetime.datetime.combine(day, datetime.time.max, CHINA)
    public = Item.objects.filter(
        agency__in=bodies, live=True, openness=Openness.PROACTIVE, first_published_at__lte=until
    )
    rows = (
        public.order_by()
        .annotate(
            marked=Cast("duties", CharField()),
            hour=Substr(Cast("first_published_at", CharField()), 1, len("2024-06-03 09")),
        )
        .values_list("agency_id", "marked", "column_id", "hour", "formed_on")
        .annotate(number=Count("pk"), renewed=Max(Coalesce("last_published_at", "first_published_at")))
    )
    for agency_id, marked, column_id, hour, formed_on, number, renewed in rows:
        duties = frozenset(json.loads(marked) or ())
        on = day_of(datetime.datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=datetime.UTC))
        yield agency_id, _Published(duties, column_id, on, formed_on, day_of(renewed), number)


def _strictest(entries: Iterable[CatalogueEntry]) -> CatalogueEntry | None:
    """Of several matters of one duty the one with the strictest deadline; exempt only when every one is."""
    return min(
        entries,
        key=lambda entry: (bool(entry.exempt_reason), entry.deadline_workdays, entry.pk),
        default=None,
    )


def _of_body(body: Agency, facts: _Facts, day: datetime.date, calendar: Calendar) -> Iterable[DutyCoverage]:
    by_duty: dict[str, list[_Published]] = defaultdict(list)
    by_column: dict[int, list[_Published]] = defaultdict(list)
    for item in facts.items:
        by_column[item.column_id].append(item)
        for key in item.duties:
            by_duty[key].append(item)
    for bound in binding(body, facts.catalogue):
        entries = facts.catalogue.get(bound.key, [])
        columns = columns_for(bound.key, facts.columns, entries)
        items = list(by_duty[bound.key])
        for column in columns:
            items += [item for item in by_column[column.pk] if bound.key not in item.duties]
        yield _of_duty(bound, _strictest(entries), columns, items, day, calendar)


def columns_for(key: str, columns: Iterable[Column], entries: Iterable[CatalogueEntry]) -> list[Column]:
    """Of a body's columns those that fulfil a duty: made for it, or named by an entry of its catalogue for it."""
    named = {entry.column_id for entry in entries}
    return [column for column in columns if key in column.duties or column.pk in named]


def binding(body: Agency, catalogued: Collection[str]) -> list[Duty]:
    """What binds by law; and of what is only proposed, what the body took into its catalogue (keys of duties)."""
    if body.level == BodyLevel.VILLAGE:
        return []
    bound = [one for one in duties_for(body.level) if one.statutory or one.key in catalogued]
    keys = {one.key for one in bound}
    return bound + [duty(key) for key in catalogued if key not in keys]


def _of_duty(
    bound: Duty,
    entry: CatalogueEntry | None,
    columns: list[Column],
    items: list[_Published],
    day: datetime.date,
    calendar: Calendar,
) -> DutyCoverage:
    deadline = entry.deadline_workdays if entry is not None else 20
    latest = max((item.renewed_on for item in items), default=None)
    periods = [column.update_every_days for column in columns if column.update_every_days]
    stale_on = latest + datetime.timedelta(days=min(periods)) if latest and periods else None
    exempt = entry.exempt_reason if entry is not None else ""
    if exempt and not items:
        state = State.EXEMPT
    elif not items:
        state = State.LACKS
    else:
        state = State.STALE if stale_on is not None and stale_on < day else State.HAS
    return DutyCoverage(
        duty=bound,
        state=state,
        count=sum(item.number for item in items),
        latest_on=latest,
        stale_on=stale_on,
        late=sum(item.number for item in items if _is_late(item, deadline, calendar)),
        deadline_workdays=deadline,
        exempt_reason=exempt,
        columns=tuple(column.name for column in columns),
    )


def _is_late(item: _Published, workdays: int, calendar: Calendar) -> bool:
    """Whether they came out after the deadline, counted from the day they were formed (第二十六条)."""
    return calendar.workdays_between(formed_by(item.formed_on, item.on), item.on) > workdays
