"""The index on PostgreSQL: tsvectors of tokens under a GIN index, in plain SQL that openGauss and KingbaseES know too.

The vectors have no positions: those end at 16,383 in a vector, so that the end of a long attachment would not be
found. What is more than one token is looked for among those that have all its tokens, in their squeezed text, which
stands in a table of its own: the rows with the vectors stay short, because of a common word all of them are fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from django.db import connection, transaction

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.documents import Entry
from gongkai.search.marks import EVERY, mark
from gongkai.search.models import month_of
from gongkai.search.tokens import Phrase, squeezed, tokens_of

TABLE: Final = "search_index"
SQUEEZED: Final = "search_squeezed"
IN_TITLE: Final = "@"
"""In front of a token that stands in a title."""
LATEST: Final = 3000
"""Documents that are looked at first: of a common word they have enough."""
MOST_MONTHS: Final = 60
LONGEST_LEXEME: Final = 2000
"""Bytes. PostgreSQL takes 2046."""
MOST_BYTES: Final = 1_000_000
"""Bytes of lexemes in a vector. PostgreSQL takes 1,048,575."""


class PostgreSQLIndex:
    """tsvector and GIN."""

    name = "postgresql"
    within_transaction = True

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """Take rows out, and add others."""
        positions = [entry.document.position for entry in (*before, *after)]
        rows = [row_of(entry) for entry in after]
        with connection.cursor() as cursor:
            for table in (TABLE, SQUEEZED):
                cursor.execute(f"DELETE FROM {table} WHERE position = ANY(%s)", [positions])
            cursor.executemany(
                f"INSERT INTO {TABLE} (position, vector) VALUES (%s, %s::tsvector)",
                [(position, vector) for position, vector, _, _ in rows],
            )
            cursor.executemany(
                f"INSERT INTO {SQUEEZED} (position, title, text) VALUES (%s, %s, %s)",
                [(position, title, text) for position, _, title, text in rows],
            )

    def begin(self) -> None:
        """Nothing: rows are replaced one by one, which takes no longer than to fill empty tables."""

    def begun(self) -> bool:
        """Never: what was replaced so far is in its place."""
        return False

    def fill(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Replace rows, whatever is in them."""
        self.write((), entries)
        return entries

    def finish(self, gone: Sequence[int]) -> None:
        """Take out what is gone, and the rows that no document has."""
        with connection.cursor() as cursor:
            for table in (TABLE, SQUEEZED):
                cursor.execute(
                    f"DELETE FROM {table} AS held WHERE position = ANY(%s) OR NOT EXISTS "
                    "(SELECT 1 FROM search_document AS document WHERE document.position = held.position)",
                    [list(gone)],
                )

    def tidy(self) -> None:
        """Nothing: what was replaced the database itself takes away."""

    def newest(self, question: Question, limit: int) -> list[int]:
        """First among the latest months, by their marks; only where these have too few, among all."""
        with _by_the_index():
            months = _latest_months() if question.before is None and limit < LATEST else ()
            if months:
                found = _found(replace(question, marks=(*question.marks, months)), limit)
                if len(found) == limit:
                    return found
            return _found(question, limit)

    def surplus(self) -> int:
        """Rows against the documents: in one statement, as of one moment."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT (SELECT count(*) FROM {TABLE}) - (SELECT count(*) FROM search_document)")
            return int(cursor.fetchone()[0])


@contextmanager
def _by_the_index() -> Iterator[None]:
    """Without walking all rows: the planner does not know that each vector has to be fetched from elsewhere."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN ('enable_seqscan', 'jit')"
        )
        yield


def _latest_months() -> tuple[str, ...]:
    """The marks of the months of the latest documents; none where there are few, or where they are long ago."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT position FROM search_document ORDER BY position DESC OFFSET {LATEST} LIMIT 1")
        first = cursor.fetchone()
        if first is None:
            return ()
        cursor.execute("SELECT max(position) FROM search_document")
        last = month_of(cursor.fetchone()[0])
    month = month_of(first[0])
    months: list[str] = []
    while month <= last and len(months) <= MOST_MONTHS:
        months.append(mark("month", month))
        month = f"{int(month) + 1}" if month[4:] < "12" else f"{int(month[:4]) + 1}01"
    return tuple(months) if len(months) <= MOST_MONTHS else ()


def _found(question: Question, limit: int) -> list[int]:
    """Candidates by the GIN index, the newest first; where the text has to say the rest, batch by batch."""
    asked = tokens_asked(question)
    tests, parameters = tests_of(question)
    if not tests:
        return _candidates(asked, question.after, question.before, limit)
    found: list[int] = []
    before, batch = question.before, 2 * limit
    while len(found) < limit:
        candidates = _candidates(asked, question.after, before, batch)
        found += _passing(candidates, tests, parameters)
        if len(candidates) < batch:
            break
        before, batch = candidates[-1], 4 * batch
    return found[:limit]


def _candidates(asked: str, after: int | None, before: int | None, limit: int) -> list[int]:
    """`position + 0` keeps the planner from walking the rows from the newest on, instead of asking the GIN index."""
    conditions, parameters = ["vector @@ %s::tsquery"], [asked]
    for bound, sign in ((after, ">="), (before, "<")):
        if bound is not None:
            conditions.append(f"position {sign} {int(bound)}")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT position FROM {TABLE} WHERE {' AND '.join(conditions)} "
            f"ORDER BY position + 0 DESC LIMIT {int(limit)}",
            parameters,
        )
        return [row[0] for row in cursor.fetchall()]


def _passing(candidates: list[int], tests: Sequence[str], parameters: Sequence[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT position FROM {SQUEEZED} WHERE position = ANY(%s) AND {' AND '.join(tests)}",
            [candidates, *parameters],
        )
        passing = {row[0] for row in cursor.fetchall()}
    return [position for position in candidates if position in passing]


def tokens_asked(question: Question) -> str:
    """The question as a tsquery: what an entry must have of tokens and marks, and must not have of single tokens."""
    in_title = question.scope is Scope.TITLE
    groups = ["(" + " | ".join(_lexeme(each) for each in group) + ")" for group in question.marks]
    groups += [_any(term.ways, in_title) for term in question.words.wanted]
    groups = groups or [_lexeme(EVERY)]
    groups += [f"!{_any(term.ways, in_title=False)}" for term in question.words.unwanted if _is_single(term)]
    return " & ".join(groups)


def tests_of(question: Question) -> tuple[list[str], list[str]]:
    """What the squeezed text must say, and the parameters: that several tokens stand one after the other, or do not."""
    tests: list[str] = []
    parameters: list[str] = []
    columns = ("title",) if question.scope is Scope.TITLE else ("title", "text")
    for term in question.words.wanted:
        if not _is_single(term):
            tests.append(_stands_in(term, columns, parameters))
    for term in question.words.unwanted:
        if not _is_single(term):
            tests.append(f"NOT {_stands_in(term, ('title', 'text'), parameters)}")
    return tests, parameters


def _is_single(term: Term) -> bool:
    return all(len(way.tokens) == 1 for way in term.ways)


def _stands_in(term: Term, columns: Sequence[str], parameters: list[str]) -> str:
    places = [(name, way.needle) for way in term.ways for name in columns]
    parameters += [needle for _, needle in places]
    return "(" + " OR ".join(f"strpos({name}, %s) > 0" for name, _ in places) + ")"


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
    vector = " ".join(_lexeme(token) for token in _that_fit(_lexemes(entry)))
    return entry.document.position, vector, squeezed(entry.titles), squeezed(entry.texts)


def _lexemes(entry: Entry) -> Iterator[str]:
    """What the vector should have, what matters most first; the same may come again."""
    yield from entry.document.marks.split()
    for text in entry.titles:
        for token in tokens_of(text):
            yield from (IN_TITLE + token, token)
    for text in entry.texts:
        yield from tokens_of(text)


def _that_fit(lexemes: Iterable[str]) -> Iterator[str]:
    """Each once, until the vector is full: by the end of the largest lists of names there are too many pairs."""
    left = MOST_BYTES
    for lexeme in dict.fromkeys(lexemes):
        size = len(lexeme.encode())
        if size >= LONGEST_LEXEME:
            continue
        left -= size
        if left < 0:
            return
        yield lexeme
