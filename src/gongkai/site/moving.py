"""From SQLite to PostgreSQL: every row as it stands, in one transaction, for an office that has grown.

The values are never looked into: what SQLite keeps as text is what PostgreSQL's COPY reads. The indexes of the search are not
copied, since each database has its own kind and they follow from the rest.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from gongkai.acts.row_numbers import begin_beyond
from gongkai.agencies.models import Agency, Person
from gongkai.register.models import Entry
from gongkai.site import preparing
from gongkai.site.database_errors import reason_of

__all__ = ["Moved", "NotMoved", "move"]

_MADE_ANEW: Final = frozenset({"gongkai_search", "wagtailsearch"})
_TOLD_EVERY: Final = 100_000
_WHERE: Final = re.compile(r"COPY \w+, line (\d+)(?:, column (\w+))?")


class NotMoved(Exception):
    """Nothing was copied; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Moved:
    """What was copied."""

    tables: int
    rows: int


@dataclass(frozen=True)
class _Table:
    """A table that both databases have, with its columns, and its model."""

    name: str
    columns: tuple[str, ...]
    model: type[models.Model]

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'


def move(file: Path, told: Callable[[str], None] = lambda line: None) -> Moved:
    """Copy the database in `file`, which nobody writes to meanwhile, into the one of the settings, a new PostgreSQL.

    What a new database has of its own is replaced. Afterwards the search has to be made anew.

    Args:
        file: a database of SQLite that this program has brought up to date.
        told: hears how far it is, in sentences.

    Raises:
        NotMoved: no PostgreSQL, one with somebody's work in it, a file of another program or version, or a value that
            PostgreSQL does not take. Nothing was copied.
    """
    if connection.vendor != "postgresql":
        raise NotMoved("DATABASE_URL 应当写要搬去的 PostgreSQL：postgresql://用户:口令@主机:端口/库名。")
    try:
        preparing.await_database(told)
        preparing.migrate(told)
    except preparing.NotReady as reason:
        raise NotMoved(str(reason)) from reason
    if Agency.objects.exists() or Person.objects.exists() or Entry.objects.exists():
        raise NotMoved(
            "DATABASE_URL 所指的数据库里已经有机关、账号或者台账，不能覆盖。请另建一个空的数据库。"
        )
    with closing(_opened(file)) as source:
        _refuse_another_version(source, file)
        tables = _tables()
        try:
            with transaction.atomic(), _unguarded(tables):
                rows = sum(_copied(source, table, told) for table in tables)
                for table in tables:
                    _go_on_counting(source, table)
        except DatabaseError as error:
            raise NotMoved(f"PostgreSQL 没有接受：{reason_of(error)}。什么都没有搬。") from error
        except sqlite3.Error as error:
            raise NotMoved(f"{file} 读不完整：{reason_of(error)}。什么都没有搬，请先恢复备份。") from error
    ContentType.objects.clear_cache()
    # Of the pictures' names, for whoever chooses one.
    call_command("update_index", verbosity=0)
    return Moved(len(tables), rows)


def _opened(file: Path) -> sqlite3.Connection:
    try:
        source = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM django_migrations").fetchone()
    except sqlite3.Error as error:
        raise NotMoved(f"{file} 不是平台的 SQLite 数据库，或者打不开：{reason_of(error)}。") from error
    return source


def _refuse_another_version(source: sqlite3.Connection, file: Path) -> None:
    loader = MigrationLoader(connection)
    theirs = set(source.execute("SELECT app, name FROM django_migrations"))
    if set(loader.applied_migrations) - theirs or preparing.from_the_future(loader, theirs):
        raise NotMoved(
            f"{file} 是别的版本的程序用过的：请先不设 DATABASE_URL，用现在的程序启动一次（gongkai serve），"
            "等它升级完，停止，再搬。"
        )


def _tables() -> list[_Table]:
    managed = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in _MADE_ANEW
    ]
    return [
        _Table(
            model._meta.db_table,
            tuple(str(field.column) for field in model._meta.local_concrete_fields if not field.generated),
            model,
        )
        for model in managed
    ]


@contextmanager
def _unguarded(tables: Sequence[_Table]) -> Iterator[None]:
    """Empty tables that take any row: what guards them is there again before anybody else sees them.

    The triggers hold what people do to their rules; what is copied was held to them when it was done.
    """
    with connection.cursor() as cursor:
        # SQLite has moments in UTC, without saying so.
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table.quoted} DISABLE TRIGGER USER")
        # The search's tables refer to the items: they are emptied with them, and made anew.
        cursor.execute(f"TRUNCATE {', '.join(table.quoted for table in tables)} CASCADE")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table.quoted} ENABLE TRIGGER USER")


def _copied(source: sqlite3.Connection, table: _Table, told: Callable[[str], None]) -> int:
    """How many rows the table has."""
    # SQLite takes the quoted name of no column for text, if it is not said to be of a table.
    asked = ", ".join(f'{table.quoted}."{column}"' for column in table.columns)
    found = source.execute(f"SELECT {asked} FROM {table.quoted} ORDER BY rowid")
    named = ", ".join(f'"{column}"' for column in table.columns)
    statement = f"COPY {table.quoted} ({named}) FROM STDIN"
    number = 0
    try:
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in found:
                copy.write_row(row)
                number += 1
                if number % _TOLD_EVERY == 0:
                    told(f"{table.name}：{number}行……")
    except DatabaseError as error:
        raise NotMoved(_refused(table, number, error)) from error
    return number


def _refused(table: _Table, number: int, error: DatabaseError) -> str:
    """Where PostgreSQL stopped. What stood there is not said: it may be somebody's name."""
    found = _WHERE.search(str(error))
    line, column = (int(found[1]), found[2]) if found else (number + 1, None)
    where = f"{table.name} 的第{line}行" + (f" {column} 列" if column else "")
    first = str(error).strip().splitlines()[0].partition(': "')[0]
    return f"PostgreSQL 没有接受{where}：{first}。什么都没有搬。请把这一处在 SQLite 里改好，或者把这行提示发给我们。"


def _go_on_counting(source: sqlite3.Connection, table: _Table) -> None:
    """A number that was given to a row that is gone is not given again."""
    if isinstance(table.model._meta.pk, models.AutoField):
        given = source.execute("SELECT MAX(seq) FROM sqlite_sequence WHERE name = ?", [table.name])
        begin_beyond(table.model, given.fetchone()[0] or 0)
