"""The index in an OpenSearch that the settings name. Texts are sent as our own tokens, so that it answers as the others.

It stands outside the database's transaction: it is written after the commit, and the job mends the rest.
"""

from __future__ import annotations

import base64
import contextlib
import ssl
from collections.abc import Iterator, Sequence
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.backends.protocol import Refused, Unreachable
from gongkai.search.documents import Entry
from gongkai.search.models import Document
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
WRITING: Final = 120
"""Seconds in which a request that writes is answered; one that asks has ten."""
MOST_BYTES: Final = 8 << 20
"""Bytes of a request that writes, unless one entry alone is larger: small servers take ten million."""


class OpenSearchIndex:
    """OpenSearch over HTTP. The name in the settings is an alias, of an index of ours behind it.

    Writing asks for the alias: where the index was deleted while we run, the server would otherwise make one of its
    own accord for what is written, that cuts texts in another way.
    """

    name = "opensearch"
    within_transaction = False

    def __init__(self, address: str) -> None:
        self.address = address
        self.alias = urlsplit(address).path.strip("/")
        self.index = f"{self.alias}-1"

    @cached_property
    def client(self) -> Any:
        """The connection; the index is made when it is not there.

        Whom to trust with https the machine says, as for mail: the client by itself has a list of its own, in which
        a body's own authority is not.
        """
        from opensearchpy import OpenSearch

        parts = urlsplit(self.address)
        encrypted = parts.scheme == "https"
        client = OpenSearch(
            hosts=[{"host": parts.hostname, "port": parts.port or 9200}],
            headers=_authorization(parts),
            use_ssl=encrypted,
            ssl_context=ssl.create_default_context() if encrypted else None,
            timeout=10,
        )
        self._make(client)
        return client

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """In requests that any server takes, and the same again if need be: an entry replaces the older one."""
        from opensearchpy.helpers import streaming_bulk

        operations = operations_of(before, after)
        if not operations:
            return
        with _reaching():
            answers = streaming_bulk(
                self.client,
                operations,
                max_chunk_bytes=MOST_BYTES,
                raise_on_error=False,
                index=self.alias,
                require_alias=True,
                refresh=True,
                request_timeout=WRITING,
            )
            results = [(kind, result) for _, answer in answers for kind, result in answer.items()]
        _all_done(results)

    def clear(self) -> None:
        """Make the index anew, with our mapping."""
        with _reaching():
            self.client.indices.delete(index=self.index, ignore_unavailable=True, request_timeout=WRITING)
            self._make(self.client)

    def newest(self, question: Question, limit: int) -> list[int]:
        """Sorted by position. It is read from the identifier: numbers so large do not pass through every JSON whole."""
        with _reaching():
            answer = self.client.search(index=self.alias, body=request(question, limit))
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]

    def surplus(self) -> int:
        """Entries against documents, counted one after the other: between them something may be written."""
        with _reaching():
            self._make(self.client)
            held = int(self.client.count(index=self.alias)["count"])
        return held - Document.objects.count()

    def _make(self, client: Any) -> None:
        """The index and its alias, unless they are there; another process may make them meanwhile."""
        from opensearchpy.exceptions import RequestError

        if client.indices.exists(index=self.alias):
            return
        try:
            client.indices.create(
                index=self.index, body={**MAPPING, "aliases": {self.alias: {}}}, request_timeout=WRITING
            )
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise


def _authorization(address: SplitResult) -> dict[str, str]:
    """The header for the name and password in the address. The client's own would take no character beyond Latin 1."""
    if not address.username:
        return {}
    credentials = f"{unquote(address.username)}:{unquote(address.password or '')}"
    return {"authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"}


def _all_done(results: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """A bulk request succeeds as a whole also when the server refused what is in it."""
    refused = [
        result
        for kind, result in results
        if not 200 <= result["status"] < 300
        and not (kind == "delete" and result["status"] == HTTPStatus.NOT_FOUND)
    ]
    if not refused:
        return
    error = refused[0].get("error") or refused[0]
    reason = error.get("reason", error) if isinstance(error, dict) else error
    kind = Refused if all(_is_for_the_document(result) for result in refused) else Unreachable
    raise kind(f"{len(refused)}条没有写入：{reason}")


def _is_for_the_document(result: dict[str, Any]) -> bool:
    """Whether another document might be taken: not so with too many requests, a full disk, no index or a closed one."""
    error = result.get("error")
    closed = isinstance(error, dict) and error.get("type") == "index_closed_exception"
    return result["status"] == HTTPStatus.BAD_REQUEST and not closed


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    from opensearchpy.exceptions import OpenSearchException, TransportError

    try:
        yield
    except TransportError as error:
        kind = Refused if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else Unreachable
        raise kind(str(error)) from error
    except OpenSearchException as error:
        raise Unreachable(str(error)) from error


def operations_of(before: Sequence[Entry], after: Sequence[Entry]) -> list[dict[str, Any]]:
    """What a bulk request has to do: to take out what is there no more, and to write what is."""
    kept = {entry.document.position for entry in after}
    gone = (entry.document.position for entry in before if entry.document.position not in kept)
    return [
        *({"_op_type": "delete", "_id": str(position)} for position in gone),
        *(
            {"_op_type": "index", "_id": str(entry.document.position), "_source": source_of(entry)}
            for entry in after
        ),
    ]


def source_of(entry: Entry) -> dict[str, Any]:
    """An entry as a document of the index."""
    return {
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
    if not phrase.open:
        return {"match_phrase": {field: {"query": " ".join(phrase.tokens)}}}
    if len(phrase.tokens) == 1:
        # As a phrase it would become as many clauses as there are tokens: 1024 of them are too many for the server.
        return {"prefix": {field: {"value": phrase.tokens[0]}}}
    return {"match_phrase_prefix": {field: {"query": " ".join(phrase.tokens), "max_expansions": 5000}}}


def _joined(texts: Sequence[str]) -> str:
    return f" {BREAK} ".join(" ".join(tokens_of(text)) for text in texts if text)
