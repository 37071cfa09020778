"""What stands before an OpenSearch where it is run in earnest: https, a password, a limit of what is let in."""

from __future__ import annotations

import base64
import contextlib
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests.search.opensearch_server import RunningOpenSearch


class Door:
    """A proxy before a server. Use as a context; `address` is what the settings name.

    Takes no request of more than `most` bytes; speaks https with a `certificate` (its file and that of its key);
    lets in only who says `name:password`. `come` is how many knocked, `sizes` are those of the requests
    that were let through.
    """

    def __init__(
        self,
        behind: RunningOpenSearch,
        *,
        most: int = 1 << 30,
        certificate: tuple[Path, Path] | None = None,
        password: str = "",
    ) -> None:
        self.behind, self.most, self.password = behind, most, password
        self.sizes: list[int] = []
        self.come = 0
        self._open = Event()
        self._open.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if certificate else "http"
        self.address = self.address_for("")

    def address_for(self, who: str) -> str:
        """The address with the name and password that somebody gives."""
        before = f"{who}@" if who else ""
        return f"{self.scheme}://{before}127.0.0.1:{self.server.server_address[1]}/{self.behind.alias}"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody through, and say nothing to them."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def __enter__(self) -> Door:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        door = self
        expected = f"Basic {base64.b64encode(door.password.encode()).decode()}" if door.password else None

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def _pass_on(self) -> None:
                door.come += 1
                door._open.wait()
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                if expected and self.headers.get("authorization") != expected:
                    self._answer(401, "text/plain", b"Unauthorized")
                elif len(body) > door.most:
                    self._answer(413, "text/html", b"<h1>413 Request Entity Too Large</h1>")
                else:
                    door.sizes.append(len(body))
                    self._answer(*self._asked_behind(body))

            def _asked_behind(self, body: bytes) -> tuple[int, str | None, bytes]:
                kind = {"content-type": self.headers["content-type"]} if body else {}
                asked = urllib.request.Request(
                    door.behind.url + self.path, data=body or None, method=self.command, headers=kind
                )
                try:
                    with urllib.request.urlopen(asked) as answer:
                        return answer.status, answer.headers["content-type"], answer.read()
                except urllib.error.HTTPError as error:
                    return error.code, error.headers["content-type"], error.read()

            def _answer(self, status: int, kind: str | None, body: bytes) -> None:
                with contextlib.suppress(ConnectionError):  # who waits long enough goes away
                    self.send_response(status)
                    self.send_header("content-type", kind or "application/json")
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815 - so named by http.server

        return Handler
