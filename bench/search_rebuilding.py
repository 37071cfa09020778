"""How long others wait to write while the index of many items is made anew on SQLite.

    python -m bench.search_rebuilding 200000 [folder]

Beside the rebuilding a process writes a row every 50 ms, and another one holds a transaction open in which it reads, so
that the write-ahead log only grows, and is huge by the time the indexes change places. What is said: for each
stage the longest time that a write took. A folder that is there already is measured again as it is.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

EVERY: Final = 0.05
PATIENCE: Final = 900.0
"""Seconds that a write may take here; the platform gives up after twenty."""


def prepare(count: int) -> None:
    """A database with so many items of 400 characters, each with its text as its body."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.search import fill

    call_command("migrate", verbosity=0)
    fill(count, lambda line: print(line, file=sys.stderr))
    give_bodies(connection)


def give_bodies(connection: Any) -> None:
    """The index is made anew from the items: what the measuring of searches leaves out they have to have.

    The triggers that would refuse it are dropped: the database is thrown away.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'disclosure_item'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(
            "UPDATE disclosure_item SET body = json_array(json_object('type', 'text', 'value', "
            "(SELECT '<p>' || body || '</p>' FROM search_document JOIN search_text ON document_id = position "
            "WHERE item_id = disclosure_item.id), 'id', ''))"
        )


def make_anew() -> None:
    """Rebuild, and say when each stage began and ended."""
    import django

    django.setup()
    from gongkai.search.backends import backend
    from gongkai.search.rebuilding import rebuild

    kind = type(backend())
    stages: dict[str, tuple[float, float]] = {}

    def watched(name: str) -> None:
        inner = getattr(kind, name)

        def call(*arguments: Any) -> Any:
            begun = time.time()
            try:
                return inner(*arguments)
            finally:
                stages[name] = begun, time.time()

        setattr(kind, name, call)

    for name in ("begin", "finish", "tidy"):
        watched(name)
    begun = time.time()
    done, failed = rebuild()
    print(json.dumps({"done": done, "failed": len(failed), "all": (begun, time.time()), **stages}))


def write(file: str) -> None:
    """A row every so often, until somebody ends us: when each write began, and how many seconds it took."""
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE IF NOT EXISTS bench_written (id INTEGER PRIMARY KEY, at REAL)")
    while True:
        begun = time.time()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT OR REPLACE INTO bench_written VALUES (1, ?)", [begun])
        connection.execute("COMMIT")
        print(f"{begun} {time.time() - begun}", flush=True)
        time.sleep(EVERY)


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """A transaction in which was read, held open."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    try:
        yield
    finally:
        connection.close()


def measure(folder: Path, count: int) -> None:
    """Everything, each in a process of its own."""
    environment = {
        **os.environ,
        "GONGKAI_DATA": str(folder),
        "GONGKAI_LOG_LEVEL": "error",
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
        "DATABASE_URL": "",
    }
    file = folder / "gongkai.sqlite3"
    this = [sys.executable, "-m", "bench.search_rebuilding"]
    if not file.exists():
        subprocess.run([*this, "prepare", str(count)], env=environment, check=True)
    written = folder / "written"
    with reading(file), written.open("w") as output:
        writer = subprocess.Popen([*this, "write", str(file)], env=environment, stdout=output)
        done = subprocess.run([*this, "anew"], env=environment, stdout=subprocess.PIPE, check=True)
        log = file.with_name(f"{file.name}-wal").stat().st_size
        writer.terminate()
        writer.wait()
    say(json.loads(done.stdout), waits_of(written.read_text()), log)


def waits_of(text: str) -> list[tuple[float, float]]:
    """When each write began, and how long it took."""
    lines = [line.split() for line in text.splitlines()]
    return [(float(begun), float(taken)) for begun, taken in (line for line in lines if len(line) == 2)]


def say(stages: dict[str, Any], waits: list[tuple[float, float]], log: int) -> None:
    """For each stage how long it took, and the longest of the writes that it touched."""
    print(f"{stages['done']} items, {stages['failed']} not put in; write-ahead log {log / 1e6:,.0f} MB")
    for name in ("all", "begin", "finish", "tidy"):
        begun, ended = stages[name]
        touched = sorted(taken for at, taken in waits if at < ended and at + taken > begun)
        worst = f"{touched[-1]:.2f} s, 99 % {touched[int(len(touched) * 0.99)]:.2f} s" if touched else "none"
        print(f"{name}: {ended - begun:.1f} s, {len(touched)} writes, longest {worst}")


def main() -> None:
    """Measure, or do the part of one of the processes."""
    part, *rest = sys.argv[1:]
    if part == "prepare":
        prepare(int(rest[0]))
    elif part == "anew":
        make_anew()
    elif part == "write":
        write(rest[0])
    elif rest:
        measure(Path(rest[0]), int(part))
    else:
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-rebuilding-") as folder:
            measure(Path(folder), int(part))


if __name__ == "__main__":
    main()
