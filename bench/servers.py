"""Servers that are measured against each other: each a process on a free port, all on the same files."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gongkai.front.configuration import Configuration
from gongkai.front.nginx import Site, configuration

__all__ = ["NGINX", "front", "nginx", "nginx_of_ours", "running"]

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
_PATIENCE = 60.0
_FRONT = "import os; from gongkai.front.configuration import told; from gongkai.front.serving import serve; serve(told(os.environ))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, environ: dict[str, str] | None = None) -> Iterator[str]:
    """The server while it runs; gives its address."""
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                link.request("GET", "/")
                link.getresponse().read()
                break
            except (OSError, http.client.HTTPException):
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError(f"does not answer: {' '.join(command)}") from None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)


@contextmanager
def front(pages: Path, workers: int) -> Iterator[str]:
    """Our front on a copy, without an office."""
    port = free_port()
    environ = dict(os.environ)
    Configuration(pages=pages, port=port, workers=workers).tell(environ)
    with running([sys.executable, "-c", _FRONT], port, environ) as address:
        yield address


def _nginx(folder: Path, server: str, workers: int) -> list[str]:
    assert NGINX is not None
    folder.mkdir()
    temporary = " ".join(
        f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes {workers}; pid {folder}/pid; user root;\n"
        f"events {{ worker_connections 4096; }}\nhttp {{ {temporary} access_log off;\n{server}\n}}\n"
    )
    return [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


@contextmanager
def nginx(folder: Path, pages: Path, workers: int, headers: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """nginx as one would write it for such a folder: plain files, compressed ones beside them, and these headers."""
    port = free_port()
    added = " ".join(f'add_header {name} "{value}";' for name, value in headers)
    server = (
        f"include /etc/nginx/mime.types; sendfile on; tcp_nopush on; keepalive_requests 1000000;\n"
        f"server {{ listen 127.0.0.1:{port}; root {pages}; gzip_static on; {added} }}"
    )
    with running(_nginx(folder, server, workers), port) as address:
        yield address


@contextmanager
def nginx_of_ours(folder: Path, pages: Path, behind: str, workers: int) -> Iterator[str]:
    """nginx with the configuration that `gongkai portal nginx` writes, our front behind it."""
    port = free_port()
    site = Site(pages, None, behind.removeprefix("http://"), "localhost", (), https=False)
    server = configuration(replace(site, listen=(f"listen 127.0.0.1:{port};", "keepalive_requests 1000000;")))
    with running(_nginx(folder, server, workers), port) as address:
        yield address
