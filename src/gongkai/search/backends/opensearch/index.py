"""The index that stands outside the database's transaction: it is written after the commit, and the job mends the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from gongkai.search.asking import Question
from gongkai.search.backends.opensearch.connection import all_done, connected, sent
from gongkai.search.backends.opensearch.names import Names
from gongkai.search.backends.opensearch.patience import Patience
from gongkai.search.backends.opensearch.requests import (
    creations_of,
    operations_of,
    removals_of,
    request,
)
from gongkai.search.documents import Entry
from gongkai.search.models import Document

__all__ = ["OpenSearchIndex"]


class OpenSearchIndex:
    """OpenSearch over HTTP. The name in the settings is an alias, of an index of ours behind it."""

    name = "opensearch"
    within_transaction = False

    def __init__(self, address: str) -> None:
        self.address = address
        self.names = Names(urlsplit(address).path.strip("/"))
        self.patience = Patience()

    @cached_property
    def client(self) -> Any:
        """The connection; an index is made when there is none."""
        client = connected(self.address)
        self.names.make(client)
        return client

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """The same again if need be: an entry replaces the older one.

        While another index is filled it is written first: whatever it has not heard of by the time it takes the other's
        place would be lost. Where it takes it just now, or is begun anew, there is nothing under its name: then what is
        written to the alias comes to it, or it is filled after this.
        """
        operations = operations_of(before, after)
        if not operations:
            return
        with self.patience.reaching():
            standing = self.names.standing(self.client)
            answers = (
                sent(self.client, self.names.next, operations, refresh=False) if standing.filling else []
            )
            answers = [answer for answer in answers if not answer.without_index]
            # Of old the name may be that of an index itself, until it is made anew: that one may be written to.
            ours = standing.unaliased and self.names.alias not in standing.strange
            answers += sent(self.client, self.names.alias, operations, alias=not ours)
        all_done(answers)

    def begin(self) -> None:
        """Make the other index."""
        with self.patience.reaching():
            self.names.begin(self.client)

    def begun(self) -> bool:
        """Whether there is the other index."""
        with self.patience.reaching():
            return bool(self.names.standing(self.client).filling)

    def fill(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Create entries in the other index: what is there already was written since it began."""
        with self.patience.reaching():
            answers = sent(self.client, self.names.next, creations_of(entries), refresh=False)
        were_there = {answer.position for answer in answers if answer.was_there}
        all_done(answer for answer in answers if not answer.was_there)
        return [entry for entry in entries if entry.document.position not in were_there]

    def finish(self, gone: Sequence[int]) -> None:
        """The other index takes the place of this one, in one request."""
        with self.patience.reaching():
            all_done(sent(self.client, self.names.next, removals_of(gone), refresh=False))
            self.client.indices.refresh(index=self.names.next, ignore_unavailable=True)
            self.names.change_places(self.client)

    def tidy(self) -> None:
        """Nothing: what was replaced is deleted by the request that replaces it, a leftover when another one begins."""

    def newest(self, question: Question, limit: int) -> list[int]:
        """Sorted by position. It is read from the identifier: numbers so large do not pass through every JSON whole."""
        with self.patience.reaching():
            answer = self.client.search(index=self.names.alias, body=request(question, limit))
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]

    def surplus(self) -> int:
        """Entries against documents, counted one after the other: between them something may be written."""
        with self.patience.reaching():
            self.names.make(self.client)
            held = int(self.client.count(index=self.names.alias)["count"])
        return held - Document.objects.count()
