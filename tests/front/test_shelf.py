"""What is kept in memory does not grow with what readers send."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from tests.front.conftest import put

from gongkai.front.shelf import Shelf


def test_accept_encodings_that_nobody_sends_are_not_kept(tmp_path: Path) -> None:
    put(tmp_path, "index.html", "<h1>首页</h1>" * 100)
    shelf = Shelf(tmp_path, lambda address: "index.html", lambda address, found: [])
    held = shelf.at("/")
    assert held is not None
    assert held.variant("gzip, deflate, br, zstd") is held.encoded["gzip"]
    tracemalloc.start()
    for number in range(600):
        assert held.variant(f"gzip, x{number}{'a' * 100_000}") is held.plain
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 300_000
