"""The database of the tests: migrated once, copied for each worker, put back after a test that commits.

The usual way, emptying every table after a test, is closed to us twice: migrations bring data that must be there
(Wagtail's root, the workflow of the three reviews), and append-only tables refuse to be emptied, which is what
they are for. A copy of a migrated database costs 0.1 s.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from gongkai.site.garbage import seldom_looked_for

SHARED = Path(tempfile.gettempdir()) / f"gongkai-tests-{os.getuid()}"
SOURCES = Path(__file__).parents[1] / "src" / "gongkai"


def _fingerprint() -> str:
    """Changes when a migration does, ours or a library's, or what a migration imports from `acts`."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for package in ("django", "wagtail", "django-allauth", "django-axes", "django-tasks-db"):
        digest.update(metadata.version(package).encode())
    for file in sorted(
        [
            *SOURCES.glob("*/migrations/*.py"),
            *SOURCES.glob("acts/*.py"),
            *SOURCES.glob("*/triggers.py"),
            *Path(__file__).parent.glob("*/*/migrations/*.py"),
        ]
    ):
        digest.update(file.read_bytes())
    digest.update(repr(settings.INSTALLED_APPS).encode())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _forget_older_templates() -> None:
    """Each change of a migration leaves a template of 20 MB behind; the last few are kept."""
    templates = sorted(SHARED.glob("template-*.sqlite3"), key=lambda file: file.stat().st_mtime)
    for file in templates[:-4]:
        file.unlink(missing_ok=True)


def _migrate() -> None:
    with seldom_looked_for():
        call_command("migrate", verbosity=0, interactive=False)


def _use(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


class SQLiteTemplate:
    """A migrated file, copied by SQLite's own backup: a live WAL database must not be copied as a file."""

    def __init__(self) -> None:
        self.template = SHARED / f"template-{_fingerprint()}.sqlite3"
        self.copy = Path(str(settings.DATABASES["default"]["NAME"]))

    def make(self) -> None:
        """Migrate the template, unless another worker or an earlier run did."""
        with _one_at_a_time():
            if not self.template.exists():
                unfinished = self.template.with_suffix(".unfinished")
                unfinished.unlink(missing_ok=True)
                _use(str(unfinished))
                _migrate()
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connections.close_all()
                unfinished.rename(self.template)
                _forget_older_templates()
            # In use: not the one that is forgotten next.
            self.template.touch()
        _use(str(self.copy))

    def restore(self) -> None:
        """Put the worker's copy back to the template."""
        connections.close_all()
        # Not made anew when it is gone: an empty database would be copied.
        source = sqlite3.connect(f"file:{self.template}?mode=rw", uri=True, timeout=120)
        target = sqlite3.connect(self.copy, timeout=120)
        with contextlib.closing(source), contextlib.closing(target):
            source.backup(target)

    def remove(self) -> None:
        """The process's folder goes, with all that was uploaded; the template stays for the next run."""
        connections.close_all()
        shutil.rmtree(self.copy.parent, ignore_errors=True)


class PostgreSQLTemplate:
    """A migrated database that CREATE DATABASE ... TEMPLATE copies."""

    def __init__(self) -> None:
        self.maintenance = str(settings.DATABASES["default"]["NAME"])
        self.template = f"gongkai_template_{_fingerprint()}"
        self.copy = f"gongkai_tests_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"

    def _execute(self, *statements: str) -> None:
        _use(self.maintenance)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connections.close_all()

    def _exists(self, name: str) -> bool:
        _use(self.maintenance)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def make(self) -> None:
        """Migrate the template, unless another worker did, and copy it."""
        with _one_at_a_time():
            if not self._exists(self.template):
                unfinished = f"{self.template}_unfinished"
                self._execute(
                    f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)", f"CREATE DATABASE {unfinished}"
                )
                _use(unfinished)
                _migrate()
                self._execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")
        self.restore()

    def restore(self) -> None:
        """Drop the worker's database and copy the template again."""
        with _one_at_a_time():
            self._execute(
                f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)",
                f"CREATE DATABASE {self.copy} TEMPLATE {self.template}",
            )
        _use(self.copy)

    def remove(self) -> None:
        """The copy goes; the server goes with the run."""
        self._execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")


def template() -> SQLiteTemplate | PostgreSQLTemplate:
    """The way of the database that the settings name."""
    return PostgreSQLTemplate() if connection.vendor == "postgresql" else SQLiteTemplate()
