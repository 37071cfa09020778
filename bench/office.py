"""The office on a hundred thousand items: lists, the editor's checks, reviews with publication, the register.

A data folder of its own is filled with the example county and with `--items` further items, each with its chained
entry (about three minutes for 100,000), and thrown away afterwards. Pages are asked for through the whole stack of
the server by Django's test client, in a warm process.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.timing import Row, Timed, against

__all__ = ["rows"]

PAGE_TARGET = 200.0
COUNTY_TARGET = 60.0


def _start(folder: str, items: int) -> Row:
    """Django on a filled folder; what the example county takes, against the making of its empty tables."""
    os.environ.update(
        GONGKAI_DATA=folder,
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

    tables = _once(lambda: call_command("migrate", verbosity=0)) / 1000
    built = _once(lambda: county.build(say)) / 1000
    many.build_many(items, say)
    return Row(
        "the example county of `make demo`, built through all its reviews",
        f"{built:.0f} s",
        f"the empty tables, migrated {tables:.0f} s",
        f"{built / tables:.1f}",
        "< 60 s",
        built < COUNTY_TARGET,
    )


def _client(username: str) -> Any:
    from django.test import Client

    from gongkai.agencies.models import Person

    client = Client(headers={"host": "localhost"})
    client.force_login(
        Person.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def _queries(call: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _got(client: Any, address: str) -> Callable[[], object]:
    def get() -> None:
        status = client.get(address).status_code
        if status != 200:
            raise RuntimeError(f"{address}: {status}")

    return get


def _pages(items: int) -> Iterator[Row]:
    """Pages against an address that does not exist: what the server costs before it does anything."""
    from gongkai.disclosure.models import Item
    from gongkai.register.models import Entry

    middle = Item.objects.order_by("pk")[items // 2].pk
    entry = Entry.objects.order_by("-sequence").values_list("sequence", flat=True)[0] // 2
    county, drafter, auditor = _client("jiandu"), _client("zhuangao"), _client("shenji")
    nothing = county.get
    for subject, client, address in (
        (f"list of {items:,} items, first page, a county's supervisor", county, "/office/items/"),
        ("the same, a page in the middle", county, f"/office/items/?before={middle}"),
        ("the same, a town's drafter", drafter, "/office/items/"),
        ("the same, those in review", county, "/office/items/?state=in_review"),
        ("the same, a word of the title", county, "/office/items/?q=水利"),
        ("register, first page, an auditor", auditor, "/office/register/"),
        ("register, a page in the middle", auditor, f"/office/register/?before={entry}"),
        ("a drafter's first page", drafter, "/office/"),
    ):
        get = _got(client, address)
        count = _queries(get)
        ours, bare = against(get, lambda: nothing("/office/nowhere/"), seconds=3)
        yield Row(
            f"{subject} ({count} queries)",
            str(ours),
            f"an address that is not there {bare}",
            f"{ours.best / bare.best:.1f}",
            "< 200 ms",
            ours.best < PAGE_TARGET,
        )


def _once(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _an_act(number: int) -> dict[str, float]:
    """Milliseconds of each step of one item from its draft to the register."""
    from gongkai.acts.days import today
    from gongkai.agencies.models import Agency, Person
    from gongkai.disclosure import drafts
    from gongkai.disclosure.actions.save_draft import SaveDraft
    from gongkai.disclosure.models import Column, Item
    from gongkai.review.actions import Approve, Submit
    from gongkai.review.settings import terms_of

    agency = Agency.objects.get(short_name="惠民镇")
    people = {name: Person.objects.get(username=name) for name in ("zhuangao", "fenguan", "zhuyao")}
    item = Item(
        agency=agency,
        column=Column.objects.filter(agency=agency, kind="notice").first()
        or Column.objects.filter(agency=agency).first(),
        title=f"第{number}次测量用的通知",
        formed_on=today(),
        theme="综合政务/政务公开",
        summary="测量用。",
        body=[
            ("text", "<p>" + "请各村社于本月底前完成渠道清淤和山坪塘加固，确保明年春灌用水。" * 60 + "</p>")
        ],
    )
    taken = {"saving a draft": _once(lambda: SaveDraft(item, people["zhuangao"], None).perform())}
    taken["draft checks of 1,900 characters"] = _once(lambda: drafts.findings_of(item))
    stored = Item.objects.get(pk=item.pk)
    revision = stored.latest_revision_id
    checklist = [check.key for check in terms_of(agency.pk, today()).checklist]
    taken["first review"] = _once(
        lambda: Submit(stored, people["zhuangao"], revision, checklist=checklist).perform()
    )
    taken["second review"] = _once(
        lambda: Approve(stored, people["fenguan"], revision, stage="second").perform()
    )
    taken["final review, publication and entry"] = _once(
        lambda: Approve(stored, people["zhuyao"], revision, stage="final").perform()
    )
    return taken


def _acts() -> Iterator[Row]:
    """One item's way, against the bare saving of a Wagtail revision of the same item."""
    from wagtail.models import Revision

    from gongkai.disclosure.models import Item

    runs = [_an_act(number) for number in range(8)]
    best = {name: min(run[name] for run in runs) for name in runs[0]}
    item = Item.objects.order_by("-pk").first()
    content = item.serializable_data()
    bare = min(
        _once(
            lambda: Revision.objects.create(
                content_object=item, base_content_type=item.get_base_content_type(),
                content_type=item.get_content_type(), object_str="测量", content=content,
            ).delete()
        )
        for _ in range(20)
    )  # fmt: skip
    reference = Timed(bare, bare)
    for name, milliseconds in best.items():
        ours = Timed(milliseconds, milliseconds)
        yield Row(
            name,
            str(ours),
            f"a bare revision, written and removed {reference}",
            f"{milliseconds / bare:.1f}",
            "",
        )


def _register() -> Iterator[Row]:
    """Verification against the same number of SM3 over the same bytes."""
    from gongkai.register.models import Entry
    from gongkai.register.verification import verify

    bodies = [body.encode() for body in Entry.objects.order_by("sequence").values_list("body", flat=True)]

    def hashes() -> None:
        for body in bodies:
            hashlib.new("sm3", body).digest()

    bare = min(_once(hashes) for _ in range(3))
    outcomes = []
    taken = min(_once(lambda: outcomes.append(verify(crosscheck=False))) for _ in range(2))
    note = "" if all(outcome.whole for outcome in outcomes) else " (chain NOT whole)"
    yield Row(
        f"verification of {len(bodies):,} chained entries{note}",
        f"{taken / 1000:.1f} s",
        f"hashlib SM3 of the same bytes {bare / 1000:.2f} s",
        f"{taken / bare:.1f}",
        "< 10 s",
        taken < 10_000,
    )


def rows(items: int) -> Iterator[Row]:
    """Every measurement of the office."""
    folder = tempfile.mkdtemp(prefix="gongkai-bench-")
    try:
        yield _start(folder, items)
        yield from _pages(items)
        yield from _acts()
        yield from _register()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
