"""What to tell somebody whose search found nothing: other words that do find, and what comes near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item
from gongkai.search.asking import Question, Scope, Term, Words
from gongkai.search.backends import backend
from gongkai.search.filters import Asked
from gongkai.search.finding import Found, question_of
from gongkai.search.folding import folded, is_han
from gongkai.search.models import Document, DocumentText
from gongkai.search.spellings import split_at_days
from gongkai.search.tokens import parts_of, phrase_of, tokens_of

__all__ = ["Advice", "advise"]

_LOOKED_AT: Final = 300
_NEAR: Final = 5


@dataclass(frozen=True)
class Advice:
    """Other ways to ask that have hits, each as a whole search; and the items whose titles or 文号 come nearest."""

    also_tried: tuple[str, ...]
    wider: Asked | None
    apart: Asked | None
    without: tuple[tuple[str, Asked], ...]
    near: tuple[Any, ...]


def advise(found: Found) -> Advice:
    """Look for what has hits. A bounded number of small questions."""
    asked, words = found.asked, found.words
    wider = asked.without_filters()
    return Advice(
        also_tried=tuple(dict.fromkeys(_other_spellings(words))),
        wider=wider if asked.narrowed and _has_hits(question_of(wider, words)) else None,
        apart=_apart(asked, words),
        without=tuple(_without(asked, words)),
        near=_near(words),
    )


def _has_hits(question: Question) -> bool:
    return bool(backend().newest(question, 1))


def _other_spellings(words: Words) -> Iterator[str]:
    for term in words.wanted:
        for way in term.ways[1:]:
            yield _shown(way.parts)


def _shown(parts: Sequence[str]) -> str:
    """A way as it is read: signs are gone, but 2024 and 5 do not become 20245."""
    text = ""
    for part in parts:
        apart = text and not is_han(text[-1]) and not is_han(part[0])
        text += f" {part}" if apart else part
    return text


def _apart(asked: Asked, words: Words) -> Asked | None:
    """惠民镇2024年预算 as 惠民镇 2024年 预算: its parts, wherever they stand; then long runs two by two."""
    bodies = [folded(name) for name in Agency.objects.values_list("short_name", flat=True)]
    for shortest in (99, 4):
        pieces = [piece for term in words.wanted for piece in _pieces(term.text, bodies, shortest)]
        if len(pieces) > len(words.wanted):
            text = " ".join([*pieces, *(f"-{_typed(term)}" for term in words.unwanted)])
            other = replace(asked, text=text, page=1)
            if _has_hits(question_of(other)):
                return other
    return None


def _pieces(text: str, bodies: Sequence[str], shortest: int) -> Iterator[str]:
    """A term cut at numbers with their units and at names of bodies; runs of `shortest` and more in twos.

    A day is left whole: its year, month and day apart are in nearly everything.
    """
    for number, piece in enumerate(split_at_days(text)):
        yield from (piece,) if number % 2 else _cut(piece, bodies, shortest)


def _cut(text: str, bodies: Sequence[str], shortest: int) -> Iterator[str]:
    names = "|".join(re.escape(name) for name in sorted(bodies, key=len, reverse=True) if name in text)
    cuts = rf"({names + '|' if names else ''}\d+[年月日号条款项期]?)"
    for piece in re.split(cuts, text):
        for part in parts_of(piece) if not re.fullmatch(cuts, piece) else (piece,):
            if part in bodies or not is_han(part[0]) or len(part) < shortest:
                yield part
            else:
                yield from (
                    part[place : place + 2 + (len(part) - place == 3)] for place in range(0, len(part) - 1, 2)
                )


def _without(asked: Asked, words: Words) -> Iterator[tuple[str, Asked]]:
    """Each word that can be left out so that something is found."""
    if len(words.wanted) < 2:
        return
    for term in words.wanted:
        others = tuple(other for other in words.wanted if other is not term)
        if _has_hits(question_of(asked, Words(others, words.unwanted))):
            left = [*map(_typed, others), *(f"-{_typed(term)}" for term in words.unwanted)]
            yield term.text, replace(asked, text=" ".join(left), page=1)


def _typed(term: Term) -> str:
    return f"“{term.text}”" if term.quoted else term.text


def _near(words: Words) -> tuple[Any, ...]:
    """The items whose titles, or 文号, share most pairs of characters with what was asked, two pairs at least."""
    pairs = {token for term in words.wanted for token in tokens_of(term.text) if len(token) > 1}
    if len(pairs) < 2:
        return ()
    ways = tuple(phrase for pair in sorted(pairs) if (phrase := phrase_of(pair)) is not None)
    question = Question(Words((Term("", ways),)), scope=Scope.TITLE)
    texts = DocumentText.objects.filter(pk__in=backend().newest(question, _LOOKED_AT))
    shared = Counter(
        {
            pk: max(len(pairs & set(tokens_of(text))) for text in names)
            for pk, *names in texts.values_list("pk", "title", "document_number")
        }
    )
    best = [pk for pk, number in sorted(shared.items(), key=lambda one: (-one[1], -one[0])) if number > 1]
    order = dict(Document.objects.filter(pk__in=best[:_NEAR]).values_list("item_id", "position"))
    public = Item.objects.public().filter(pk__in=order).select_related("agency").defer("body")
    return tuple(sorted(public, key=lambda item: best.index(order[item.pk])))
