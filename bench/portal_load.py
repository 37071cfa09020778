"""A thousand requests a second of mixed pages, for a minute, from this machine: not one may fail.

Requests are sent at their time whether earlier ones are answered or not, so that a server that falls behind shows it.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp

from bench import servers
from bench.portal_front import page_folder
from bench.timing import Row

__all__ = ["rows"]

RATE = 1_000
_PAGES = 600
_AT_ONCE = 400
_STEP = 0.01


def _more_kinds(folder: Path) -> list[str]:
    """Beside pages: what readers and programs also ask for."""
    files = {
        "api/v1/items/7.json": b'{"id": 7, "title": "x"}' * 40,
        "feeds/atom.xml": b"<feed>" + b"<entry/>" * 2000 + b"</feed>",
        "static/portal/portal.0123456789ab.css": b"p { margin: 0 }" * 800,
        "files/key/list.pdf": b"%PDF-1.7" + random.Random(1).randbytes(900_000),
    }
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return ["/api/v1/items/7", "/feeds/atom.xml", "/static/portal/portal.0123456789ab.css"] * 40 + [
        "/files/key/list.pdf"
    ]


class _Load:
    def __init__(self, session: aiohttp.ClientSession, address: str, targets: list[str]) -> None:
        self.session = session
        self.address = address
        self.targets = targets
        self.taken: list[float] = []
        self.failed = 0

    async def one(self, target: str) -> None:
        began = time.perf_counter()
        try:
            async with self.session.get(self.address + target) as answer:
                await answer.read()
                self.failed += answer.status != 200
        except (aiohttp.ClientError, TimeoutError):
            self.failed += 1
        self.taken.append((time.perf_counter() - began) * 1000)

    async def run(self, seconds: int) -> None:
        chance = random.Random(3)
        began = time.perf_counter()
        tasks: set[asyncio.Task[None]] = set()
        sent = 0
        while sent < seconds * RATE:
            due = min(seconds * RATE, int((time.perf_counter() - began) * RATE))
            for _ in range(due - sent):
                task = asyncio.create_task(self.one(chance.choice(self.targets)))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            sent = due
            await asyncio.sleep(_STEP)
        await asyncio.gather(*tasks)


async def _loaded(address: str, targets: list[str], seconds: int) -> _Load:
    connector = aiohttp.TCPConnector(limit=_AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, auto_decompress=False, headers={"Accept-Encoding": "gzip"}
    ) as session:
        load = _Load(session, address, targets)
        await load.run(seconds)
        return load


def rows(seconds: int = 60) -> Iterator[Row]:
    """The load on our front."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        targets = page_folder(folder, _PAGES) + _more_kinds(folder)
        with servers.front(folder, os.cpu_count() or 1) as address:
            began = time.perf_counter()
            load = asyncio.run(_loaded(address, targets, seconds))
            took = time.perf_counter() - began
    taken = sorted(load.taken)
    number = len(taken)
    print(f"portal-load: {number} in {took:.1f} s", file=sys.stderr)
    shown = ", ".join(f"p{share} {taken[int(number * share / 100)]:.1f} ms" for share in (50, 95, 99))
    yield Row(
        f"{RATE:,} requests a second of {len(set(targets))} addresses for {seconds} s ({shown}, longest {taken[-1]:.0f} ms)",
        f"{number / took:,.0f} req/s, {load.failed} failed",
        "",
        "",
        "none failed",
        load.failed == 0 and number == seconds * RATE,
    )
