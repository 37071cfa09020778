"""Whether the database still keeps the append-only tables: every trigger there, switched on, and unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from gongkai.acts.append_only import REFUSAL, trigger_names
from gongkai.acts.facts import Fact

REPLACEABLE = ("register_entry", "register_checkpoint", "register_verification")
"""The tables with a third trigger on SQLite, where INSERT OR REPLACE removes a row silently."""


def guarded_tables() -> list[str]:
    """The tables of all facts that the database has by now, those of the register first."""
    present = set(connection.introspection.table_names())
    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, Fact)} & present
    return sorted(tables, key=lambda table: (not table.startswith("register_"), table))


def missing_guards() -> list[str]:
    """Whole sentences about every trigger that is missing, switched off or not what it was."""
    find = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    return list(find(guarded_tables()))


def _of_sqlite(tables: list[str]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    for table in tables:
        for name, verb in zip(trigger_names(table), ("UPDATE", "DELETE"), strict=True):
            body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            expected = f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" {body}'
            yield from _judged(name, table, verb, found.get(name), expected)
        if table in REPLACEABLE and "RAISE(ABORT" not in found.get(f"{table}_no_replace", ""):
            yield _missing(f"{table}_no_replace", table, "REPLACE")


def _of_postgresql(tables: list[str]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(oid, true), tgenabled IN ('O', 'A') FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)",
            [tables],
        )
        found = {name: (definition, enabled) for name, definition, enabled in cursor.fetchall()}
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'gongkai_append_only'")
        sources = [source for (source,) in cursor.fetchall()]
    if not sources or not all(f"RAISE EXCEPTION '{REFUSAL}'" in source for source in sources):
        yield "数据库函数 gongkai_append_only 不见了或者被改过，台账不再受保护。请从备份查明后重建。"
    for table in tables:
        names = (*trigger_names(table), f"{table}_no_truncate")
        for name, verb in zip(names, ("UPDATE", "DELETE", "TRUNCATE"), strict=True):
            definition, enabled = found.get(name, (None, False))
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            expected = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} "
                "EXECUTE FUNCTION gongkai_append_only()"
            )
            yield from _judged(name, table, verb, definition if enabled else None, expected)


def _judged(name: str, table: str, verb: str, found: str | None, expected: str) -> Iterator[str]:
    if found is None:
        yield _missing(name, table, verb)
    elif " ".join(found.split()) != expected:
        yield f"表 {table} 的触发器 {name} 被改过，已经不能阻止 {verb}。请查明是谁所改，并重建触发器。"


def _missing(name: str, table: str, verb: str) -> str:
    return f"表 {table} 缺少触发器 {name}，或者它已停用，数据库不再阻止 {verb}。请查明原因，并重建触发器。"
