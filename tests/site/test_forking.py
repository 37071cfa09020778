"""Processes that are forked from one that has loaded the platform: what becomes of them, and of that one."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from tests.site.platform_process import PATIENCE, clean_environ

from gongkai.site.forking import MOST_BYTES, Forked, Loaded
from gongkai.site.supervisor import environ_for_children

pytestmark = pytest.mark.any_database


class Told:
    """A loaded process, what it said, and what those said that were forked from it."""

    def __init__(self, data: Path) -> None:
        self.said: list[str] = []
        environ = environ_for_children(clean_environ(GONGKAI_DATA=str(data)))
        self.loaded = Loaded(environ, self._listen)

    def fork(self, *arguments: str) -> tuple[Forked, IO[str]]:
        """A process that does what tests/site/forked_work.py says, and where it writes to."""
        reading, writing = os.pipe()
        forked = self.loaded.fork("work-1", "tests.site.forked_work", arguments, writing)
        os.close(writing)
        return forked, os.fdopen(reading, "r", encoding="utf-8")

    def _listen(self, output: IO[bytes]) -> None:
        threading.Thread(
            target=lambda: self.said.extend(line.decode() for line in output), daemon=True
        ).start()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    one = Told(tmp_path_factory.mktemp("data"))
    yield one
    one.loaded.end(PATIENCE)


def _until(holds: Callable[[], Any], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.02)


def _pid(forked: Forked) -> int:
    _until(lambda: forked.poll() is None and forked.pid, "it is there")
    assert forked.pid is not None
    return forked.pid


def _parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_has_what_was_loaded_and_nothing_that_is_another_ones(told: Told) -> None:
    forked, output = told.fork("tell")
    with output:
        facts = json.loads(output.read())
    assert forked.wait(PATIENCE) == 0
    assert facts == {
        "process": "work-1",
        "title": "gongkai: work-1",
        "threads of the loaded": 1,
        "connections": [],
        # OpenCV, which Wagtail would bring, has threads.
        "loaded": ["wagtail.admin.urls", "willow"],
        "sockets": 0,
        "hears SIGTERM": True,
        "hears SIGINT": False,
    }


@pytest.mark.parametrize(("work", "status"), [(("status", "0"), 0), (("status", "3"), 3), (("kill",), -9)])
def test_how_it_ended_is_told(told: Told, work: tuple[str, ...], status: int) -> None:
    forked, output = told.fork(*work)
    with output:
        assert forked.wait(PATIENCE) == status
        assert output.read() == ""


def test_an_error_is_in_its_own_output_and_ends_nobody_else(told: Told, tmp_path: Path) -> None:
    other, _ = told.fork("wait", str(tmp_path / "there"))
    forked, output = told.fork("fail")
    with output:
        said = output.read()
    assert forked.wait(PATIENCE) == 1
    assert "process_crashed" in said
    assert "of the work itself" in said
    _until((tmp_path / "there").exists, "the other works")
    assert other.poll() is None
    other.kill()
    assert other.wait(PATIENCE) == -signal.SIGKILL


def test_who_runs_is_asked_to_end_and_is_not_waited_for_forever(told: Told, tmp_path: Path) -> None:
    forked, _ = told.fork("wait", str(tmp_path / "there"))
    _until((tmp_path / "there").exists, "it works")
    with pytest.raises(subprocess.TimeoutExpired):
        forked.wait(0.1)
    forked.terminate()
    assert forked.wait(PATIENCE) == -signal.SIGTERM
    forked.terminate()  # of somebody who has ended, nobody else is asked


def test_what_is_meant_for_all_ends_only_those_who_work(told: Told, tmp_path: Path) -> None:
    """As where a service manager tells every process, and one who is born deaf to Ctrl-C hears none."""
    forked, _ = told.fork("wait", str(tmp_path / "there"))
    _until((tmp_path / "there").exists, "it works")
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(_parent_of(_pid(forked)), number)
    os.kill(_pid(forked), signal.SIGINT)
    another, output = told.fork("status", "0")
    output.close()
    assert another.wait(PATIENCE) == 0
    assert forked.poll() is None
    forked.kill()
    assert forked.wait(PATIENCE) == -signal.SIGKILL


def test_asked_to_end_before_it_is_there_it_ends_as_soon_as_it_is(tmp_path: Path) -> None:
    one = Told(tmp_path)
    forked, output = one.fork("wait", str(tmp_path / "there"))
    forked.terminate()
    with output:
        assert forked.wait(PATIENCE) == -signal.SIGTERM
    one.loaded.end(PATIENCE)


def test_killed_it_takes_those_with_it_and_the_next_one_is_loaded_anew(tmp_path: Path) -> None:
    one = Told(tmp_path)
    forked, output = one.fork("wait", str(tmp_path / "there"))
    _until((tmp_path / "there").exists, "it works")
    pid = _pid(forked)
    os.kill(_parent_of(pid), signal.SIGKILL)
    assert forked.wait(PATIENCE) == -signal.SIGKILL
    _until(lambda: not _is_alive(pid), "the kernel ends it")
    output.close()
    another, output = one.fork("status", "0")
    with output:
        assert another.wait(PATIENCE) == 0
    one.loaded.end(PATIENCE)


_NO_ROOM = """
import os, socket, sys
from gongkai.site.processes.loaded import Parent
def no_room():
    raise BlockingIOError(11, "Resource temporarily unavailable")
os.fork = no_room
assert Parent(socket.socket(fileno=int(sys.argv[1]))).serve() is None
"""


def test_where_there_is_no_room_for_another_those_who_run_go_on() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    order = {"number": 7, "name": "web", "module": "nothing", "arguments": []}
    with ours, theirs, Path(os.devnull).open("w") as output:
        socket.send_fds(ours, [json.dumps(order).encode()], [output.fileno()])
        process = subprocess.Popen(
            [sys.executable, "-c", _NO_ROOM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=clean_environ(),
            stderr=subprocess.PIPE,
            text=True,
        )
        theirs.close()
        assert json.loads(ours.recv(MOST_BYTES)) == {"number": 7, "status": 1}
        ours.close()
        assert "Resource temporarily unavailable" in process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 0


def test_ended_it_leaves_nobody_behind(tmp_path: Path) -> None:
    one = Told(tmp_path)
    forked, output = one.fork("wait", str(tmp_path / "there"))
    _until((tmp_path / "there").exists, "it works")
    pid = _pid(forked)
    one.loaded.end(PATIENCE)
    assert forked.poll() == -signal.SIGKILL
    _until(lambda: not _is_alive(pid), "it ends with it")
    output.close()


def test_what_cannot_be_loaded_is_said_and_everybody_has_ended(tmp_path: Path) -> None:
    one = Told(tmp_path)
    one.loaded._environ = {**one.loaded._environ, "GONGKAI_PORT": "nowhere"}
    forked, output = one.fork("status", "0")
    with output:
        assert forked.wait(PATIENCE) == 1
    _until(lambda: any("GONGKAI_PORT" in line for line in one.said), "it is said")
    one.loaded.end(PATIENCE)  # nobody is there; it is no error
