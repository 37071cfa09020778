"""The index on SQLite: an FTS5 table without contents. Its rows are in the order of publication.

The tokens are made by `tokens`, so that the table only has to cut at spaces: its tokenizer "ascii" takes everything
beyond ASCII for a letter, Han characters of any age among it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import DatabaseError, connection, transaction

from gongkai.search.asking import Question, Scope, Term
from gongkai.search.backends.dropping import drop, drop_at_once, has_table
from gongkai.search.documents import Entry
from gongkai.search.marks import EVERY
from gongkai.search.models import FORM, Document
from gongkai.search.tokens import BREAK, Phrase, tokens_of

TABLE: Final = "search_index"
NEXT: Final = "search_index_next"
"""Is filled beside the table while everything is made anew: to replace row by row takes half as long again."""
RETIRED: Final = "search_index_retired"
"""What is answered from no more, until it is dropped."""


class SQLiteIndex:
    """FTS5. Removing a row needs the very tokens it was put in with, which are made again from its text."""

    name = "sqlite"
    within_transaction = True

    def write(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        """Take rows out, and add others."""
        rows = [_row(entry) for entry in after]
        with connection.cursor() as cursor:
            for table in (TABLE, NEXT) if self.begun() else (TABLE,):
                _take_out(cursor, table, before)
                _put_in(cursor, table, rows)

    def begin(self) -> None:
        """Make the other table."""
        self.tidy()
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {NEXT} USING fts5(title, text, marks, content='', tokenize='ascii')"
            )

    def begun(self) -> bool:
        """Whether there is the other table."""
        return has_table(NEXT)

    def fill(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Into the other table alone: this one has what its documents say already, or will be gone."""
        with connection.cursor() as cursor:
            held = _held(cursor, NEXT, (entry.document.position for entry in entries))
            new = [entry for entry in entries if entry.document.position not in held]
            _put_in(cursor, NEXT, [_row(entry) for entry in new])
        return new

    def finish(self, gone: Sequence[int]) -> None:
        """The other table takes the place of this one. That takes a moment: this one is dropped when `tidy` is called."""
        with connection.cursor() as cursor:
            for position in sorted(_held(cursor, NEXT, gone)):
                document = Document.objects.select_related("text").get(pk=position)
                _take_out(cursor, NEXT, [Entry(document, document.text)])
            try:
                with transaction.atomic():
                    cursor.execute(f"ALTER TABLE {TABLE} RENAME TO {RETIRED}")
            except DatabaseError:  # so broken that it takes no other name
                drop_at_once(TABLE)
            cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {TABLE}")

    def tidy(self) -> None:
        """Drop the table that was replaced. One that was begun is first taken from those who write to it."""
        drop(RETIRED)
        if self.begun():
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {RETIRED}")
            drop(RETIRED)

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


def _held(cursor: Any, table: str, positions: Iterable[int]) -> set[int]:
    """Which of these rows the table has."""
    cursor.execute(
        f"SELECT rowid FROM {table} WHERE rowid IN (SELECT value FROM json_each(%s))",
        [json.dumps(list(positions))],
    )
    return {row[0] for row in cursor.fetchall()}


def _take_out(cursor: Any, table: str, entries: Sequence[Entry]) -> None:
    """What was cut in another way cannot be taken out word by word.

    It stays, and is not shown, because nothing points at it any more; the job makes everything anew.
    """
    known = [entry for entry in entries if entry.document.form == FORM]
    held = _held(cursor, table, (entry.document.position for entry in known))
    cursor.executemany(
        f"INSERT INTO {table}({table}, rowid, title, text, marks) VALUES ('delete', %s, %s, %s, %s)",
        [_row(entry) for entry in known if entry.document.position in held],
    )


def _put_in(cursor: Any, table: str, rows: Sequence[tuple[int, str, str, str]]) -> None:
    cursor.executemany(f"INSERT INTO {table}(rowid, title, text, marks) VALUES (%s, %s, %s, %s)", rows)


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
