"""An OpenSearch for the tests: osmem, a server of another project that answers over HTTP as OpenSearch does.

Its makers hold it against OpenSearch 2.19 and 3.8; what it cannot do it refuses. What it does not show is speed, how a
real one lasts, and Lucene's limit of clauses.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from opensearchpy import OpenSearch

from gongkai.search.backends.opensearch import MAPPING

ALIAS = "gongkai"
INDEX = "gongkai-1"
FULL_DISK = "index.blocks.read_only_allow_delete"
"""The setting by which a server that has no more room lets nothing be written."""


class RunningOpenSearch:
    """A server with nothing in it. `address` is what the settings name; `client` is ours, to look and to disturb."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.address = f"{url}/{ALIAS}"
        self.client = OpenSearch(hosts=[url])

    def held(self) -> int:
        """How many documents there are."""
        return int(self.client.count(index=ALIAS)["count"])

    def set(self, name: str, value: Any) -> None:
        """Change a setting of the index; None takes it back."""
        self.client.indices.put_settings(index=INDEX, body={name: value})

    def make(self, **properties: Any) -> None:
        """Make the index before the platform does, with these fields otherwise than it would."""
        expected = MAPPING["mappings"]
        mappings = {**expected, "properties": {**expected["properties"], **properties}}
        self.client.indices.create(index=INDEX, body={"mappings": mappings, "aliases": {ALIAS: {}}})


class SmallDoor:
    """Stands before a server and takes no request of more than `most` bytes, as proxies do. Use as a context.

    `sizes` are those of the requests that were let through.
    """

    def __init__(self, url: str, most: int) -> None:
        self.sizes: list[int] = []
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                if len(body) > most:
                    self._answer(413, "text/html", b"<h1>413 Request Entity Too Large</h1>")
                    return
                door.sizes.append(len(body))
                kind = {"content-type": self.headers["content-type"]} if body else {}
                asked = urllib.request.Request(
                    url + self.path, data=body or None, method=self.command, headers=kind
                )
                try:
                    with urllib.request.urlopen(asked) as answer:
                        self._answer(answer.status, answer.headers["content-type"], answer.read())
                except urllib.error.HTTPError as error:
                    self._answer(error.code, error.headers["content-type"], error.read())

            def _answer(self, status: int, kind: str | None, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", kind or "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815 - so named by http.server

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/{ALIAS}"

    def __enter__(self) -> SmallDoor:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
