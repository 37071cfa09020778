"""The platform from start to its first page, and the memory of its processes, against one process that loads it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path

from bench import process_tree
from bench.servers import free_port
from bench.timing import Row

__all__ = ["rows"]

_PATIENCE = 300.0
_LOAD = (
    "import importlib, sys, django; django.setup();"
    "from django.conf import settings; importlib.import_module(settings.ROOT_URLCONF);"
    "print('loaded', flush=True); sys.stdin.read()"
)


def rows() -> Iterator[Row]:
    """A later start, and what all its processes take when they have nothing to do."""
    from gongkai.site import starting

    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environ = {**os.environ, "GONGKAI_DATA": str(Path(folder, "data")), "GONGKAI_PORT": str(port)}
        starting.prepare(environ, lambda _said: None)
        _started(environ, port)  # the first start makes the static copy
        seconds, memory, processes = _started(environ, port)
        alone, memory_alone = _loaded({**environ, "DJANGO_SETTINGS_MODULE": "gongkai.site.settings"})
    yield Row(
        "the platform started again, until its office answers",
        f"{seconds:.1f} s",
        f"one process loads it {alone:.1f} s",
        f"{seconds / alone:.1f}",
        "",
    )
    yield Row(
        f"memory of its {processes} processes (PSS)",
        f"{memory:.0f} MiB",
        f"one process that has loaded it {memory_alone:.0f} MiB",
        f"{memory / memory_alone:.1f}",
        "",
    )


def _started(environ: Mapping[str, str], port: int) -> tuple[float, float, int]:
    """Seconds until it answers, its memory and the number of its processes when it has settled."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "gongkai", "serve"],
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            while not _answers(port):
                if time.perf_counter() - begun > _PATIENCE:
                    raise RuntimeError("the platform does not answer")
                time.sleep(0.05)
            seconds = time.perf_counter() - begun
            time.sleep(10)
            return seconds, process_tree.memory(process.pid), process_tree.size(process.pid)
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", "/office/")
        return link.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def _loaded(environ: Mapping[str, str]) -> tuple[float, float]:
    """Seconds and memory of a process that does nothing but load it."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _LOAD],
        env=dict(environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return time.perf_counter() - begun, process_tree.memory(process.pid)
