"""What somebody may mean who has typed a few characters: a body, a column, an item by its title or 文号."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from django.db.models import Q

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.disclosure.models import Column, Item
from gongkai.search.asking import Question, Scope, Words, words_of
from gongkai.search.backends import backend
from gongkai.search.folding import folded
from gongkai.search.models import Document

__all__ = ["Suggestion", "suggest"]

LONGEST: Final = 40
_BODIES, _COLUMNS = 3, 3


@dataclass(frozen=True)
class Suggestion:
    """What is suggested: `kind` is agency, column or item, `subject` its row, `label` what people read."""

    kind: str
    label: str
    subject: Any


def suggest(typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Suggestions for what was typed so far, bodies and columns first. Only what is public; four queries."""
    text = folded(typed.strip()[:LONGEST])
    words = words_of(text)
    if not words.wanted:
        return ()
    found = [*islice(_bodies(words), _BODIES), *islice(_columns(words), _COLUMNS)]
    return tuple([*found, *_items(words, limit - len(found))][:limit])


def _bodies(words: Words) -> Iterator[Suggestion]:
    """Bodies whose name has a word, or which a word begins with: 惠民镇, 惠民, 惠民镇预算."""
    for body in Agency.objects.filter(in_service=True).exclude(level=BodyLevel.VILLAGE).order_by("path"):
        short, name = folded(body.short_name), folded(body.name)
        if any(term.text in short or term.text in name or short in term.text for term in words.wanted):
            yield Suggestion("agency", body.name, body)


def _columns(words: Words) -> Iterator[Suggestion]:
    """Columns in service by their names, the county's first; a body named beside it narrows them."""
    named = Q()
    for term in words.wanted:
        named &= Q(name__icontains=term.text) | Q(agency__short_name__icontains=term.text)
    one = Q()
    for term in words.wanted:
        one |= Q(name__icontains=term.text)
    columns = Column.objects.filter(named & one, in_service=True, agency__in_service=True)
    for column in columns.select_related("agency").order_by("agency__path", "rank")[:_COLUMNS]:
        yield Suggestion("column", f"{column.agency.short_name} {column.name}", column)


def _items(words: Words, limit: int) -> Iterator[Suggestion]:
    """The newest items with all words in their titles or numbers."""
    if limit <= 0:
        return
    question = Question(replace(words, unwanted=()), scope=Scope.TITLE)
    positions = backend().newest(question, limit)
    order = dict(Document.objects.filter(pk__in=positions).values_list("item_id", "position"))
    public = Item.objects.public().filter(pk__in=order).select_related("agency").defer("body")
    for item in sorted(public, key=lambda item: -order[item.pk]):
        yield Suggestion("item", item.title, item)
