"""A front that runs as it does in earnest: granian's own processes on a free port, and an office to be asked."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.front.configuration import Configuration

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0

_PROGRAM = """
import os
from gongkai.front.configuration import told
from gongkai.front.serving import serve
serve(told(os.environ))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Got:
    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class FrontProcess:
    """Use as a context."""

    def __init__(self, pages: Path, **more: Any) -> None:
        self.port = free_port()
        self.configuration = Configuration(pages=pages, port=self.port, **more)

    def __enter__(self) -> FrontProcess:
        environ = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUNBUFFERED": "1"}
        self.configuration.tell(environ)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM], env=environ, stderr=subprocess.PIPE, text=True
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.get("/healthz")
                return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the front does not answer")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.said = self.process.communicate(timeout=PATIENCE)[1]

    def ask(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Got:
        """One request; the target goes out as it is, not tidied."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body=body, headers=named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, target: str, **headers: str) -> Got:
        return self.ask("GET", target, **headers)

    def raw(self, request: bytes) -> bytes:
        """The bytes that come back for these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as link:
            link.sendall(request)
            found = b""
            while piece := link.recv(65536):
                found += piece
            return found
