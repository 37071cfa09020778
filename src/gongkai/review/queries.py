"""What waits for a person, what is overdue, what was decided, what somebody last saw."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from gongkai.agencies.models import Agency, Appointment, Person
from gongkai.review.matters import Matter, MatterKind, open_matters
from gongkai.review.models import Decision, DecisionKind, Sighting, Stage
from gongkai.review.situations import actor_of, decisions_of
from gongkai.statute.workdays import CALENDAR


@dataclass(frozen=True)
class Waiting:
    """A line of "what waits for me". `subject` is the stored thing; `overdue_by` in working days, 0 when in time.

    `sent_back` and `emergency` tell a draft to be mended and an emergency to be answered from a review. `remark`
    is why it was sent back, or why it was urgent. `stands_in_for` is the name of the absent holder, or empty.
    """

    subject: Any
    title: str
    agency: Agency
    stage: Stage
    revision_id: int
    since: datetime.date
    due_on: datetime.date
    due_explanation: str
    late: bool
    overdue_by: int
    sent_back: bool
    emergency: bool
    stands_in_for: str
    remark: str


def _subjects(matters: Iterable[Matter]) -> dict[tuple[int, int], Any]:
    """The things themselves: one query for each of their kinds."""
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for matter in matters:
        wanted[matter.content_type].add(matter.object_id)
    found = {}
    for content_type, ids in wanted.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            rows = model._base_manager.in_bulk(ids)
            found.update({(content_type, pk): row for pk, row in rows.items()})
    return found


def _remarks(matters: Iterable[Matter]) -> dict[int, str]:
    wanted = [matter.round.remark.decision for matter in matters if matter.round.remark]
    return dict(Decision.objects.filter(pk__in=wanted).values_list("pk", "comment")) if wanted else {}


def _absent(appointments: Collection[int]) -> dict[int, str]:
    rows = Appointment.objects.filter(pk__in=appointments)
    return dict(rows.values_list("pk", "person__name")) if appointments else {}


def _lines(matters: list[Matter], day: datetime.date, stands_in: dict[int, int]) -> list[Waiting]:
    subjects, remarks = _subjects(matters), _remarks(matters)
    absent = _absent(set(stands_in.values()))
    lines = []
    for one in matters:
        subject = subjects.get((one.content_type, one.object_id))
        if subject is None:
            continue
        remark = one.round.remark
        lines.append(
            Waiting(
                subject=subject,
                title=one.title,
                agency=one.agency,
                stage=one.stage,
                revision_id=one.round.revision,
                since=one.since,
                due_on=one.due.date,
                due_explanation=one.due.explanation(),
                late=one.overdue(day),
                overdue_by=max(0, CALENDAR.workdays_between(one.due.date, day)),
                sent_back=one.kind is MatterKind.MEND,
                emergency=one.kind is MatterKind.ANSWER,
                stands_in_for=absent.get(stands_in.get(one.round.number, 0), ""),
                remark=remarks.get(remark.decision, "") if remark else "",
            )
        )
    return lines


def _matters_for(person: Person, day: datetime.date) -> tuple[list[Matter], dict[int, int]]:
    """What waits for the person, and in whose place he would act, by round."""
    actor = actor_of(person, day)
    if not actor.powers.holdings:
        return [], {}
    matters = [one for one in open_matters(day, actor.powers.agency_ids) if one.waits_for(actor)]
    places = {one.round.number: one.stands_in(actor) for one in matters}
    return matters, {number: place for number, place in places.items() if place is not None}


def waiting_for(person: Person, day: datetime.date) -> list[Waiting]:
    """What waits for the person on the day, the most urgent first.

    Reviews at a stage of his, drafts of his body that were sent back, emergencies that he may answer. A constant
    number of queries (nine at most, and one for each kind of subject).
    """
    matters, stands_in = _matters_for(person, day)
    return _lines(matters, day, stands_in)


def waiting_rounds(person: Person, stage: Stage, day: datetime.date) -> list[int]:
    """The rounds in which the person may decide at the stage on the day."""
    matters, _ = _matters_for(person, day)
    return [one.round.number for one in matters if one.kind is MatterKind.REVIEW and one.stage is stage]


def overdue(day: datetime.date, agency_ids: Collection[int] | None = None) -> list[Waiting]:
    """What is past its period on the day, of these bodies or of all, the longest overdue first."""
    matters = [one for one in open_matters(day, agency_ids) if one.overdue(day)]
    if agency_ids is not None:
        matters = [one for one in matters if one.agency.pk in agency_ids]
    return _lines(matters, day, {})


def history(subject: Any) -> list[Decision]:
    """All that was decided or said on the subject, oldest first, ready to be shown. One query."""
    return decisions_of(subject)


def unanswered_emergency(decisions: Iterable[Decision]) -> Decision | None:
    """Of what was decided on a subject the first emergency publication that nobody has answered for yet."""
    rows = list(decisions)
    answers = (DecisionKind.EMERGENCY_CONFIRMED, DecisionKind.EMERGENCY_REJECTED)
    answered = {row.round for row in rows if row.kind in answers}
    return next(
        (row for row in rows if row.kind == DecisionKind.EMERGENCY and row.round not in answered), None
    )


def record_sighting(subject: Any, person: Person, revision_id: int) -> None:
    """The person has this revision before his eyes now. Once is enough."""
    Sighting.objects.bulk_create(
        [
            Sighting(
                content_type=ContentType.objects.get_for_model(subject),
                object_id=subject.pk,
                revision_id=revision_id,
                person=person,
                recorded_by=person,
            )
        ],
        ignore_conflicts=True,
    )


def last_seen_revision(subject: Any, person: Person) -> int | None:
    """The last revision before the present one that the person opened or decided on; None when there is none."""
    latest = subject.get_latest_revision()
    if latest is None:
        return None
    where = {
        "content_type": ContentType.objects.get_for_model(subject),
        "object_id": subject.pk,
        "person": person,
        "revision_id__lt": latest.pk,
    }
    seen: QuerySet[Any, Any] = Sighting.objects.filter(**where).values_list("revision_id", flat=True)
    decided = Decision.objects.filter(**where).values_list("revision_id", flat=True)
    return max({*seen, *decided}, default=None)
