"""What somebody typed, as what is to be found: words that must all be there, phrases in quotes, words left out.

Whatever is typed means something: signs that are no operators are spaces, and what has no word in it is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gongkai.search.folding import folded
from gongkai.search.spellings import DOCUMENT_NUMBER, spellings
from gongkai.search.tokens import Phrase, phrase_of

__all__ = ["LONGEST", "Question", "Scope", "Term", "Words", "words_of"]

LONGEST: Final = 200
"""Characters of a folded question that are read; what is longer is cut, and the page says so."""
MOST_TERMS: Final = 10

_TYPED = re.compile(
    rf"""(?P<minus>(?<!\S)[-－—−])?
    (?: ["“”＂「『](?P<quoted>[^"“”＂」』]*)["“”＂」』]
      | (?P<number>{DOCUMENT_NUMBER.pattern})
      | (?P<plain>(?:(?<=\d),(?=\d)|[^\s"“”＂「」『』，。、；：！？,;!?|])+) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase in quotes, and the ways in which it is written: any of them will do."""

    text: str
    ways: tuple[Phrase, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A question's words: all of `wanted`, none of `unwanted`. `cut` when not everything was read."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.wanted or self.unwanted)


class Scope(Enum):
    """In which fields the wanted words must be."""

    ALL = "all"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Question:
    """What an index is asked: words, marks of facets (one of each group), and between which positions."""

    words: Words = Words()
    marks: tuple[tuple[str, ...], ...] = ()
    after: int | None = None
    before: int | None = None
    scope: Scope = Scope.ALL


def words_of(typed: str) -> Words:
    """Read what was typed. Never fails."""
    # Folded before it is cut: a sign such as ㌖ becomes six, and a word may be as long as an index takes.
    text = folded(typed.replace("\x00", " ")).strip()
    wanted: dict[str, Term] = {}
    unwanted: dict[str, Term] = {}
    terms = list(_terms(text[:LONGEST]))
    for minus, term in terms[:MOST_TERMS]:
        (unwanted if minus else wanted).setdefault(term.text, term)
    cut = len(text) > LONGEST or len(terms) > MOST_TERMS
    return Words(tuple(wanted.values()), tuple(unwanted.values()), cut)


def term_of(text: str, quoted: bool = False) -> Term | None:
    """A term from its text; None when there is nothing in it to look for. In quotes it is taken at its word."""
    ways = (text,) if quoted else spellings(text)
    phrases = dict.fromkeys(phrase for way in ways if (phrase := phrase_of(way)) is not None)
    return Term(text.strip(), tuple(phrases), quoted) if phrases else None


def _terms(text: str) -> Iterator[tuple[bool, Term]]:
    for found in _TYPED.finditer(text):
        quoted = found["quoted"]
        term = term_of(
            quoted if quoted is not None else found["number"] or found["plain"] or "", quoted is not None
        )
        if term is not None:
            yield bool(found["minus"]), term
