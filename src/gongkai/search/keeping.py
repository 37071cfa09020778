"""The index kept in step with what is public: with the act itself, and looked after again by the clock.

A publication or withdrawal writes the index within its own transaction, so that it is found, or not found, from the
same moment on. Should the index refuse (a broken table must not keep an office from publishing), or stand outside
the database, the job finds the difference and mends it. What is shown of a hit always comes from `Item.public`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef

from gongkai.acts.days import CHINA, day_of
from gongkai.acts.jobs import Outcome
from gongkai.acts.signals import performed
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item, ValidityChange
from gongkai.search.backends import Backend, backend
from gongkai.search.documents import Entry, entries_of
from gongkai.search.models import FORM, Document, DocumentText

log = structlog.get_logger(__name__)

BATCH = 200
OF_ITEMS: tuple[type, ...] = (Publish, Withdraw, ChangeValidity)


def connect() -> None:
    """Listen to all acts."""
    performed.connect(follow, dispatch_uid="search.keeping")


def follow(sender: Any, act: Any, **kwargs: Any) -> None:
    """Write what the act changed, within its transaction."""
    subject = act.subject
    if isinstance(act, OF_ITEMS):
        _follow([subject.pk])
    elif isinstance(act, ChangeColumn):
        # Names are read where hits are shown; the index has a column's kind and address.
        documents = Document.objects.filter(column_id=subject.pk)
        other = documents.exclude(kind=subject.kind, slug=subject.slug)
        _follow(list(other.values_list("item_id", flat=True)))


def write(item_ids: Sequence[int]) -> None:
    """Have the index say of these items what is public now: added, replaced, or gone."""
    for batch in _batches(item_ids):
        _write_batch(batch, backend())


def rebuild(told: Callable[[int], None] = lambda done: None) -> int:
    """Make the whole index anew from what is public; how many items it has. `told` hears of each batch."""
    with transaction.atomic():
        backend().clear()
        DocumentText.objects.all().delete()
        Document.objects.all().delete()
    done = 0
    for batch in _batches(list(Item.objects.public().order_by("-pk").values_list("pk", flat=True))):
        with transaction.atomic():
            _write_batch(batch, backend())
        done += len(batch)
        told(done)
    return done


def differences(limit: int | None = None) -> list[int]:
    """The items of which the index says something else than the database: missing, older, or not public any more."""
    missing = missing_items().order_by("-pk").values_list("pk", flat=True)
    gone = documents_gone().values_list("item_id", flat=True)
    found = list(dict.fromkeys([*gone[:limit], *missing[:limit], *_older()]))
    return found[:limit]


# NOT EXISTS, and not NOT IN: that one PostgreSQL compares row by row once the list is beyond its working memory.
def missing_items() -> Any:
    """The public items without a document."""
    return Item.objects.public().filter(~Exists(Document.objects.filter(item_id=OuterRef("pk"))))


def documents_gone() -> Any:
    """The documents of what is not public any more."""
    return Document.objects.filter(~Exists(Item.objects.public().filter(pk=OuterRef("item_id"))))


def broken() -> bool:
    """Whether the index has other entries than its documents, or some that were made in an older form."""
    return Document.objects.exclude(form=FORM).exists() or backend().holds() != Document.objects.count()


def missing_of_the_newest(number: int = 20) -> int:
    """How many of the newest public items are not in the index: two small questions."""
    newest = list(Item.objects.public().order_by("-pk").values_list("pk", flat=True)[:number])
    return len(newest) - Document.objects.filter(item_id__in=newest).count()


def _older() -> list[int]:
    """Of what is indexed, the items that show another revision since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id FROM disclosure_item i JOIN search_document d ON d.item_id = i.id "
            "WHERE i.live AND i.live_revision_id <> d.revision_id"
        )
        return [row[0] for row in cursor.fetchall()]


def keep_in_step(now: datetime.datetime) -> Iterator[Outcome]:
    """The job: mend what differs, some thousands at a time, and see which documents lapsed by the day."""
    index = backend()
    if broken():
        log.warning("search_index_rebuilt")
        yield Outcome("检索索引", True, f"索引与条目不符，已重建：{rebuild()}条。")
        return
    found = differences(limit=3000)
    for batch in _batches([*found, *_lapsed(day_of(now))]):
        with transaction.atomic():
            _write_batch(batch, index)
        yield Outcome("检索索引", True, f"补编{len(batch)}条。")


def _lapsed(day: datetime.date) -> list[int]:
    """The items whose validity changed by itself in these days, because it was decided for a later one."""
    since = day - datetime.timedelta(days=7)
    items = ValidityChange.objects.filter(on__gte=since, on__lte=day).values_list("item_id", flat=True)
    return list(
        Document.objects.filter(item_id__in=set(items), changed_at__lt=_midnight(day)).values_list(
            "item_id", flat=True
        )
    )


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), CHINA)


def _follow(item_ids: list[int]) -> None:
    if not backend().within_transaction:
        transaction.on_commit(lambda: _attempt(item_ids))
    else:
        _attempt(item_ids)


def _attempt(item_ids: list[int]) -> None:
    try:
        with transaction.atomic():
            write(item_ids)
    except (DatabaseError, OSError) as error:
        log.error("search_index_not_written", items=item_ids[:20], error=str(error))


def _write_batch(item_ids: Sequence[int], index: Backend) -> None:
    before = list(Document.objects.filter(item_id__in=item_ids).select_related("text"))
    # What was cut in another way cannot be taken out word by word: it stays, and is not shown, because nothing
    # points at it any more; the job rebuilds the index.
    index.remove([Entry(document, document.text) for document in before if document.form == FORM])
    Document.objects.filter(pk__in=[document.pk for document in before]).delete()
    entries = entries_of(item_ids)
    Document.objects.bulk_create(entry.document for entry in entries)
    DocumentText.objects.bulk_create(entry.text for entry in entries)
    index.put(entries)


def _batches(item_ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(item_ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
