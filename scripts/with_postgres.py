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
from collections.abc import Iterator
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


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A running PostgreSQL; gives its DATABASE_URL."""
    where = Path(tempfile.mkdtemp(prefix="gongkai-postgres-", dir="/tmp"))
    where.chmod(0o777)
    programs = binaries()
    user: tuple[str, ...] = AS_NOBODY if os.getuid() == 0 else ()
    data = where / "data"
    # Durability is for data that somebody needs tomorrow.
    options = f"-k {where} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=50"
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    try:
        subprocess.run(
            [
                *user,
                programs / "initdb",
                "-D",
                data,
                "-U",
                "gongkai",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            **run,
        )
        subprocess.run(
            [*user, programs / "pg_ctl", "-D", data, "-w", "-l", where / "log", "-o", options, "start"], **run
        )
        yield f"postgresql://gongkai@/postgres?host={where}"
    finally:
        subprocess.run(
            [*user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        shutil.rmtree(where, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command; its exit status is ours."""
    if not command:
        sys.exit(__doc__)
    # Whoever ends us ends the server as well: an exception does, a signal would not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
