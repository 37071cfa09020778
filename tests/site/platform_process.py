"""A `gongkai serve` that runs as people run it: a process group of its own, a free port, a folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# For hangs, not for busy machines.
PATIENCE = 240.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environ(**settings: str) -> dict[str, str]:
    """The environment without what the tests themselves set."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GONGKAI_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **settings}


def gongkai(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a `gongkai` that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        env=clean_environ(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def prepare(data: Path) -> str:
    """What the start does before anything is served; gives what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "gongkai.site.processes.prepare"],
        env=clean_environ(GONGKAI_DATA=str(data), DJANGO_SETTINGS_MODULE="gongkai.site.settings"),
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stderr


_KILLED = """
import os, django
django.setup()
from django.db.migrations.recorder import MigrationRecorder
noted = MigrationRecorder.record_applied
def killed(recorder, *step):
    if step == ("auth", "0001_initial"):
        os.kill(os.getpid(), 9)
    noted(recorder, *step)
MigrationRecorder.record_applied = killed
from gongkai.site import preparing
preparing.migrate(print)
"""


def prepare_killed(data: Path, **settings: str) -> None:
    """The same, and `kill -9` when a step of the database is done and not yet noted as done."""
    data.mkdir(mode=0o700, parents=True)
    environ = clean_environ(
        GONGKAI_DATA=str(data), DJANGO_SETTINGS_MODULE="gongkai.site.settings", **settings
    )
    killed = subprocess.run([sys.executable, "-c", _KILLED], env=environ, timeout=PATIENCE, check=False)
    assert killed.returncode == -signal.SIGKILL


class Platform:
    """A running platform. Use as a context; what is left of it is killed at the end."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.settings = {"GONGKAI_TICK_SECONDS": "1", "GONGKAI_WORKERS": "1", **settings}
        self.said: list[str] = []

    def __enter__(self) -> Platform:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill_group()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gongkai", "serve", "--data", str(self.data), "--port", str(self.port)],
            env=clean_environ(**self.settings),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        # The front answers before the office does.
        self.wait_until(lambda: self.status("/office/") in (200, 302), "answers /office/")

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        for line in process.stderr:
            self.said.append(line.rstrip("\n"))

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if holds():
                return
            if self.process.poll() is not None and what.startswith("answers"):
                break
            time.sleep(0.1)
        ready = self.get("/readyz")[2] if self.status("/readyz") else "no answer"
        raise AssertionError(f"never: {what}\n{ready}\n" + "\n".join(self.said[-40:]))

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read().decode("utf-8", "replace")

    def status(self, path: str) -> int:
        try:
            return self.get(path)[0]
        except OSError:
            return 0

    def act(self, *words: str) -> dict[str, Any]:
        """Have something done in its database beside it, by `tests.site.publishing`; gives what that says."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.site.publishing", *words],
            env=clean_environ(GONGKAI_DATA=str(self.data), DJANGO_SETTINGS_MODULE="gongkai.site.settings"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def checks(self) -> dict[str, dict[str, Any]]:
        """What /readyz says, by name."""
        return {check["name"]: check for check in json.loads(self.get("/readyz")[2])["checks"]}

    def children(self) -> dict[str, int]:
        """The supervisor's children, and those forked for it from one of them: process number by name."""
        own = self._called(self.process.pid)
        return own | self._called(own["loaded"]) if "loaded" in own else own

    def _called(self, parent: int) -> dict[str, int]:
        return {_name(each): int(each.name) for each in _processes() if _parent(each) == parent}

    def group(self) -> list[int]:
        """Every living process of the group, the supervisor among them."""
        return [
            int(each.name)
            for each in _processes()
            if _field(each, 2) == str(self.process.pid) and _field(each, 0) != "Z"
        ]

    def interrupt(self) -> int:
        """Ctrl-C: the terminal sends SIGINT to the whole group. Gives the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    def kill_group(self) -> None:
        """kill -9 of everything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)


def _processes() -> list[Path]:
    return [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _name(process: Path) -> str:
    """What a list of processes shows: the module that it runs, or the name of who was forked."""
    named = re.search(
        r"gongkai: ([a-z]+)|\bprocesses\.([a-z]+)", (process / "cmdline").read_text().replace("\0", " ")
    )
    return named[1] or named[2] if named else "?"


def _field(process: Path, index: int) -> str:
    """A field of /proc/N/stat, counted after the name: 0 state, 1 parent, 2 group."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[index]
    except OSError:
        return ""


def _parent(process: Path) -> int:
    return int(_field(process, 1) or 0)
