"""Items written into the index: what is public of them now is put in, what was there before is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any, Final

import structlog
from django.db import connection, transaction

from gongkai.search.backends import Backend, backend
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.breathing import breathe
from gongkai.search.documents import Entry, entries_of
from gongkai.search.models import Document, DocumentText

__all__ = ["batches", "replace_documents", "transaction_of", "write", "write_batch", "write_what_can_be"]

log = structlog.get_logger(__name__)

BATCH: Final = 200


def write(item_ids: Sequence[int]) -> None:
    """Have the index say of these items what is public now: added, replaced, or gone."""
    for batch in batches(item_ids):
        write_batch(batch)


def write_batch(item_ids: Sequence[int]) -> None:
    """In one transaction. An index outside comes first: when it refuses, the documents still say what it has."""
    index = backend()
    with transaction_of(index):
        before = list(Document.objects.filter(item_id__in=item_ids).select_related("text"))
        after = entries_of(item_ids)
        index.write([Entry(document, document.text) for document in before], after)
        replace_documents(item_ids, after)


def write_what_can_be(item_ids: Sequence[int], put: Callable[[Sequence[int]], None]) -> dict[int, str]:
    """Put them in together; where something refuses that, in halves, so that one item keeps no other out.

    Returns:
        The items that could not be put in, and why.
    """
    try:
        put(item_ids)
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
    return write_what_can_be(item_ids[:half], put) | write_what_can_be(item_ids[half:], put)


def replace_documents(item_ids: Iterable[int], entries: Sequence[Entry]) -> None:
    """What is kept of these items beside the index."""
    with transaction.atomic():
        Document.objects.filter(item_id__in=item_ids).delete()
        Document.objects.bulk_create(entry.document for entry in entries)
        DocumentText.objects.bulk_create(entry.text for entry in entries)


def transaction_of(index: Backend) -> AbstractContextManager[Any]:
    """What the index is written in. No lock is held while one outside is waited for."""
    return transaction.atomic() if index.within_transaction else nullcontext()


def batches(item_ids: Iterable[int]) -> Iterator[list[int]]:
    """A few at a time. Between two of them others get to write."""
    remaining = iter(item_ids)
    batch = list(islice(remaining, BATCH))
    while batch:
        yield batch
        batch = list(islice(remaining, BATCH))
        if batch:
            breathe()
