"""The index on PostgreSQL: tsvectors of tokens under a GIN index, in plain SQL that openGauss and KingbaseES know too.

The vectors have no positions: those end at 16,383 in a vector, so that the end of a long attachment would not be
found. What is more than one token is looked for among those that have all its tokens, in their squeezed text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.documents import Entry
from gongkai.search.marks import EVERY
from gongkai.search.tokens import Phrase, squeezed, tokens_of

TABLE: Final = "search_index"
IN_TITLE: Final = "@"
"""In front of a token that stands in a title."""


class PostgreSQLIndex:
    """tsvector and GIN."""

    name = "postgresql"
    within_transaction = True

    def put(self, entries: Sequence[Entry]) -> None:
        """Add rows."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (position, vector, title, text) VALUES (%s, %s::tsvector, %s, %s)",
                [row_of(entry) for entry in entries],
            )

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take rows out."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE position = ANY(%s)",
                [[entry.document.position for entry in entries]],
            )

    def clear(self) -> None:
        """Empty the table."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def newest(self, question: Question, limit: int) -> list[int]:
        """By the GIN index; `position + 0` keeps the planner from walking all rows from the newest instead."""
        where, parameters = condition(question)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT position FROM {TABLE} WHERE {where} ORDER BY position + 0 DESC LIMIT %s",
                [*parameters, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def holds(self) -> int:
        """Rows."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")
            return int(cursor.fetchone()[0])


def condition(question: Question) -> tuple[str, list[Any]]:
    """The question as a condition and its parameters."""
    in_title = question.scope is Scope.TITLE
    groups = ["(" + " | ".join(_lexeme(mark) for mark in group) + ")" for group in question.marks]
    groups += [_any(term.ways, in_title) for term in question.words.wanted]
    conditions = ["vector @@ %s::tsquery"]
    parameters: list[Any] = [" & ".join(groups) or _lexeme(EVERY)]
    for term in question.words.wanted:
        _check(term, "title" if in_title else None, conditions, parameters)
    for term in question.words.unwanted:
        within: list[str] = ["vector @@ %s::tsquery"]
        parameters.append(_any(term.ways, in_title=False))
        _check(term, None, within, parameters)
        conditions.append(f"NOT ({' AND '.join(within)})")
    for limit, sign in ((question.after, ">="), (question.before, "<")):
        if limit is not None:
            conditions.append(f"position {sign} %s")
            parameters.append(limit)
    return " AND ".join(conditions), parameters


def _check(term: Term, column: str | None, conditions: list[str], parameters: list[Any]) -> None:
    """Where a way of writing has several tokens: that they stand one after the other."""
    if all(len(way.tokens) == 1 for way in term.ways):
        return
    columns = (column,) if column else ("title", "text")
    tests = [(name, way.needle) for way in term.ways for name in columns]
    conditions.append("(" + " OR ".join(f"strpos({name}, %s) > 0" for name, _ in tests) + ")")
    parameters += [needle for _, needle in tests]


def _any(ways: Iterable[Phrase], in_title: bool) -> str:
    return "(" + " | ".join(f"({_all(way, in_title)})" for way in ways) + ")"


def _all(phrase: Phrase, in_title: bool) -> str:
    prefix = IN_TITLE if in_title else ""
    lexemes = [_lexeme(prefix + token) for token in phrase.tokens]
    if phrase.open:
        lexemes[-1] += ":*"
    return " & ".join(dict.fromkeys(lexemes))


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def row_of(entry: Entry) -> tuple[int, str, str, str]:
    """Position, vector, squeezed title and squeezed text."""
    in_titles = {token for text in entry.titles for token in tokens_of(text)}
    tokens = in_titles.union(*(tokens_of(text) for text in entry.texts))
    lexemes = [*tokens, *(IN_TITLE + token for token in in_titles), *entry.document.marks.split()]
    vector = " ".join(_lexeme(token) for token in lexemes if len(token.encode()) < 2000)
    return entry.document.position, vector, squeezed(entry.titles), squeezed(entry.texts)
