"""The static copy: all pages built, built again, one publication followed by a platform that runs.

A data folder of its own is filled with the example county and further items, until there are `--pages` pages beside
their editions for elderly readers, and thrown away afterwards.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.timing import Row

__all__ = ["rows"]

PAGES_OF_AN_ITEM = 3
BUILD_TARGET = 60.0
LIVE_TARGET = 2.0
PUBLICATIONS = 5
PATIENCE = 120.0


def fill(data: Path, items: int) -> None:
    os.environ.update(
        GONGKAI_DATA=str(data),
        GONGKAI_PORT=str(_free_port()),  # in the pages' links: another one would have all built anew
        GONGKAI_SECOND_FACTOR="off",
        GONGKAI_LOG_LEVEL="error",
        DJANGO_SETTINGS_MODULE="gongkai.site.settings",
    )
    import django

    django.setup()
    from django.core.management import call_command

    from gongkai.demo import county, many

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    call_command("migrate", verbosity=0)
    county.build(say)
    many.build_many(items, say)


def _build(data: Path) -> tuple[float, dict[str, int]]:
    """Seconds of `gongkai portal build` from its start to its end, and the numbers that it says."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "portal", "build", "--data", str(data)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - began
    names = {"files": "共", "html": "网页", "written": "新写", "unchanged": "没有变化"}
    found = {name: re.search(rf"{word}(\d+)", done.stdout) for name, word in names.items()}
    return seconds, {name: int(match[1]) for name, match in found.items() if match}


def _bare(public: Path) -> float:
    """Seconds that one process takes to compress the same texts and to write them somewhere else."""
    contents = [
        (file.relative_to(public), file.read_bytes())
        for file in public.rglob("*")
        if file.is_file() and file.suffix in (".html", ".json", ".xml") and "manifest" not in file.parts
    ]
    with tempfile.TemporaryDirectory(dir=public.parent) as name:
        began = time.perf_counter()
        for path, content in contents:
            place = Path(name) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            place.with_name(place.name + ".gz").write_bytes(gzip.compress(content, 6))
        return time.perf_counter() - began


def _building(data: Path) -> Iterator[Row]:
    seconds, numbers = _build(data)
    public = data / "portal" / "public"
    elder = sum(1 for _ in (public / "zzb").rglob("*.html"))
    pages = numbers["html"] - elder
    bare = _bare(public)
    cores = os.cpu_count() or 1
    yield Row(
        f"all {pages:,} pages built by {cores} processes (with {elder:,} for the elderly, {numbers['files']:,} files in all)",
        f"{seconds:.0f} s",
        f"the same files compressed and written by one {bare:.0f} s",
        f"{seconds / bare:.1f}",
        "10,000 pages < 60 s",
        seconds / pages * 10_000 < BUILD_TARGET,
    )
    again, numbers = _build(data)
    yield Row(
        f"the same again, {numbers['written']} files written",
        f"{again:.0f} s",
        f"the first time {seconds:.0f} s",
        f"{again / seconds:.1f}",
        "",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _reviewed(number: int) -> tuple[Any, Any]:
    """An item that waits for the final approval, and who gives it."""
    from gongkai.acts.days import today
    from gongkai.agencies.models import Agency, Person
    from gongkai.disclosure.actions.save_draft import SaveDraft
    from gongkai.disclosure.models import Column, Item
    from gongkai.review.actions import Approve, Submit
    from gongkai.review.settings import terms_of

    agency = Agency.objects.get(short_name="惠民镇")
    people = [Person.objects.get(username=name) for name in ("zhuangao", "fenguan", "zhuyao")]
    item = Item(
        agency=agency, column=Column.objects.filter(agency=agency, kind="notice").first(),
        title=f"第{number}次测量用的公告", formed_on=today(), theme="综合政务/政务公开", summary="测量用。",
        body=[("text", "<p>" + "请各村社于本月底前完成渠道清淤。" * 60 + "</p>")],
    )  # fmt: skip
    SaveDraft(item, people[0], None).perform()
    item = Item.objects.get(pk=item.pk)
    checklist = [check.key for check in terms_of(agency.pk, today()).checklist]
    Submit(item, people[0], item.latest_revision_id, checklist=checklist).perform()
    Approve(Item.objects.get(pk=item.pk), people[1], item.latest_revision_id, stage="second").perform()
    return Item.objects.get(pk=item.pk), people[2]


def _seconds_until_live(public: Path, number: int) -> tuple[float, float, float]:
    """From the final approval's commit: until the item's page is there, until home page and API have it too, and
    until it is found by the search and printed for the board as well."""
    from gongkai.channels import addresses
    from gongkai.channels.notice_board import printing, sheets
    from gongkai.disclosure.models import Item
    from gongkai.front.layout import path_of
    from gongkai.review.actions import Approve
    from gongkai.search.filters import Asked
    from gongkai.search.finding import find

    item, chief = _reviewed(number)
    own = [public / path_of(address) for address in addresses.of_item(item)]
    home = public / "index.html"
    Approve(item, chief, item.latest_revision_id, stage="final").perform()
    began = time.perf_counter()
    while not own[0].is_file():
        _see(began, own[0])
    page = time.perf_counter() - began
    while not (item.title.encode() in home.read_bytes() and all(each.is_file() for each in own)):
        _see(began, home)
    everywhere = time.perf_counter() - began
    found = find(Asked.of({"q": item.title}))
    sheet = printing.printed(sheets.notice(Item.objects.get(pk=item.pk), sheets.Hanging()))
    if item.pk not in [hit.item.pk for hit in found.hits] or not sheet.startswith(b"%PDF"):
        raise RuntimeError(f"{item.title} is not found, or not printed")
    return page, everywhere, time.perf_counter() - began


def _see(began: float, what: Path) -> None:
    if time.perf_counter() - began > PATIENCE:
        raise RuntimeError(f"{what} did not follow")
    time.sleep(0.005)


def _following(data: Path) -> Iterator[Row]:
    command = [sys.executable, "-m", "gongkai", "serve", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as platform:
        try:
            _seconds_until_live(data / "portal" / "public", PUBLICATIONS)  # while it starts: not measured
            time.sleep(10)
            taken = [
                _seconds_until_live(data / "portal" / "public", number) for number in range(PUBLICATIONS)
            ]
        finally:
            platform.send_signal(signal.SIGTERM)
    subjects = (
        "one publication: its page, by the platform's own process",
        "the same: home page, edition for the elderly and API JSON too",
        "the same: found by the search and printed for the notice board (A3) too",
    )
    for subject, each in zip(subjects, zip(*taken, strict=True), strict=True):
        worst = max(each)
        yield Row(subject, f"{min(each):.2f} s, at worst {worst:.2f} s", "", "", "< 2 s", worst < LIVE_TARGET)


def rows(pages: int) -> Iterator[Row]:
    """The rows of the table, for a portal of about so many pages."""
    data = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        fill(data, max(1, pages // PAGES_OF_AN_ITEM))
        yield from _building(data)
        yield from _following(data)
    finally:
        shutil.rmtree(data, ignore_errors=True)
