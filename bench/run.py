"""``make bench``: measure everything, print a Markdown table. A missed target is shown and fails nothing.

.venv/bin/python bench/run.py [--files 10000] [--items 100000] [--pages 10000]
                          [--searched 200000] [--only NAME]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import (
    many_files,
    office,
    platform_start,
    portal_api,
    portal_copy,
    portal_front,
    portal_load,
    search,
    single_files,
    start_up,
)
from bench.timing import Row, table


def _rows(only: str | None, files: int, items: int, pages: int, searched: int) -> Iterator[Row]:
    if only in (None, "single"):
        yield from single_files.rows()
    if only in (None, "start"):
        yield from start_up.rows()
        yield from platform_start.rows()
    if only in (None, "many"):
        yield from many_files.rows(files)
    if only in (None, "office"):
        yield from office.rows(items)
    if only in (None, "portal-copy"):
        yield from portal_copy.rows(pages)
    if only in (None, "portal-api"):
        yield from portal_api.rows(pages)
    if only in (None, "portal-front"):
        yield from portal_front.rows()
    if only in (None, "portal-load"):
        yield from portal_load.rows()
    if only in (None, "search"):
        yield from search.rows(searched)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="size of the folder of mixed reports")
    parser.add_argument("--items", type=int, default=100_000, help="size of the office that is measured")
    parser.add_argument("--pages", type=int, default=10_000, help="size of the portal that is built")
    parser.add_argument("--searched", type=int, default=200_000, help="size of the index that is searched")
    parser.add_argument(
        "--only",
        choices=(
            "single",
            "start",
            "many",
            "office",
            "portal-copy",
            "portal-api",
            "portal-front",
            "portal-load",
            "search",
        ),
    )
    arguments = parser.parse_args()
    rows = []
    for row in _rows(arguments.only, arguments.files, arguments.items, arguments.pages, arguments.searched):
        print(f"measured: {row.subject}", file=sys.stderr)
        rows.append(row)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}\n")
    print(table(rows))


if __name__ == "__main__":
    main()
