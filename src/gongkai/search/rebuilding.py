"""The whole index made anew from what is public, while it goes on answering.

Nothing of an index that is made anew is trusted: each entry is put in again from its item, and nothing else is left.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.models import Item
from gongkai.search.backends import Backend, backend
from gongkai.search.backends.protocol import Renewable
from gongkai.search.documents import entries_of
from gongkai.search.models import Document, DocumentText
from gongkai.search.queries import documents_gone
from gongkai.search.writing import (
    batches,
    replace_documents,
    transaction_of,
    write_batch,
    write_what_can_be,
)

__all__ = ["BeingRebuilt", "NotRebuilt", "rebuild", "unfinished"]

MOST_FAILED: Final = 500
"""Items without which an index may do. With more of them it is not the items: the disk may be full."""


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
        NotRebuilt: too many items could not be put in; an index in the database answers as before.
        Unreachable: an index elsewhere does not answer.
    """
    index = backend()
    with _alone():
        put = _begin(index)
        seen, failed = 0, dict[int, str]()
        for batch in batches(list(Item.objects.public().order_by("-pk").values_list("pk", flat=True))):
            failed |= write_what_can_be(batch, put)
            if len(failed) > MOST_FAILED:
                reason = next(iter(failed.values()))
                raise NotRebuilt(f"{len(failed)}条没能编入，没有接着编，检索照旧。第一条的原因：{reason}")
            seen += len(batch)
            told(seen)
        _finish(index, failed)
    return seen - len(failed), failed


def unfinished() -> bool:
    """Whether a rebuilding began that did not come to its end, or is under way."""
    index = backend()
    return isinstance(index, Renewable) and index.begun()


def _begin(index: Backend) -> Callable[[Sequence[int]], None]:
    """Gives what puts items into the new index. Where it can only be one, that is emptied."""
    if isinstance(index, Renewable):
        with transaction.atomic():
            index.begin()
        return lambda item_ids: _fill(index, item_ids)
    with transaction_of(index):
        index.clear()
        with transaction.atomic():
            DocumentText.objects.all().delete()
            Document.objects.all().delete()
    return write_batch


def _fill(index: Renewable, item_ids: Sequence[int]) -> None:
    with transaction.atomic():
        entries = index.fill(entries_of(item_ids))
        replace_documents([entry.document.item_id for entry in entries], entries)


def _finish(index: Backend, failed: dict[int, str]) -> None:
    if isinstance(index, Renewable):
        with transaction.atomic():
            documents_gone().delete()
            Document.objects.filter(item_id__in=failed).delete()
            index.finish()


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
            raise BeingRebuilt("另一个进程正在重编检索索引，请等它编完。") from None
        yield
    finally:
        os.close(folder)
