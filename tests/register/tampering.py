"""What somebody with the database's password can do: drop the triggers, then rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

VERBS = ("update", "delete")


def execute(*statements: str) -> None:
    """Run SQL as it is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Foreign keys that are looked at only at the end would keep the table from being altered now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def without_guards(table: str = "register_entry") -> Iterator[None]:
    """The triggers of a table are gone from here on; they are not put back."""
    suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
    verbs = (*VERBS, "truncate") if connection.vendor == "postgresql" else (*VERBS, "replace")
    execute(*(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}" for verb in verbs))
    yield
