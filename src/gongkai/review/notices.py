"""Who has to be told what: everything that is due, minus what was already told. Never "what happened since".

A notice that was missed because the machine stood still is due as long as its reason lasts, and is told at the
next run. What was told stands in the ledger (`Notice`), one line a person and reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.acts.days import today
from gongkai.acts.jobs import Outcome
from gongkai.agencies.models import Person
from gongkai.review.judgement import Actor
from gongkai.review.matters import Matter, MatterKind, open_matters
from gongkai.review.models import Decision, DecisionKind, Notice, NoticeKind, NoticeRead, Stage
from gongkai.review.roll import everybody
from gongkai.statute.workdays import chinese_date

BATCH = 500


@dataclass(frozen=True)
class Due:
    """One person has to be told one thing. `key` names the reason, the same for as long as it lasts."""

    person: int
    kind: NoticeKind
    key: str
    content_type: int
    object_id: int
    text: str
    due_on: datetime.date | None = None
    decision: int | None = None


WAITS: dict[MatterKind, tuple[NoticeKind, NoticeKind]] = {
    MatterKind.REVIEW: (NoticeKind.WAITING, NoticeKind.OVERDUE),
    MatterKind.MEND: (NoticeKind.SENT_BACK, NoticeKind.OVERDUE),
    MatterKind.ANSWER: (NoticeKind.CONFIRMATION, NoticeKind.CONFIRMATION_OVERDUE),
}


def _what(matter: Matter) -> str:
    where = f"{matter.agency.short_name}“{matter.title}”"
    if matter.kind is MatterKind.REVIEW:
        return f"{where}等待{matter.stage.label}"
    if matter.kind is MatterKind.MEND:
        remark = matter.round.remark
        return f"{where}被{remark.name if remark else '审核人'}退回，请修改后重新送审"
    return f"{where}已紧急发布，等待补审"


def _of_matter(matter: Matter, day: datetime.date, people: Iterable[Actor]) -> Iterator[Due]:
    in_time, late = WAITS[matter.kind]
    kind = late if matter.overdue(day) else in_time
    until = chinese_date(matter.due.date)
    ending = f"，已超过{until}的期限。" if kind is late else f"，请在{until}之前办理。"
    for actor in people:
        if matter.waits_for(actor):
            yield Due(
                actor.person,
                kind,
                f"{kind}:{matter.round.number}:{matter.stage}",
                matter.content_type,
                matter.object_id,
                _what(matter) + ending,
                matter.due.date,
            )


TOLD_AFTERWARDS: dict[DecisionKind, NoticeKind] = {
    DecisionKind.APPROVED: NoticeKind.PASSED,
    DecisionKind.COMMENTED: NoticeKind.COMMENTED,
    DecisionKind.EMERGENCY_CONFIRMED: NoticeKind.EMERGENCY_CONFIRMED,
    DecisionKind.EMERGENCY_REJECTED: NoticeKind.EMERGENCY_REJECTED,
}


def _untold_decisions() -> QuerySet[Decision]:
    """Decisions that others have to know of, and nobody was told yet."""
    told = Notice.objects.filter(decision=OuterRef("pk"))
    final = Q(kind=DecisionKind.APPROVED, stage=Stage.FINAL)
    others = Q(kind__in=[kind for kind in TOLD_AFTERWARDS if kind is not DecisionKind.APPROVED])
    rows: QuerySet[Decision] = Decision.objects.filter(final | others).filter(~Exists(told))
    return rows.select_related("person", "agency").order_by("pk")


def _sentence(row: Decision) -> str:
    where = f"{row.agency.short_name}“{row.subject_title}”"
    name = row.person.name
    said = f"：{row.comment}" if row.comment else "。"
    return {
        DecisionKind.APPROVED: f"{where}已由{name}终审通过{said}",
        DecisionKind.COMMENTED: f"{name}对{where}留言{said}",
        DecisionKind.EMERGENCY_CONFIRMED: f"{where}的紧急发布已由{name}补审确认{said}",
        DecisionKind.EMERGENCY_REJECTED: f"{where}的紧急发布未获{name}同意，已撤下{said}",
    }[DecisionKind(row.kind)]


def _of_decisions(rows: list[Decision], active: set[int]) -> Iterator[Due]:
    """To whoever wrote it, submitted it, or published it in an emergency; not to the one who decided."""
    openings: dict[int, set[int]] = {}
    opened = Decision.objects.filter(
        round__in={row.round for row in rows}, kind__in=(DecisionKind.SUBMITTED, DecisionKind.EMERGENCY)
    )
    for opening in opened if rows else ():
        openings[opening.round] = {opening.person_id, *opening.authors}
    for row in rows:
        for person in sorted((openings.get(row.round, set()) - {row.person_id}) & active):
            yield Due(
                person,
                TOLD_AFTERWARDS[DecisionKind(row.kind)],
                f"decision:{row.pk}",
                row.content_type_id,
                row.object_id,
                _sentence(row)[:600],
                decision=row.pk,
            )


def all_due(day: datetime.date) -> list[Due]:
    """Everything that somebody has to know on the day, told or not. Eight queries, however much it is."""
    people = everybody(day)
    due = [one for matter in open_matters(day) for one in _of_matter(matter, day, people)]
    active = set(Person.objects.filter(is_active=True).values_list("pk", flat=True))
    return [*due, *_of_decisions(list(_untold_decisions()), active)]


def untold(day: datetime.date) -> list[Due]:
    """What is due, minus what the ledger has."""
    due = all_due(day)
    told = set(
        Notice.objects.filter(key__in={one.key for one in due}).values_list("person_id", "key") if due else ()
    )
    return [one for one in due if (one.person, one.key) not in told]


def tell(day: datetime.date) -> int:
    """Tell what has to be told, and write it in the ledger; how many notices. Twice in a row tells nothing twice."""
    rows = [
        Notice(
            person_id=one.person,
            kind=one.kind,
            key=one.key,
            content_type_id=one.content_type,
            object_id=one.object_id,
            decision_id=one.decision,
            text=one.text,
            due_on=one.due_on,
        )
        for one in untold(day)
    ]
    # Looking for what is due takes long and must not hold SQLite's one write lock; the ledger's constraint, not a
    # transaction, keeps two schedulers from telling the same twice.
    Notice.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def tell_now(moment: datetime.datetime) -> list[Outcome]:
    """The scheduler's job: tell what has to be told today."""
    told = tell(today())
    return [Outcome("通知", True, f"发出{told}条通知。")] if told else []


def notices_of(person: Person, *, unread_only: bool = False) -> QuerySet[Notice]:
    """What the person was told, newest first; `reading` is fetched with it."""
    rows: QuerySet[Notice] = Notice.objects.filter(person=person).select_related("reading")
    return rows.filter(reading__isnull=True) if unread_only else rows


def news_of(person: Person) -> QuerySet[Notice]:
    """What others decided on the person's work and he has not read yet, newest first.

    What waits for him is not among it: that stands on his desk for as long as it waits.
    """
    return notices_of(person, unread_only=True).filter(kind__in=TOLD_AFTERWARDS.values())


def mark_read(person: Person, notices: Iterable[Notice]) -> None:
    """The person read these. Somebody else's are passed over."""
    rows = [
        NoticeRead(notice=notice, recorded_by=person) for notice in notices if notice.person_id == person.pk
    ]
    NoticeRead.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
