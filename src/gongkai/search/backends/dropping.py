"""A table of FTS5 taken away a little at a time: dropped as a whole, a large one keeps all others from writing for seconds.

It is not asked any more: halfway it has words without their rows.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from gongkai.search.breathing import breathe

__all__ = ["drop", "drop_at_once", "has_table"]

PIECE: Final = 2000
"""Blocks of the index, of 4 kB each, that are deleted in one transaction."""
_STRUCTURE: Final = 10
"""The block that tells FTS5 what others there are."""
_PARTS: Final = {
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "(segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID",
    "docsize": "(id INTEGER PRIMARY KEY, sz BLOB)",
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
}
"""The tables in which FTS5 keeps one."""


def has_table(name: str) -> bool:
    """Whether there is a table of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [name])
        return cursor.fetchone() is not None


def drop(table: str) -> None:
    """Delete the blocks of its index piece by piece, and then drop it; nothing where there is no such table.

    Broken off anywhere, it can be done again.
    """
    if not has_table(table):
        return
    with connection.cursor() as cursor:
        while has_table(f"{table}_data"):
            with transaction.atomic():
                cursor.execute(
                    f"DELETE FROM {table}_data WHERE id IN "
                    f"(SELECT id FROM {table}_data WHERE id > {_STRUCTURE} ORDER BY id LIMIT {PIECE})"
                )
                deleted = cursor.rowcount
            if deleted < PIECE:
                break
            breathe()
    drop_at_once(table)


def drop_at_once(table: str) -> None:
    """Drop a table, however broken: what FTS5 wants to see of it first is written anew. Nothing where there is none."""
    if not has_table(table):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for name, columns in _PARTS.items():
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {table}_{name} {columns}")
        cursor.execute(f"INSERT OR REPLACE INTO {table}_config VALUES ('version', 4)")
        cursor.execute(f"INSERT OR REPLACE INTO {table}_data VALUES ({_STRUCTURE}, x'00000000000000')")
        cursor.execute(f"DROP TABLE {table}")
