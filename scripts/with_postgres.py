"""Run a command with a PostgreSQL of its own: python scripts/with_postgres.py python -m pytest tests/register

Starts the system's PostgreSQL on a socket in a folder that is made for it and thrown away afterwards, and hands
its address to the command as DATABASE_URL. initdb refuses to run as root, so that root starts it as `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


def binaries() -> Path:
    """The folder with initdb and pg_ctl: Debian keeps one for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    sys.exit("with_postgres: initdb not found; please install PostgreSQL: sudo apt install postgresql")


class Cluster:
    """A PostgreSQL in a folder of its own, on a socket there."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self.url = f"postgresql://gongkai@/postgres?host={where}"

    def make(self) -> None:
        """Make it, as yet empty."""
        self.where.chmod(0o777)
        self._run("initdb", "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--locale=C")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        # Durability is for data that somebody needs tomorrow.
        options = f"-k {self.where} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=50"
        self._run("pg_ctl", "-w", "-l", str(self.where / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as when the machine that it is on is switched off."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        user: tuple[str, ...] = AS_NOBODY if os.getuid() == 0 else ()
        subprocess.run(
            [*user, binaries() / program, "-D", self.where / "data", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=None if program == "initdb" or "start" in arguments else subprocess.DEVNULL,
            cwd="/",
        )


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, thrown away afterwards."""
    one = Cluster(Path(tempfile.mkdtemp(prefix="gongkai-postgres-", dir="/tmp")))
    try:
        one.make()
        one.start()
        yield one
    finally:
        one.stop()
        shutil.rmtree(one.where, ignore_errors=True)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The same; gives its DATABASE_URL alone."""
    with cluster() as one:
        yield one.url


def run(
    command: list[str], variable: str, server: Callable[[], AbstractContextManager[str]], usage: str | None
) -> int:
    """Run a command while a server runs, whose address it finds in a variable; its exit status is ours."""
    if not command:
        sys.exit(usage)
    # Whoever ends us ends the server as well: an exception does, a signal would not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env={**os.environ, variable: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "DATABASE_URL", server, __doc__))
