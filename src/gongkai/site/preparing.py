"""The database before the start: it answers, it is not newer than the program, and it is brought up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from django.core.management import call_command
from django.db import DatabaseError, Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from gongkai.site.database_errors import reason_of, stays
from gongkai.site.garbage import seldom_looked_for

Say = Callable[[str], None]

_PATIENCE: Final = 10.0
_OLDEST_POSTGRESQL: Final = 14
_OLDEST_SQLITE: Final = (3, 35)
# Any number, as long as every program that migrates this database asks for the same.
_LOCK: Final = 7_305_112_026


class NotReady(Exception):
    """The platform must not start; the message is a sentence that says why and what to do."""


def await_database(say: Say, patience: float = _PATIENCE) -> None:
    """Wait until the database answers: after a power cut it may start later than we do.

    Raises:
        NotReady: at once when waiting would not help; else when it does not answer in time, is too old, or cannot hold
            Chinese.
    """
    until = time.monotonic() + patience
    said = False
    while True:
        try:
            connection.ensure_connection()
            break
        except DatabaseError as error:
            if stays(error) or time.monotonic() >= until:
                raise NotReady(
                    f"{_name()}用不了：{reason_of(error)}。请检查 DATABASE_URL 和数据库服务。"
                ) from error
            if not said:
                say(f"{_name()}没有回答，等待 {patience:.0f} 秒。")
                said = True
            time.sleep(0.5)
    _refuse_old()
    _refuse_another_encoding()


def _name() -> str:
    target = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"数据库 {target['NAME']} "
    return f"PostgreSQL {target['HOST'] or '本机'} 的 {target['NAME']} "


def _refuse_old() -> None:
    if connection.vendor == "postgresql":
        version = connection.pg_version // 10_000  # type: ignore[attr-defined]
        if version < _OLDEST_POSTGRESQL:
            raise NotReady(f"PostgreSQL {version} 太旧，请升级到 {_OLDEST_POSTGRESQL} 以上。")
        return
    import sqlite3

    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        wanted = ".".join(map(str, _OLDEST_SQLITE))
        raise NotReady(f"SQLite {sqlite3.sqlite_version} 太旧，请升级到 {wanted} 以上。")


def _refuse_another_encoding() -> None:
    """PostgreSQL made where no locale is set, as on an empty Debian, has SQL_ASCII, which takes Chinese for bytes."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        raise NotReady(
            f"{_name()}的编码是 {encoding}，存不了汉字：请另建一个编码为 UTF8 的数据库"
            "（createdb --owner 用户 --encoding UTF8 --template template0 库名），写进 DATABASE_URL。"
        )


def migrate(say: Say) -> None:
    """Bring the tables up to date, saying so. Of several machines that start at once one does it.

    Raises:
        NotReady: when the database was made by a newer program, or cannot be brought up to date.
    """
    with alone():
        try:
            executor = MigrationExecutor(connection)
            unknown = from_the_future(executor.loader, executor.loader.applied_migrations)
            if unknown:
                raise NotReady(
                    f"数据库由较新的程序建立（这个版本不认识 {'、'.join(unknown[:3])}），不能打开。"
                    "请升级程序，或恢复与这个版本相配的备份。"
                )
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                fresh = not executor.loader.applied_migrations
                say("正在建立数据库……" if fresh else f"正在升级数据库：{len(plan)} 步……")
                with _whole_or_not_at_all(), seldom_looked_for():
                    call_command("migrate", interactive=False, verbosity=0)
                say("数据库已建立。" if fresh else "数据库已升级。")
        except DatabaseError as error:
            raise NotReady(f"数据库没有建立或升级完，仍是原来的样子：{reason_of(error)}。") from error


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """All steps and the triggers that are made anew after them in one transaction.

    Django commits a step before it records it where indexes come last. A process that was killed between the two
    left a database in which the next start made the same tables again, in vain, and so did every start after it.
    """
    # SQLite takes this before a transaction only, and its schema editor insists on it.
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            # Rows that wait for the check of a foreign key forbid that their table is altered.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


def up_to_date() -> bool:
    """Whether the tables are those of this program: nothing is left to be done to them."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def from_the_future(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[str]:
    """What of that which was applied to a database was applied by a program that knew more than this one."""
    known = set(loader.disk_migrations or {})
    for migration in (loader.disk_migrations or {}).values():
        known.update((app, name) for app, name in migration.replaces)
    return sorted(
        f"{app}.{name}" for app, name in applied if app in loader.migrated_apps and (app, name) not in known
    )


@contextmanager
def alone() -> Iterator[None]:
    """On PostgreSQL, one at a time; SQLite's data folder has one user, which the supervisor sees to."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        # A connection that broke has let go of it, and what broke it is what is to be said.
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
