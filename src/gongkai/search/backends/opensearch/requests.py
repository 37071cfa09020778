"""What is sent to an OpenSearch: the fields of an index, entries to write and to take out, a question. All of it pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.documents import Entry
from gongkai.search.tokens import BREAK, Phrase, tokens_of

__all__ = ["MAPPING", "creations_of", "operations_of", "removals_of", "request", "source_of"]

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


def operations_of(before: Sequence[Entry], after: Sequence[Entry]) -> list[dict[str, Any]]:
    """What a bulk request has to do: to take out what is there no more, and to write what is."""
    kept = {entry.document.position for entry in after}
    gone = (entry.document.position for entry in before if entry.document.position not in kept)
    return [*removals_of(gone), *_written(after, "index")]


def creations_of(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What a bulk request has to do to put in what is not there yet: what is there already it answers with 409."""
    return list(_written(entries, "create"))


def removals_of(positions: Iterable[int]) -> list[dict[str, Any]]:
    """What a bulk request has to do to take entries out."""
    return [{"_op_type": "delete", "_id": str(position)} for position in positions]


def _written(entries: Sequence[Entry], kind: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {"_op_type": kind, "_id": str(entry.document.position), "_source": source_of(entry)}


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
