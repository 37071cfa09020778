"""Searching: a page of hits with what they are narrowed by, how many there are, and passages of their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.db import connection

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item
from gongkai.search.asking import Question, Scope, Words, words_of
from gongkai.search.backends import backend
from gongkai.search.documents import ancestors_of
from gongkai.search.filters import FACETS, Asked
from gongkai.search.folding import folded
from gongkai.search.models import Document, DocumentText
from gongkai.search.passages import (
    Passage,
    Piece,
    Sought,
    beginning,
    lacking,
    marked,
    passage_in,
    sought_of,
)
from gongkai.search.stored import passages_in_attachments

__all__ = ["PAGE", "Found", "Hit", "find", "question_of"]

PAGE: Final = 20
MOST: Final = 1000
"""The newest hits that are counted, narrowed and leafed through; of common words there are more."""

_COLUMNS: Final = {
    "agency": "agency_id",
    "kind": "kind",
    "column": "slug",
    "theme": "theme",
    "year": "year",
    "genre": "genre",
    "type": "types",
    "validity": "validity",
}


@dataclass(frozen=True)
class Hit:
    """A public item that was found; title, numbers and passage in pieces.

    `index_number` is empty unless a word is found nowhere else: it says little to whoever looked for something else.
    """

    item: Any
    title: tuple[Piece, ...]
    document_number: tuple[Piece, ...]
    index_number: tuple[Piece, ...]
    passage: Passage


@dataclass(frozen=True)
class Found:
    """The answer to a search. `more` when there are more hits than were counted: at least `number`."""

    asked: Asked
    words: Words
    hits: tuple[Hit, ...]
    number: int
    more: bool
    positions: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages there are to leaf through."""
        return -(-self.number // PAGE)

    @cached_property
    def facets(self) -> Mapping[str, Counter[Any]]:
        """Of each facet its values and how many of the counted hits have them; the agency by primary key."""
        return facets_of(self.positions, self.asked.below)


def question_of(asked: Asked, words: Words | None = None) -> Question:
    """What the index is asked."""
    after, before = asked.positions()
    return Question(words_of(asked.text) if words is None else words, asked.marks(), after, before)


def find(asked: Asked, words: Words | None = None) -> Found:
    """Search. A page of hits costs the same however many hits there are: at most MOST are looked at."""
    question = question_of(asked, words)
    positions = _sorted_positions(question, asked.sort)
    more = len(positions) > MOST
    counted = positions[:MOST]
    first = (asked.page - 1) * PAGE
    hits = _hits(counted[first : first + PAGE], question.words)
    return Found(asked, question.words, hits, len(counted), more, tuple(counted))


def facets_of(positions: Sequence[int], below: bool = True) -> dict[str, Counter[Any]]:
    """How often each value of each facet is among the documents at these positions.

    Bodies are counted together with those below them, unless each is searched by itself.
    """
    counters: dict[str, Counter[Any]] = {name: Counter() for name in FACETS}
    if not positions:
        return counters
    places = ", ".join(["%s"] * len(positions))
    columns = ", ".join(_COLUMNS[name] for name in FACETS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM search_document WHERE position IN ({places})", list(positions))
        rows = cursor.fetchall()
    for name, values in zip(FACETS, zip(*rows, strict=True), strict=False):
        counted = Counter(values)
        counted.pop("", None)
        counters[name] = counted
    counters["type"] = _single(counters["type"])
    if below:
        counters["agency"] = _with_those_above(counters["agency"])
    return counters


def _single(counted: Counter[str]) -> Counter[str]:
    """A document with a docx and a pdf counts for both."""
    single: Counter[str] = Counter()
    for kinds, number in counted.items():
        for kind in kinds.split():
            single[kind] += number
    return single


def _with_those_above(counted: Counter[int]) -> Counter[int]:
    """A body is searched together with all below it: its number is that of all of them."""
    by_path = dict(Agency.objects.values_list("path", "pk"))
    paths = {pk: path for path, pk in by_path.items()}
    together: Counter[int] = Counter()
    for body, number in counted.items():
        for pk in ancestors_of(paths.get(body, ""), by_path):
            together[pk] += number
    return together


def _sorted_positions(question: Question, sort: str) -> list[int]:
    """The newest first; or first those with all words in their titles, the closest of them before the others."""
    index = backend()
    newest = index.newest(question, MOST + 1)
    if sort != "relevance" or not question.words.wanted:
        return newest
    in_title = index.newest(replace(question, scope=Scope.TITLE), MOST)
    titles = dict(DocumentText.objects.filter(pk__in=in_title).values_list("pk", "title"))
    asked = folded("".join(term.text for term in question.words.wanted))
    ranked = sorted(in_title, key=lambda place: (_distance(titles.get(place, ""), asked), -place))
    first = set(ranked)
    return [*ranked, *(place for place in newest if place not in first)][: MOST + 1]


def _distance(title: str, asked: str) -> int:
    """How much more there is in a title than was asked for, in steps of a few characters."""
    return max(len(folded(title)) - len(asked), 0) // 6


def _hits(positions: Sequence[int], words: Words) -> tuple[Hit, ...]:
    documents = Document.objects.filter(pk__in=positions).select_related("text").defer("text__attachments")
    texts = {document.item_id: document.text for document in documents}
    public = Item.objects.public().filter(pk__in=texts).select_related("agency", "column").defer("body")
    place = {position: number for number, position in enumerate(positions)}
    items = sorted(public, key=lambda item: place[texts[item.pk].pk])
    sought = sought_of(words)
    hits: dict[int, Hit] = {}
    elsewhere: dict[int, Words] = {}
    for item in items:
        text = texts[item.pk]
        hits[text.pk], missing = _hit(item, text, words, sought)
        if missing:
            elsewhere[text.pk] = missing
    # Attachments, which are long, are looked through where a word is nowhere else.
    wanted = {pk: only for pk, words in elsewhere.items() if (only := sought_of(words)) is not None}
    if sought is not None and wanted:
        for pk, passage in passages_in_attachments(wanted, sought):
            if passage is not None:
                hits[pk] = replace(hits[pk], passage=passage)
    return tuple(hits.values())


def _hit(item: Any, text: Any, words: Words, sought: Sought | None) -> tuple[Hit, Words]:
    """What is shown of an item by its own text; and the words that it has in its attachments only."""
    own = (text.summary, text.body, text.keywords)
    not_told = lacking(words, (item.title, item.document_number, *own))
    missing = lacking(not_told, (text.index_number,))
    hit = Hit(
        item,
        title=marked(item.title, sought),
        document_number=marked(item.document_number, sought),
        index_number=marked(text.index_number, sought) if missing != not_told else (),
        passage=passage_in(own, sought) or beginning(own),
    )
    return hit, missing
