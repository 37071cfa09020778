"""The platform says that it is open when a reader gets his page, not when its processes are started."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.site.platform_process import free_port

from gongkai.site import environment
from gongkai.site.environment import Environment
from gongkai.site.opening import Opening, is_answered

ENOUGH = 30.0


class Starting(ThreadingHTTPServer):
    """A platform whose pages come one after the other; it keeps what it was asked for, and under which name."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.readable: set[str] = set()
        self.asked: list[tuple[str, str]] = []


class Answer(BaseHTTPRequestHandler):
    server: Starting

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))
        self.send_response(200 if self.path in self.server.readable else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def starting() -> Iterator[Starting]:
    with Starting() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def listening_at(data: Path, port: int) -> Environment:
    return environment.read(
        {"GONGKAI_DATA": str(data), "GONGKAI_PORT": str(port), "GONGKAI_URL": "https://gk.example.gov.cn"}
    )


def look_until_told(opening: Opening, told: list[bool]) -> None:
    until = time.monotonic() + ENOUGH
    while not told and time.monotonic() < until:
        opening.look()
        time.sleep(0.02)


def test_it_is_open_when_home_and_office_are_readable_and_said_once(
    tmp_path: Path, starting: Starting
) -> None:
    told: list[bool] = []
    opening = Opening(listening_at(tmp_path, starting.server_port), told.append, longest=ENOUGH)
    for page in ("/", "/office/"):
        asked = len(starting.asked)
        while len(starting.asked) < asked + 2:
            time.sleep(0.02)
        opening.look()
        assert told == []
        starting.readable.add(page)
    look_until_told(opening, told)
    opening.look()
    assert told == [True]
    assert {host for _, host in starting.asked} == {"gk.example.gov.cn"}


def test_what_does_not_open_is_told_too(tmp_path: Path, starting: Starting) -> None:
    told: list[bool] = []
    opening = Opening(listening_at(tmp_path, starting.server_port), told.append, longest=0.5)
    look_until_told(opening, told)
    assert told == [False]


def test_where_nobody_listens_nothing_is_answered(tmp_path: Path) -> None:
    assert not is_answered(listening_at(tmp_path, free_port()), "/")
