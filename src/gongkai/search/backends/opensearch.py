"""The index in an OpenSearch that the settings name. Texts are sent as our own tokens, so that it answers as the others.

What is sent and asked is made by pure functions, which are tested; the server itself was not at hand when this was
written. It stands outside the database's transaction: it is written after the commit, and the job mends the rest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.documents import Entry
from gongkai.search.tokens import BREAK, Phrase, tokens_of

MAPPING: Final[dict[str, Any]] = {
    "settings": {"index": {"number_of_replicas": 0}},
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "position": {"type": "long"},
            "title": {"type": "text", "analyzer": "whitespace"},
            "text": {"type": "text", "analyzer": "whitespace"},
            "marks": {"type": "text", "analyzer": "whitespace", "norms": False},
        },
    },
}


class OpenSearchIndex:
    """OpenSearch over HTTP."""

    name = "opensearch"
    within_transaction = False

    def __init__(self, address: str) -> None:
        self.address = address
        self.index = urlsplit(address).path.strip("/")

    @cached_property
    def client(self) -> Any:
        """The connection; the index is made when it is not there."""
        from opensearchpy import OpenSearch

        parts = urlsplit(self.address)
        credentials = (unquote(parts.username or ""), unquote(parts.password or ""))
        client = OpenSearch(
            hosts=[{"host": parts.hostname, "port": parts.port or 9200}],
            http_auth=credentials if parts.username else None,
            use_ssl=parts.scheme == "https",
            timeout=10,
        )
        if not client.indices.exists(index=self.index):
            _create(client, self.index)
        return client

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, in one request."""
        self._bulk(line for entry in entries for line in lines_to_put(entry))

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take entries out; one that is not there is no error."""
        self._bulk({"delete": {"_id": str(entry.document.position)}} for entry in entries)

    def clear(self) -> None:
        """Take out everything."""
        everything: dict[str, Any] = {"query": {"match_all": {}}}
        with _reaching():
            self.client.delete_by_query(index=self.index, body=everything, refresh=True)

    def newest(self, question: Question, limit: int) -> list[int]:
        """Sorted by position."""
        with _reaching():
            answer = self.client.search(index=self.index, body=request(question, limit))
        return [int(hit["sort"][0]) for hit in answer["hits"]["hits"]]

    def holds(self) -> int:
        """How many entries are in it."""
        with _reaching():
            return int(self.client.count(index=self.index)["count"])

    def _bulk(self, lines: Iterator[dict[str, Any]]) -> None:
        body = list(lines)
        if body:
            with _reaching():
                answer = self.client.bulk(index=self.index, body=body, refresh=True)
            _all_done(answer)


def _create(client: Any, index: str) -> None:
    """Make the index, unless another process made it meanwhile."""
    from opensearchpy.exceptions import RequestError

    try:
        client.indices.create(index=index, body=MAPPING)
    except RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _all_done(answer: dict[str, Any]) -> None:
    """A bulk request succeeds as a whole also when the server refused what is in it."""
    if answer["errors"]:
        results = [result for item in answer["items"] for result in item.values()]
        refused = [result["error"] for result in results if "error" in result]
        raise Unreachable(f"{len(refused)}条没有写入：{refused[0].get('reason', refused[0])}")


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    from opensearchpy.exceptions import OpenSearchException

    try:
        yield
    except OpenSearchException as error:
        raise Unreachable(str(error)) from error


def lines_to_put(entry: Entry) -> Iterator[dict[str, Any]]:
    """An entry as two lines of a bulk request."""
    yield {"index": {"_id": str(entry.document.position)}}
    yield {
        "position": entry.document.position,
        "title": _joined(entry.titles),
        "text": _joined(entry.texts),
        "marks": entry.document.marks,
    }


def request(question: Question, limit: int) -> dict[str, Any]:
    """The body of a search. Nothing typed is read as its query language."""
    in_title = question.scope is Scope.TITLE
    between = {
        name: value for name, value in (("gte", question.after), ("lt", question.before)) if value is not None
    }
    filters: list[dict[str, Any]] = [_one_of(term, in_title) for term in question.words.wanted]
    filters += [{"terms": {"marks": list(group)}} for group in question.marks]
    if between:
        filters.append({"range": {"position": between}})
    unwanted = [_one_of(term, in_title=False) for term in question.words.unwanted]
    return {
        "size": limit,
        "sort": [{"position": "desc"}],
        "track_total_hits": False,
        "query": {"bool": {"filter": filters, "must_not": unwanted}},
    }


def _one_of(term: Term, in_title: bool) -> dict[str, Any]:
    fields = ("title",) if in_title else ("title", "text")
    return {"bool": {"should": [_phrase(way, name) for way in term.ways for name in fields]}}


def _phrase(phrase: Phrase, field: str) -> dict[str, Any]:
    kind = "match_phrase_prefix" if phrase.open else "match_phrase"
    return {
        kind: {field: {"query": " ".join(phrase.tokens), **({"max_expansions": 5000} if phrase.open else {})}}
    }


def _joined(texts: Sequence[str]) -> str:
    return f" {BREAK} ".join(" ".join(tokens_of(text)) for text in texts if text)
