"""The index kept in step with what is public: with the act itself, and looked after again by the clock.

A publication or withdrawal writes the index within its own transaction, so that it is found, or not found, from the
same moment on. Should the index refuse (a broken table must not keep an office from publishing), or stand outside
the database, the job finds the difference and mends it. What is shown of a hit always comes from `Item.public`.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from typing import Any, Final

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Max

from gongkai.acts.days import day_of
from gongkai.acts.jobs import Outcome
from gongkai.acts.signals import performed
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.search.backends import backend
from gongkai.search.models import FORM, Document
from gongkai.search.queries import differences
from gongkai.search.rebuilding import BeingRebuilt, NotRebuilt, rebuild, tidy, unfinished
from gongkai.search.writing import batches, write, write_batch, write_what_can_be

log = structlog.get_logger(__name__)

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


def broken() -> bool:
    """Whether the index has other entries than its documents, some in an older form, or was not rebuilt to the end.

    To make everything anew is dear: it is called for only where two counts agree and nothing was written meanwhile.
    """
    if unfinished() or Document.objects.exclude(form=FORM).exists():
        return True
    first = _counted()
    if not first[0]:
        return False
    time.sleep(BETWEEN_COUNTS)
    return _counted() == first


def keep_in_step(now: datetime.datetime) -> Iterator[Outcome]:
    """The job: mend what differs, some thousands at a time; make the index anew when its entries are not its own."""
    if broken():
        yield from _rebuilt()
        return
    tidy()
    for batch in batches(differences(day_of(now), MOST_MENDED)):
        failed = write_what_can_be(batch, write_batch)
        if len(failed) < len(batch):
            yield Outcome("检索索引", True, f"补编{len(batch) - len(failed)}条。")
        yield from _told_of(failed)


def _rebuilt() -> Iterator[Outcome]:
    try:
        done, failed = rebuild()
    except BeingRebuilt:  # by the command, which tells who gave it
        return
    except NotRebuilt as error:
        yield Outcome("检索索引", False, str(error))
        return
    log.warning("search_index_rebuilt")
    yield Outcome("检索索引", True, f"索引与条目不符，已重建：{done}条。")
    yield from _told_of(failed)


def _counted() -> tuple[int, int, datetime.datetime | None]:
    newest = Document.objects.aggregate(newest=Max("changed_at"))["newest"]
    return backend().surplus(), Document.objects.count(), newest


def _told_of(failed: dict[int, str]) -> Iterator[Outcome]:
    for pk, reason in failed.items():
        message = f"没能编入索引，搜索不到它；其他的照常。请把原因告诉维护的人：{reason}"
        yield Outcome(f"检索索引：编号{pk}的信息", False, message)


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
