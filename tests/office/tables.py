"""What stands in the database, table by table: to show that somebody who only reads changes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

Rows = dict[Any, tuple[Any, ...]]
# Filled by migrations, and never by anybody who uses the platform.
FIXED = frozenset({"django_migrations", "django_content_type", "auth_permission"})
# Being there leaves traces: sessions, counted guesses, the audit trail of refusals, what was looked at, pictures in
# the sizes that a page shows.
TRACES = frozenset(
    {
        "django_session",
        "axes_accessattempt",
        "axes_accessfailurelog",
        "axes_accesslog",
        "acts_auditentry",
        "review_noticeread",
        "review_sighting",
        "disclosure_picturerendition",
        "sqlite_sequence",
    }
)


def snapshot() -> dict[str, Rows]:
    """Every row of every table that may not change, by its first column."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in FIXED | TRACES]
        return {name: _rows(cursor, name) for name in names}


def _rows(cursor: Any, name: str) -> Rows:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
    return {row[0]: tuple(map(str, row)) for row in cursor.fetchall()}


def changes(before: dict[str, Rows], after: dict[str, Rows], allowed: Collection[str] = ()) -> list[str]:
    """Each row that was added, taken away or changed, as `table key: what`."""
    found = []
    for name, rows in after.items():
        earlier = before.get(name, {})
        if name in allowed or rows == earlier:
            continue
        found += [f"{name} {key}: 新增" for key in rows.keys() - earlier.keys()]
        found += [f"{name} {key}: 删除" for key in earlier.keys() - rows.keys()]
        found += [f"{name} {key}: 改动" for key in rows.keys() & earlier.keys() if rows[key] != earlier[key]]
    return found


_WRITES = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE
)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that statements wrote to meanwhile, whether a row changed or not; traces are not told.

    Where it stays empty nothing can have changed, and nothing has to be compared.
    """
    tables: set[str] = set()

    def look(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if (found := _WRITES.match(sql)) and found[1] not in TRACES:
            tables.add(found[1])
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(look):
        yield tables
