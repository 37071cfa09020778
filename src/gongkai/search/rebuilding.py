"""The whole index made anew from what is public, while it goes on answering.

Nothing of an index that is made anew is trusted: each entry is put in again from its item, and nothing else is left.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from gongkai.disclosure.models import Item
from gongkai.search.backends import Backend, backend
from gongkai.search.backends.protocol import Refused
from gongkai.search.documents import entries_of
from gongkai.search.models import Document
from gongkai.search.queries import documents_gone
from gongkai.search.writing import (
    batches,
    replace_documents,
    transaction_of,
    write_what_can_be,
)

__all__ = ["BeingRebuilt", "NotRebuilt", "rebuild", "tidy", "unfinished"]

MOST_FAILED: Final = 500
"""Items without which an index may do. With more of them it is not the items: the disk may be full."""
LOCK: Final = 0x5EA6C4
"""The number of PostgreSQL's lock that who rebuilds holds."""


class NotRebuilt(Exception):
    """Why the index is as it was before, in a sentence for whoever asked for it."""


class BeingRebuilt(NotRebuilt):
    """Another process is at it."""


def rebuild(told: Callable[[int], None] = lambda done: None) -> tuple[int, dict[int, str]]:
    """Make the whole index anew, the newest items first. `told` hears of each batch.

    Returns:
        How many items are in it, and of those that could not be put into it (by primary key) why not.

    Raises:
        BeingRebuilt: another process is at it.
        NotRebuilt: too many items could not be put in, or what is there is not ours; it answers as before.
        Unreachable: an index elsewhere does not answer.
    """
    index = backend()
    with _alone():
        _begin(index)
        seen, failed = 0, dict[int, str]()
        for batch in batches(list(Item.objects.public().order_by("-pk").values_list("pk", flat=True))):
            failed |= write_what_can_be(batch, partial(_fill, index))
            if len(failed) > MOST_FAILED:
                reason = next(iter(failed.values()))
                raise NotRebuilt(f"{len(failed)}条没能编入，没有接着编，检索照旧。第一条的原因：{reason}")
            seen += len(batch)
            told(seen)
        _finish(index, failed)
        index.tidy()
    return seen - len(failed), failed


def unfinished() -> bool:
    """Whether a rebuilding began that did not come to its end, or is under way."""
    return backend().begun()


def tidy() -> None:
    """Take away what a rebuilding left that was ended before it could do so itself."""
    with suppress(BeingRebuilt), _alone():
        backend().tidy()


def _begin(index: Backend) -> None:
    try:
        index.begin()
    except Refused as error:
        raise NotRebuilt(str(error)) from error


def _fill(index: Backend, item_ids: Sequence[int]) -> None:
    """The items are read before the transaction, in which nobody else can write.

    What is written between is kept: it was put in already, or is gone, and that is seen to in the end.
    """
    entries = entries_of(item_ids)
    with transaction_of(index):
        new = index.fill(entries)
        replace_documents([entry.document.item_id for entry in new], new)


def _finish(index: Backend, failed: Iterable[int]) -> None:
    """What is gone is looked up before the transaction too: that takes a second, and others wait for it."""
    without = Document.objects.filter(item_id__in=failed)
    gone = list({*documents_gone().values_list("pk", flat=True), *without.values_list("pk", flat=True)})
    with transaction_of(index):
        index.finish(gone)
        for batch in batches(gone):
            Document.objects.filter(pk__in=batch).delete()


@contextmanager
def _alone() -> Iterator[None]:
    """One rebuilds at a time. The kernel lets go when the process ends, however it ends.

    The folder itself is held, and no file in it: whoever runs the command may be another user than the platform's.
    """
    folder = os.open(settings.DATA, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _being_rebuilt() from None
        with _alone_among_machines():
            yield
    finally:
        os.close(folder)


@contextmanager
def _alone_among_machines() -> Iterator[None]:
    """Those that share a PostgreSQL share the index, but not the folder. It lets go where the connection ends."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise _being_rebuilt()
    try:
        yield
    finally:
        # A connection that broke has let go of it, and what broke it is what is to be said.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _being_rebuilt() -> BeingRebuilt:
    return BeingRebuilt("另一个进程正在重编检索索引，请等它编完。")
