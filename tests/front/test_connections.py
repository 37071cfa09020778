"""Connections that say nothing, or begin and do not go on, keep no reader away."""

from __future__ import annotations

import contextlib
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.front_process import FrontProcess

BEGUN = {
    "nothing": b"",
    "what might be HTTP/2": b"PRI * HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: h\r\n",
    "a request, and then nothing": b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
}


@contextlib.contextmanager
def open_files(at_most: int) -> Iterator[None]:
    """As many as a shell or a service is commonly given; a process may ask for more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (at_most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.fixture(scope="module")
def front(small_copy: Path) -> Iterator[FrontProcess]:
    with open_files(128):
        front = FrontProcess(small_copy).__enter__()
    yield front
    front.__exit__()


def test_hundreds_that_begin_and_do_not_go_on_keep_nobody_away(front: FrontProcess) -> None:
    with contextlib.ExitStack() as links:
        for _ in range(400):
            link = links.enter_context(socket.create_connection(("127.0.0.1", front.port), timeout=10))
            link.sendall(BEGUN["half a head"])
        assert front.get("/").status == 200


def test_who_says_nothing_is_let_go(front: FrontProcess) -> None:
    links = {name: socket.create_connection(("127.0.0.1", front.port), timeout=20) for name in BEGUN}
    for name, link in links.items():
        link.sendall(BEGUN[name])
    until = time.monotonic() + 20
    for name, link in links.items():
        with link:
            while link.recv(65536):
                assert time.monotonic() < until, name


def test_head_is_no_place_for_a_letter(front: FrontProcess) -> None:
    answer = front.raw(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Long: " + b"x" * 300_000)
    assert answer.startswith(b"HTTP/1.1 431 ")
