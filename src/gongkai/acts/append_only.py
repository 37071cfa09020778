"""Tables that the database itself keeps from being rewritten.

A row of such a table can be added and read. UPDATE and DELETE are refused by triggers, so that neither a
programming error nor someone with the database's password changes what was recorded without leaving a trace:
he would have to drop the trigger first, which `gongkai register verify` looks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.apps import apps
from django.db import connections, migrations

from gongkai.acts.facts import Fact

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "append-only: rows of this table are never changed or removed"


def trigger_names(table: str) -> tuple[str, str]:
    """The names of the two triggers that guard a table: of UPDATE, of DELETE."""
    return f"{table}_no_update", f"{table}_no_delete"


def _statements(table: str, vendor: str) -> list[str]:
    names = zip(trigger_names(table), ("UPDATE", "DELETE"), strict=True)
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" BEGIN SELECT RAISE(ABORT, \'{REFUSAL}\'); END'
            for name, verb in names
        ]
    function = (
        "CREATE OR REPLACE FUNCTION gongkai_append_only() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$ "
        "LANGUAGE plpgsql"
    )
    rows = [
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION gongkai_append_only()'
        for name, verb in names
    ]
    truncate = (
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION gongkai_append_only()"
    )
    return [function, *rows, truncate]


class AppendOnly(migrations.RunPython):
    """A migration's operation: from here on the tables refuse UPDATE and DELETE."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(self._guard, self._release)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written in a migration: the names of the tables."""
        return self.__class__.__qualname__, list(self.tables), {}

    def describe(self) -> str:
        """One line for the log of `migrate`."""
        return f"append-only: {', '.join(self.tables)}"

    def _guard(self, state: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in self.tables:
            for statement in _statements(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def _release(self, state: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for table in self.tables:
            for name in (*trigger_names(table), *((f"{table}_no_truncate",) if postgres else ())):
                schema_editor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if postgres else ""))


def guarded_tables() -> set[str]:
    """The tables of all facts."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, Fact)}


def missing_triggers(using: str = "default") -> list[tuple[str, str]]:
    """Table and trigger of every guard that is not there."""
    connection = connections[using]
    names = "name FROM sqlite_master" if connection.vendor == "sqlite" else "tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}")
        there = {row[0] for row in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    return [
        (table, name)
        for table in sorted(guarded_tables() & tables)
        for name in trigger_names(table)
        if name not in there
    ]


def guard_again(using: str = "default", **kwargs: Any) -> None:
    """Put back the triggers that SQLite drops without a word when a migration makes a table anew."""
    connection = connections[using]
    absent = {name for _, name in missing_triggers(using)}
    if not absent:
        return
    structlog.get_logger(__name__).warning("append_only_guards_missing", triggers=sorted(absent))
    with connection.cursor() as cursor:
        for table in sorted(guarded_tables()):
            for statement in _statements(table, connection.vendor):
                if any(f'"{name}"' in statement for name in absent):
                    cursor.execute(statement)
