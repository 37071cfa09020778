"""The public API on ten thousand items: lists, a detail, changes, asked live; the documents of the static copy.

A data folder of its own is filled with the example county and further items, and thrown away afterwards. Addresses
are asked for through the whole stack of the server by Django's test client, in a warm process.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.portal_copy import fill
from bench.timing import Row, against

__all__ = ["rows"]

LIST_TARGET = 50.0
AT_ONCE = 1000


def _asked(client: Any, address: str, status: int = 200) -> Callable[[], object]:
    def ask() -> None:
        found = client.get(address).status_code
        if found != status:
            raise RuntimeError(f"{address}: {found}")

    return ask


def _queries(call: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _live() -> Iterator[Row]:
    """Each against an address that the API has not: what the server costs before it does anything."""
    from django.test import Client

    from gongkai.disclosure.models import Item
    from gongkai.register.models import Entry

    client = Client(headers={"host": "localhost"})
    count = Item.objects.public().count()
    newest = Item.objects.public().order_by("-pk").values_list("pk", flat=True)[0]
    middle = Entry.objects.count() // 2
    nothing = _asked(client, "/api/v1/nowhere", 404)
    for subject, address in (
        (f"API, list of {count:,} items, first page", "/api/v1/items"),
        ("the same, page 300", "/api/v1/items?page=300"),
        ("the same, of a body and a year", "/api/v1/items?agency=惠民镇&year=2026"),
        ("the same, of a kind and a theme", "/api/v1/items?kind=notice&theme=综合政务"),
        ("API, a hundred changes from the middle", f"/api/v1/changes?after={middle}"),
        ("API, columns", "/api/v1/columns"),
        ("API, an item in detail", f"/api/v1/items/{newest}"),
    ):
        ask = _asked(client, address)
        ours, bare = against(ask, nothing, seconds=2)
        yield Row(
            f"{subject} ({_queries(ask)} queries)",
            str(ours),
            f"an address that is not there {bare}",
            f"{ours.best / bare.best:.1f}",
            "< 50 ms",
            ours.best < LIST_TARGET,
        )


def _once(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _documents() -> Iterator[Row]:
    """The copy's documents against the bare writing of the same JSON, already read from the database."""
    from gongkai.channels.api.documents import item_files
    from gongkai.channels.feeds.source import FeedSource
    from gongkai.channels.pages import File
    from gongkai.disclosure.models import Item

    ids = list(Item.objects.public().order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    said = [json.loads(file.body) for file in item_files(ids) if isinstance(file, File)]
    bare = min(_once(lambda: [json.dumps(each, ensure_ascii=False) for each in said]) for _ in range(3))
    ours = min(_once(lambda: list(item_files(ids))) for _ in range(3))
    yield Row(
        f"{len(ids):,} details rendered for the copy",
        f"{ours * 1000:.0f} ms",
        f"json.dumps of the same {bare * 1000:.0f} ms",
        f"{ours / bare:.1f}",
        "",
    )
    source = FeedSource()
    keys = list(source.keys())
    taken = min(_once(lambda: list(source.render(keys))) for _ in range(2))
    yield Row(
        f"all {len(keys) * 2:,} feeds rendered for the copy",
        f"{taken * 1000:.0f} ms",
        f"{len(ids):,} details {ours * 1000:.0f} ms",
        f"{taken / ours:.1f}",
        "",
    )


def rows(items: int) -> Iterator[Row]:
    """Every measurement of the API."""
    folder = tempfile.mkdtemp(prefix="gongkai-bench-")
    try:
        fill(Path(folder), items)
        yield from _live()
        yield from _documents()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
