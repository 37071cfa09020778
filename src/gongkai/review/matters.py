"""What waits for somebody: submissions at a stage, drafts sent back, emergencies not answered. For whom, by when."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import WorkflowState

from gongkai.acts.days import day_of
from gongkai.agencies.models import Agency
from gongkai.review.judgement import Act, Actor, Situation, holding_for, objections
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.settings import Terms, terms_of_all
from gongkai.review.situations import steps_of
from gongkai.review.standing import Outcome, Round, rounds_of
from gongkai.statute.workdays import CALENDAR, Due


class MatterKind(StrEnum):
    """What somebody has to do."""

    REVIEW = "review"
    MEND = "mend"
    ANSWER = "answer"


ACTS: dict[MatterKind, Act] = {
    MatterKind.REVIEW: Act.APPROVE,
    MatterKind.MEND: Act.SUBMIT,
    MatterKind.ANSWER: Act.CONFIRM_EMERGENCY,
}
KINDS: dict[Outcome, MatterKind] = {
    Outcome.IN_REVIEW: MatterKind.REVIEW,
    Outcome.SENT_BACK: MatterKind.MEND,
    Outcome.EMERGENCY: MatterKind.ANSWER,
}


@dataclass(frozen=True)
class Matter:
    """One thing that waits. `since` is a day in China; `due` its period in working days, with its working."""

    kind: MatterKind
    content_type: int
    object_id: int
    title: str
    agency: Agency
    round: Round
    since: datetime.date
    due: Due
    situation: Situation

    @property
    def stage(self) -> Stage:
        """The stage at which it stands."""
        return self.round.stage

    def overdue(self, day: datetime.date) -> bool:
        """Whether its last day is over."""
        return day > self.due.date

    def waits_for(self, actor: Actor) -> bool:
        """Whether this person may do what it waits for: it waits for a post, not for the one who held it once."""
        return not objections(ACTS[self.kind], self.situation, actor)

    def stands_in(self, actor: Actor) -> int | None:
        """The appointment of the absent holder in whose place the person would act."""
        holding = holding_for(ACTS[self.kind], self.situation, actor)
        return holding.appointment_id if holding and holding.stands_in else None


def _open_decisions() -> Any:
    """The decisions of all rounds that are open in Wagtail, and of emergencies that nobody answered."""
    # As a list, not row by row: a few rounds are open, of hundreds of thousands of decisions.
    active = WorkflowState.objects.active().values("pk")
    answered = Decision.objects.filter(
        round=OuterRef("round"),
        kind__in=(DecisionKind.EMERGENCY_CONFIRMED, DecisionKind.EMERGENCY_REJECTED),
    )
    rows = Decision.objects.filter(Q(round__in=active) | (Q(kind=DecisionKind.EMERGENCY) & ~Exists(answered)))
    return rows.select_related("person", "agency").order_by("pk")


def _within(rows: Any, agency_ids: Collection[int] | None) -> Any:
    """Of these bodies only; an emergency may be answered from above, so that it is always looked at."""
    if agency_ids is None:
        return rows
    # By a sum, which no index knows: SQLite would else go through all that these bodies ever decided.
    rows = rows.annotate(of=F("agency_id") + 0)
    return rows.filter(Q(of__in=agency_ids) | Q(kind=DecisionKind.EMERGENCY))


def _supervising(agencies: Iterable[Agency]) -> dict[int, tuple[int, ...]]:
    """Of each body those above it, nearest first. One query, or none when no body has one."""
    paths = {
        agency.pk: [agency.path[:end] for end in range(len(agency.path) - agency.steplen, 0, -agency.steplen)]
        for agency in agencies
    }
    wanted = {path for above in paths.values() for path in above}
    known = dict(Agency.objects.filter(path__in=wanted).values_list("path", "pk")) if wanted else {}
    return {pk: tuple(known[path] for path in above if path in known) for pk, above in paths.items()}


def _due(since: datetime.date, kind: MatterKind, terms: Terms) -> Due:
    days = terms.confirm_days if kind is MatterKind.ANSWER else terms.days_per_stage
    return CALENDAR.add_workdays(since, days)


@dataclass(frozen=True)
class _Surroundings:
    """What the matters of a list have in common."""

    above: dict[int, tuple[int, ...]]
    terms: dict[int, Terms]

    def matter(self, rows: list[Decision]) -> Matter | None:
        """The matter that the decisions of one round make; None when it waits for nobody."""
        found = rounds_of(steps_of(rows))
        kind = KINDS.get(found[0].outcome) if found else None
        if kind is None:
            return None
        last, since = rows[-1], day_of(found[0].since)
        agency = last.agency
        situation = Situation(
            agency=agency.pk,
            agency_name=agency.short_name,
            title=last.subject_title,
            revision=found[0].revision,
            rounds=found,
            above=self.above[agency.pk],
            terms=self.terms,
        )
        due = _due(since, kind, self.terms[agency.pk])
        where = (last.content_type_id, last.object_id, last.subject_title, agency)
        return Matter(kind, *where, found[0], since, due, situation)


def open_matters(day: datetime.date, agency_ids: Collection[int] | None = None) -> list[Matter]:
    """Everything that waits for somebody on the day, the most urgent first. Three queries.

    With `agency_ids`, only of those bodies, and unanswered emergencies of all.
    """
    grouped: defaultdict[int, list[Decision]] = defaultdict(list)
    for row in _within(_open_decisions(), agency_ids):
        grouped[row.round].append(row)
    above = _supervising({rows[0].agency_id: rows[0].agency for rows in grouped.values()}.values())
    everywhere = {*above, *(pk for pks in above.values() for pk in pks)}
    surroundings = _Surroundings(above, terms_of_all(everywhere, day) if everywhere else {})
    matters = [surroundings.matter(rows) for rows in grouped.values()]
    return sorted((one for one in matters if one), key=lambda one: (one.due.date, one.round.number))
