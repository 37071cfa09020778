"""The index kept in step with what is public: with the act itself, and looked after again by the clock.

A publication or withdrawal writes the index within its own transaction, so that it is found, or not found, from the
same moment on. Should the index refuse (a broken table must not keep an office from publishing), or stand outside
the database, the job finds the difference and mends it. What is shown of a hit always comes from `Item.public`.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any, Final

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, Max, OuterRef, Subquery

from gongkai.acts.days import day_of
from gongkai.acts.jobs import Outcome
from gongkai.acts.signals import performed
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item, ValidityChange
from gongkai.search.backends import Backend, backend
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.documents import Entry, entries_of
from gongkai.search.models import FORM, Document, DocumentText

log = structlog.get_logger(__name__)

BATCH: Final = 200
MOST_MENDED: Final = 3000
"""Items that one run of the job mends."""
BETWEEN_COUNTS = 3.0
"""Seconds after which the index is counted again, before it is called broken."""
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


def rebuild(told: Callable[[int], None] = lambda done: None) -> tuple[int, dict[int, str]]:
    """Make the whole index anew from what is public. `told` hears of each batch.

    Returns:
        How many items are in it, and of those that could not be put into it (by primary key) why not.
    """
    index = backend()
    with _transaction_of(index):
        index.clear()
        with transaction.atomic():
            DocumentText.objects.all().delete()
            Document.objects.all().delete()
    seen, failed = 0, dict[int, str]()
    for batch in _batches(list(Item.objects.public().order_by("-pk").values_list("pk", flat=True))):
        failed |= _write_what_can_be(batch, index)
        seen += len(batch)
        told(seen)
    return seen - len(failed), failed


def differences(day: datetime.date, limit: int | None = None) -> list[int]:
    """The items of which the index says something else than the database on that day: missing, older, or gone."""
    missing = missing_items().order_by("-pk").values_list("pk", flat=True)
    gone = documents_gone().values_list("item_id", flat=True)
    found = list(dict.fromkeys([*gone[:limit], *missing[:limit], *_older(), *_of_other_validity(day)]))
    return found[:limit]


# NOT EXISTS, and not NOT IN: that one PostgreSQL compares row by row once the list is beyond its working memory.
def missing_items() -> Any:
    """The public items without a document."""
    return Item.objects.public().filter(~Exists(Document.objects.filter(item_id=OuterRef("pk"))))


def documents_gone() -> Any:
    """The documents of what is not public any more."""
    return Document.objects.filter(~Exists(Item.objects.public().filter(pk=OuterRef("item_id"))))


def broken() -> bool:
    """Whether the index has other entries than its documents, or some that were made in an older form.

    To make everything anew is dear: it is called for only where two counts agree and nothing was written meanwhile.
    """
    if Document.objects.exclude(form=FORM).exists():
        return True
    first = _counted()
    if not first[0]:
        return False
    time.sleep(BETWEEN_COUNTS)
    return _counted() == first


def missing_of_the_newest(number: int = 20) -> int:
    """How many of the newest public items are not in the index: two small questions."""
    newest = list(Item.objects.public().order_by("-pk").values_list("pk", flat=True)[:number])
    return len(newest) - Document.objects.filter(item_id__in=newest).count()


def keep_in_step(now: datetime.datetime) -> Iterator[Outcome]:
    """The job: mend what differs, some thousands at a time; make the index anew when its entries are not its own."""
    if broken():
        log.warning("search_index_rebuilt")
        done, failed = rebuild()
        yield Outcome("检索索引", True, f"索引与条目不符，已重建：{done}条。")
        yield from _told_of(failed)
        return
    index = backend()
    for batch in _batches(differences(day_of(now), MOST_MENDED)):
        failed = _write_what_can_be(batch, index)
        if len(failed) < len(batch):
            yield Outcome("检索索引", True, f"补编{len(batch) - len(failed)}条。")
        yield from _told_of(failed)


def _counted() -> tuple[int, int, datetime.datetime | None]:
    newest = Document.objects.aggregate(newest=Max("changed_at"))["newest"]
    return backend().surplus(), Document.objects.count(), newest


def _told_of(failed: dict[int, str]) -> Iterator[Outcome]:
    for pk, reason in failed.items():
        message = f"没能编入索引，搜索不到它；其他的照常。请把原因告诉维护的人：{reason}"
        yield Outcome(f"检索索引：编号{pk}的信息", False, message)


def _older() -> list[int]:
    """Of what is indexed, the items that show another revision since, or whose column is another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id FROM disclosure_item i JOIN search_document d ON d.item_id = i.id "
            "JOIN disclosure_column c ON c.id = i.column_id "
            "WHERE i.live AND (i.live_revision_id <> d.revision_id OR c.kind <> d.kind OR c.slug <> d.slug)"
        )
        return [row[0] for row in cursor.fetchall()]


def _of_other_validity(day: datetime.date) -> list[int]:
    """The documents that have another validity on the day than the index says: some change by themselves by then."""
    changes = ValidityChange.objects.filter(on__lte=day)
    last = changes.filter(item=OuterRef("item_id")).order_by("-on", "-pk").values("validity")[:1]
    changed = Document.objects.filter(item_id__in=changes.values("item")).annotate(now=Subquery(last))
    return list(changed.exclude(validity=F("now")).values_list("item_id", flat=True))


def _follow(item_ids: list[int]) -> None:
    if backend().within_transaction:
        _attempt(item_ids)
    else:
        # The act is done by then: nothing that goes wrong here may say that it failed.
        transaction.on_commit(lambda: _attempt(item_ids), robust=True)


def _attempt(item_ids: list[int]) -> None:
    try:
        write(item_ids)
    except (DatabaseError, OSError) as error:
        log.error("search_index_not_written", items=item_ids[:20], error=str(error))


def _write_what_can_be(item_ids: Sequence[int], index: Backend) -> dict[int, str]:
    """Write them together; where something refuses that, in halves, so that one item keeps no other out.

    Returns:
        The items that could not be written, and why.
    """
    try:
        _write_batch(item_ids, index)
    except Unreachable:
        raise
    except Exception as error:
        if len(item_ids) == 1:
            connection.ensure_connection()  # where the database itself is away, the job fails
            log.exception("search_index_not_written", items=list(item_ids))
            return {item_ids[0]: str(error)}
    else:
        return {}
    half = len(item_ids) // 2
    return _write_what_can_be(item_ids[:half], index) | _write_what_can_be(item_ids[half:], index)


def _write_batch(item_ids: Sequence[int], index: Backend) -> None:
    """In one transaction. An index outside comes first: when it refuses, the documents still say what it has."""
    with _transaction_of(index):
        before = list(Document.objects.filter(item_id__in=item_ids).select_related("text"))
        after = entries_of(item_ids)
        # What was cut in another way cannot be taken out word by word: it stays, and is not shown, because nothing
        # points at it any more; the job rebuilds the index.
        index.write([Entry(document, document.text) for document in before if document.form == FORM], after)
        with transaction.atomic():
            Document.objects.filter(pk__in=[document.pk for document in before]).delete()
            Document.objects.bulk_create(entry.document for entry in after)
            DocumentText.objects.bulk_create(entry.text for entry in after)


def _transaction_of(index: Backend) -> AbstractContextManager[Any]:
    """What the index is written in. No lock is held while one outside is waited for."""
    return transaction.atomic() if index.within_transaction else nullcontext()


def _batches(item_ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(item_ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
