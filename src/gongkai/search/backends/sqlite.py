"""The index on SQLite: an FTS5 table without contents. Its rows are in the order of publication.

The tokens are made by `tokens`, so that the table only has to cut at spaces: its tokenizer "ascii" takes everything
beyond ASCII for a letter, Han characters of any age among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.documents import Entry
from gongkai.search.marks import EVERY
from gongkai.search.tokens import BREAK, Phrase, tokens_of

TABLE: Final = "search_index"
_INSERT = f"INSERT INTO {TABLE}(rowid, title, text, marks) VALUES (%s, %s, %s, %s)"
_DELETE = f"INSERT INTO {TABLE}({TABLE}, rowid, title, text, marks) VALUES ('delete', %s, %s, %s, %s)"


class SQLiteIndex:
    """FTS5. Removing a row needs the very tokens it was put in with, which are made again from its text."""

    name = "sqlite"
    within_transaction = True

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """Take rows out, and add others."""
        with connection.cursor() as cursor:
            cursor.executemany(_DELETE, [_row(entry) for entry in before])
            cursor.executemany(_INSERT, [_row(entry) for entry in after])

    def clear(self) -> None:
        """Empty the table."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")

    def newest(self, question: Question, limit: int) -> list[int]:
        """Read from the end of the index, and only as far as needed."""
        after = question.after if question.after is not None else 0
        before = question.before if question.before is not None else (1 << 63) - 1
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s AND rowid < %s "
                "ORDER BY rowid DESC LIMIT %s",
                [expression(question), after, before, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def surplus(self) -> int:
        """Rows, counted by the token that all have, against the documents: in one statement, as of one moment."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH %s)"
                " - (SELECT count(*) FROM search_document)",
                [_quoted(EVERY)],
            )
            return int(cursor.fetchone()[0])


def expression(question: Question) -> str:
    """The question in the language of FTS5. Everything is quoted, so that nothing typed is an operator."""
    inside = "{title} : " if question.scope is Scope.TITLE else ""
    wanted = [f"({inside}({_any(term)}))" for term in question.words.wanted]
    narrowed = [f"({' OR '.join(_quoted(mark) for mark in group)})" for group in question.marks]
    unwanted = [f"({_any(term)})" for term in question.words.unwanted]
    found = " AND ".join([*wanted, *narrowed]) or _quoted(EVERY)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def _any(term: Term) -> str:
    return " OR ".join(_phrase(way) for way in term.ways)


def _phrase(phrase: Phrase) -> str:
    return _quoted(" ".join(phrase.tokens)) + (" *" if phrase.open else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _row(entry: Entry) -> tuple[int, str, str, str]:
    return (
        entry.document.position,
        " ".join(_joined(entry.titles)),
        " ".join(_joined(entry.texts)),
        entry.document.marks,
    )


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """The tokens of several texts, with a break between them."""
    for text in texts:
        tokens = tokens_of(text)
        if tokens:
            yield from tokens
            yield BREAK
