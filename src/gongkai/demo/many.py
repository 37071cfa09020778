"""Very many items in a short time, for measurements and for tests of long lists.

In each body one item goes through the office by the actions. The others are its likes: the same rows with another
title, number and revision, their decisions and entries made anew, the entries chained. The database's triggers
look at each of them before it is public, and `gongkai register verify` finds nothing to object to.
"""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import CharField, Max, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.agencies.models import Agency, BodyLevel
from gongkai.demo.timeline import Timeline
from gongkai.demo.work import Office
from gongkai.demo.writing import Writing
from gongkai.disclosure import contents
from gongkai.disclosure.models import IndexNumber, Item
from gongkai.disclosure.numbering import written
from gongkai.register.actions import moment
from gongkai.register.chain import canonical, link
from gongkai.register.models import ChainHead, Entry
from gongkai.review.models import Decision, Stage

__all__ = ["build_many"]

BATCH = 500
TOPICS = (
    "巡渠",
    "护林",
    "道路养护",
    "村容整治",
    "果园管护",
    "走访慰问",
    "便民服务",
    "安全检查",
    "农技培训",
    "防汛值守",
)


def build_many(count: int, echo: Callable[[str], None] | None = None, agencies: Sequence[str] = ()) -> int:
    """Publish `count` further items in these bodies (short names), or in all that have a drafter; how many.

    They become public now, in the order in which they are made. Memory does not grow with their number.

    Raises:
        Refused: when there is no body yet.
    """
    bodies = Agency.objects.exclude(level=BodyLevel.VILLAGE).filter(in_service=True).order_by("path")
    chosen = list(bodies.filter(short_name__in=agencies) if agencies else bodies)
    if not chosen:
        raise Refused("数据库里还没有机关，请先用 gongkai demo 建立示例县。")
    first = Item.objects.count() + 1
    models_of_it = [
        _through_the_office(agency, first + number) for number, agency in enumerate(chosen[:count])
    ]
    made = len(models_of_it)
    turn = 0
    while made < count:
        size = min(BATCH, count - made)
        with transaction.atomic():
            _likes_of(models_of_it[turn % len(models_of_it)], range(first + made, first + made + size))
        made, turn = made + size, turn + 1
        if echo is not None:
            echo(f"已有{made}条，共{count}条……")
    return made


@dataclass(frozen=True)
class _Original:
    """An item that went through the office, with every row that is kept of it."""

    item: Item
    revision: Revision
    state: WorkflowState
    decisions: tuple[Decision, ...]
    entry: Entry


def _writing(agency: Agency, number: int) -> Writing:
    return Writing(
        key=f"many-{agency.pk}-{number}",
        column="zwdt",
        title=_title(agency, number),
        summary="为测量和长列表的测试而写的示例信息。",
        theme="综合政务/政务公开",
        keywords="示例",
        text=("本条是批量生成的示例信息，数字和内容都是虚构的。\n各村社按期报送情况，由办公室汇总后公开。",),
    )


def _title(agency: Agency, number: int) -> str:
    return f"{agency.short_name}{TOPICS[number % len(TOPICS)]}情况（第{number}期）"


def _through_the_office(agency: Agency, number: int) -> _Original:
    office = Office(Timeline(), today())
    office.agencies[agency.short_name] = agency
    writing = _writing(agency, number)
    office.draft(agency.short_name, writing)
    office.submit(writing.key)
    office.first_review(writing.key)
    office.approve(writing.key, Stage.SECOND)
    office.approve(writing.key, Stage.FINAL)
    item = office.item(writing.key)
    decisions = tuple(
        Decision.objects.filter(object_id=item.pk, revision_id=item.live_revision_id).order_by("pk")
    )
    return _Original(
        item,
        item.live_revision,
        WorkflowState.objects.get(pk=decisions[0].round),
        decisions,
        Entry.objects.get(subject_type=item._meta.label_lower, subject_id=item.pk),
    )


def _likes_of(original: _Original, numbers: range) -> None:
    """One batch: rows for each number, then the entries, then all of them public at once."""
    moments = list(_moments(len(numbers)))
    items = Item.objects.bulk_create(list(_items(original, numbers)))
    revisions = Revision.objects.bulk_create(
        _like(
            original.revision,
            object_id=str(item.pk),
            object_str=item.title,
            created_at=at,
            content=_content(original, item, at),
        )
        for item, at in zip(items, moments, strict=True)
    )
    states = WorkflowState.objects.bulk_create(
        _like(original.state, object_id=str(item.pk), current_task_state=None, created_at=at)
        for item, at in zip(items, moments, strict=True)
    )
    hashes = [contents.content_hash(revision.content) for revision in revisions]
    rows = list(zip(items, revisions, states, hashes, moments, strict=True))
    Decision.objects.bulk_create(
        _like(
            decision,
            object_id=item.pk,
            subject_title=item.title,
            round=state.pk,
            revision_id=revision.pk,
            content_hash=content_hash,
            recorded_at=at,
        )
        for item, revision, state, content_hash, at in rows
        for decision in original.decisions
    )
    _register(original, rows)
    latest = Revision.objects.filter(
        base_content_type=original.revision.base_content_type_id, object_id=Cast(OuterRef("pk"), CharField())
    )
    newest = Subquery(latest.order_by("-pk").values("pk")[:1])
    # Not through Item's own manager, which leaves this to `Publish`: the triggers see to it that the register has them.
    fresh = Item._base_manager.filter(pk__gte=items[0].pk, pk__lte=items[-1].pk, live=False)
    fresh.update(live=True, live_revision=newest, latest_revision=newest, has_unpublished_changes=False)


def _like(original: Any, **changes: Any) -> Any:
    """A new row with the same values, but for these."""
    row: models.Model = copy.copy(original)
    row._state = copy.copy(original._state)
    row._state.adding = True
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _moments(count: int) -> Iterator[datetime.datetime]:
    """Moments up to now, none before the last entry: the register's times never go back."""
    now = timezone.now()
    last = Entry.objects.aggregate(last=Max("recorded_at"))["last"] or now
    step = min((now - last) / (count + 1), datetime.timedelta(milliseconds=1))
    for number in range(count, 0, -1):
        yield max(now - step * number, last)


def _items(original: _Original, numbers: range) -> Iterator[Item]:
    agency, year = original.item.agency, today().year
    of_year = IndexNumber.objects.filter(agency=agency, year=year)
    serial = (of_year.aggregate(last=Max("serial"))["last"] or 0) + 1
    indices = IndexNumber.objects.bulk_create(
        IndexNumber(
            agency=agency,
            year=year,
            serial=serial + offset,
            number=written(agency.index_pattern, code=agency.code, year=year, serial=serial + offset),
            recorded_by=original.item.drafted_by,
        )
        for offset in range(len(numbers))
    )
    now = timezone.now()
    for number, index in zip(numbers, indices, strict=True):
        yield _like(
            original.item,
            index_number=index,
            title=_title(agency, number),
            live=False,
            live_revision=None,
            latest_revision=None,
            first_published_at=now,
            last_published_at=now,
        )


def _content(original: _Original, item: Item, at: datetime.datetime) -> dict[str, Any]:
    return {**original.revision.content, "pk": item.pk, "title": item.title, "updated_at": at.isoformat()}


def _register(original: _Original, rows: list[Any]) -> None:
    """The entries of a batch, chained, with the chain's head locked until the transaction ends."""
    head = ChainHead.objects.select_for_update().get(pk=1)
    stated = json.loads(original.entry.body)
    entries = []
    for item, revision, _, content_hash, at in rows:
        sequence = head.sequence + 1
        body = canonical(
            {
                **stated,
                "content_hash": content_hash,
                "index_number": str(item.index_number),
                "public_at": moment(at),
                "recorded_at": moment(at),
                "reviewers": [{**reviewer, "at": moment(at)} for reviewer in stated["reviewers"]],
                "revision_id": revision.pk,
                "sequence": sequence,
                "subject_id": item.pk,
                "title": item.title,
            }
        )
        entry = _like(
            original.entry,
            sequence=sequence,
            subject_id=item.pk,
            revision_id=revision.pk,
            index_number=str(item.index_number),
            title=item.title,
            public_at=at,
            recorded_at=at,
            body=body,
            previous_hash=head.entry_hash,
            entry_hash=link(head.entry_hash, body),
        )
        head.sequence, head.entry_hash = sequence, entry.entry_hash
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    head.save()
