"""The numbers that a database gives to new rows: moved on where some are known outside that it has not given yet."""

from __future__ import annotations

from django.db import connection, models


def begin_beyond(model: type[models.Model], number: int) -> bool:
    """Have new rows of the table get numbers greater than this one; False where they do already.

    Numbers given before stay. In the caller's transaction; on PostgreSQL it holds even when that is rolled back.
    """
    table, column = model._meta.db_table, str(model._meta.pk.column)
    last = _last_given(table, column)
    if number <= last:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, number])
            return True
        # SQLite has no row for a table that nothing was ever put into.
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
    return True


def _last_given(table: str, column: str) -> int:
    """The greatest number that was given, also to a row that is gone or was never committed; 0 before the first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
            cursor.execute(
                f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}"
            )
        else:
            cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        return int(cursor.fetchone()[0])
