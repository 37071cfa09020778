"""Search on two hundred thousand items of 400 characters: a page of hits with count, facets and passages.

The texts are made up (words of two to four characters, as frequent as words are; 公开 in nearly every item) and
written straight into the tables of the items and of the index: going through the office would take hours. In the
bench's own throw-away database the triggers that would refuse such items are dropped first. Each question is asked
through `find`, as the page asks it; beside it, in the same run, the bare phrase on the index, and LIKE '%…%'.
The p95 is over the questions; of each question the best of five rounds counts, so that it is one that was asked before.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from bench import search_attachments
from bench.timing import Row

__all__ = ["rows"]

LENGTH = 400
BATCH = 2000
TARGETS = {"sqlite": 50.0, "postgresql": 150.0}
"""Milliseconds. For OpenSearch none is set: it is measured when GONGKAI_TEST_OPENSEARCH names one, the items in SQLite."""
ALL = 10**8
"""More hits than there can be."""
NATURAL = (
    "公开", "信息", "预算", "政府信息", "信息公开", "征地补偿", "水利", "政府信息公开条例", "安全生产",
    "2024年", "第33条", "通知", "测县府发〔2024〕3号",
)  # fmt: skip
FROM_OTHERS = (
    "政府", "公开", "信息", "通知", "工作", "预算", "决算", "部门", "补偿", "征地", "水利", "安全", "生产", "条例",
    "乡镇", "人民", "项目", "资金", "农业", "教育", "环境", "保护", "应急", "管理", "服务", "办法", "规定", "实施",
)  # fmt: skip


def vocabulary(rng: random.Random) -> list[str]:
    """Words, the most frequent first."""
    letters = [chr(code) for code in rng.sample(range(0x4E00, 0x9FA5), 2500)]
    words = list(FROM_OTHERS)
    while len(words) < 20_000:
        words.append("".join(rng.choices(letters[:1200], k=rng.choice((2, 2, 2, 3, 4)))))
    return words


def texts(count: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Title and text of each item."""
    words = vocabulary(rng)
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    for number in range(count):
        chosen = rng.choices(words, cum_weights=weights, k=180)
        for place in range(0, 180, rng.randint(7, 12)):
            chosen[place] += rng.choice("，。；、")
        text = "政府信息公开，" if number % 50 else ""
        text += f"{2010 + number % 15}年第{number % 60}条" + "".join(chosen)
        yield (
            "关于" + "".join(chosen[:5]).translate({ord(sign): None for sign in "，。；、"}) + "的通知",
            text[:LENGTH],
        )


def fill(count: int, say: Callable[[str], None]) -> list[str]:
    """Items, documents and index; the text of each, title and all, in the order of the index."""
    from django.db import connection, transaction

    from gongkai.disclosure import triggers
    from gongkai.search.backends import backend
    from gongkai.search.documents import Entry
    from gongkai.search.models import Document, DocumentText

    bodies, columns = _county()
    with connection.cursor() as cursor:
        for name in triggers.trigger_names():
            if name.startswith("disclosure_item_entered_on"):
                table = "" if connection.vendor == "sqlite" else " ON disclosure_item"
                cursor.execute(f'DROP TRIGGER "{name}"{table}')
    rng, whole = random.Random(4), []
    begun = time.perf_counter()
    entries: list[Entry] = []
    for number, (title, text) in enumerate(texts(count, rng), 1):
        entries.append(_entry(number, title, text, bodies[number % len(bodies)], columns))
        whole.append(f"{title}\n{entries[-1].text.document_number}\n{text}")
        if len(entries) == BATCH or number == count:
            with transaction.atomic():
                _insert_items(entries)
                Document.objects.bulk_create(entry.document for entry in entries)
                DocumentText.objects.bulk_create(entry.text for entry in entries)
                backend().write((), entries)
            entries = []
            if number % 50_000 < BATCH:
                say(f"{number} items in {time.perf_counter() - begun:.0f} s")
    return whole


def _county() -> tuple[list[Any], dict[int, Any]]:
    from gongkai.agencies.models import Agency, BodyLevel
    from gongkai.disclosure.models import Column

    county = Agency.add_root(name="测县人民政府", short_name="测县", level=BodyLevel.COUNTY)
    for number in range(40):
        county = Agency.objects.get(pk=county.pk)
        county.add_child(name=f"测县{number}镇人民政府", short_name=f"{number}镇", level=BodyLevel.TOWNSHIP)
    bodies = list(Agency.objects.all())
    columns = {
        body.pk: Column.objects.create(agency=body, name="通知公告", slug="tzgg", kind="notice")
        for body in bodies
    }
    return bodies, columns


def _entry(number: int, title: str, text: str, body: Any, columns: dict[int, Any]) -> Any:
    from gongkai.search.documents import Entry, marks_of
    from gongkai.search.models import FORM, Document, DocumentText, position_of

    at = datetime.datetime(2010, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=35 * number)
    document = Document(
        position=position_of(at, number),
        item_id=number,
        revision_id=number,
        agency_id=body.pk,
        column_id=columns[body.pk].pk,
        slug="tzgg",
        kind=("notice", "document", "news", "budget")[number % 4],
        theme=("综合政务", "农业、林业、水利", "财政、金融、审计")[number % 3],
        year=at.year,
        types="pdf" if number % 7 == 0 else "",
        form=FORM,
    )
    document.marks = " ".join(marks_of(document, {1, body.pk}))
    number_of_document = f"测县府发〔{at.year}〕{number % 90}号" if number % 5 == 0 else ""
    return Entry(
        document, DocumentText(document=document, title=title, document_number=number_of_document, body=text)
    )


def _insert_items(entries: Sequence[Any]) -> None:
    """Rows of public items, by SQL: the model would refuse what is not in the register."""
    from django.db import connection

    from gongkai.disclosure.models import Item

    fields = Item._meta.concrete_fields
    likeness = Item(live=True, first_published_at=datetime.datetime(2010, 1, 1, tzinfo=datetime.UTC))
    row = {
        field.column: field.get_db_prep_save(field.pre_save(likeness, True), connection) for field in fields
    }
    columns = ", ".join(f'"{column}"' for column in row)
    places = ", ".join(["%s"] * len(row))
    rows = [
        {
            **row,
            "id": entry.document.item_id,
            "agency_id": entry.document.agency_id,
            "column_id": entry.document.column_id,
            "title": entry.text.title,
            "document_number": entry.text.document_number,
        }
        for entry in entries
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO disclosure_item ({columns}) VALUES ({places})",
            [list(each.values()) for each in rows],
        )


def questions(whole: Sequence[str], rng: random.Random) -> list[str]:
    """What people ask, and stretches of two to eight characters out of the texts themselves."""
    asked = list(NATURAL)
    while len(asked) < 100:
        text, length = rng.choice(whole), rng.choice((2, 2, 2, 2, 3, 4, 5, 8))
        place = rng.randrange(len(text) - length)
        stretch = text[place : place + length]
        if all("\u4e00" <= letter <= "\u9fff" for letter in stretch):
            asked.append(stretch)
    return asked


def timings(calls: Sequence[Callable[[], object]], rounds: int = 5) -> list[float]:
    """Milliseconds of each call, the best of some rounds: whatever else the machine does can only add to it."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for number, call in enumerate(calls):
            begun = time.perf_counter()
            call()
            taken[number].append((time.perf_counter() - begun) * 1000)
    return [min(each) for each in taken]


def p95(taken: Sequence[float]) -> float:
    """The 95th of a hundred."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def measure(count: int) -> dict[str, Any]:
    """Everything, in a process of its own whose environment names the database."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    def say(line: str) -> None:
        print(f"{connection.vendor}: {line}", file=sys.stderr)

    call_command("migrate", verbosity=0)
    with _an_opensearch_that_tells_all():
        return _measured(count, say)


def _measured(count: int, say: Callable[[str], None]) -> dict[str, Any]:
    from django.db import connection

    begun = time.perf_counter()
    whole = fill(count, say)
    built = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    rng = random.Random(9)
    asked = questions(whole, rng)
    results: dict[str, Any] = {"built": built, **_asked(asked)}
    results |= _recall([word for word in asked if len(word) == 2][:40], whole)
    results["step"] = _in_step()
    results["attached"] = timings([_page(word) for word in search_attachments.attach(vocabulary(rng), rng)])
    return results


@contextlib.contextmanager
def _an_opensearch_that_tells_all() -> Iterator[None]:
    """For recall it answers with more hits, and more slowly, than any page asks for. Its index is deleted in the end.

    Nothing where the index is in the database.
    """
    from django.conf import settings
    from scripts.compare_indexes import remove

    from gongkai.search.backends import backend
    from gongkai.search.backends.opensearch import connection

    if not settings.SEARCH_ADDRESS:
        yield
        return
    connection.ASKING = 600
    index: Any = backend()
    index.client.indices.put_settings(index=index.names.alias, body={"index.max_result_window": ALL})
    try:
        yield
    finally:
        remove()


def _page(text: str, **given: str) -> Callable[[], object]:
    from gongkai.search.filters import Asked
    from gongkai.search.finding import find

    return lambda: find(Asked.of({"q": text, **given})).facets


def _asked(asked: Sequence[str]) -> dict[str, Any]:
    from django.db import connection

    from gongkai.search.asking import Question, words_of
    from gongkai.search.backends import backend

    def bare(text: str) -> Callable[[], object]:
        question = Question(words_of(f'"{text}"'))
        return lambda: backend().newest(question, 20)

    def like(text: str) -> Callable[[], object]:
        def look() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT document_id FROM search_text WHERE title LIKE %s OR body LIKE %s "
                    "ORDER BY document_id DESC LIMIT 20",
                    [f"%{text}%", f"%{text}%"],
                )
                cursor.fetchall()

        return look

    by_date = timings([_page(text) for text in asked])
    slowest = max(zip(by_date, asked, strict=True))
    return {
        "date": by_date,
        "slowest": f"{slowest[1]} {slowest[0]:.0f} ms",
        "narrowed": timings([_page(text, agency="7镇", year="2015") for text in asked]),
        "relevance": timings([_page(text, sort="relevance") for text in asked]),
        "two": timings([_page(f"{first} {second}") for first, second in pairwise(asked)]),
        "single": timings([_page(text[0]) for text in asked[:30]]),
        "bare": timings([bare(text) for text in asked]),
        "like": timings([like(text) for text in asked[:40]], rounds=1),
    }


def _recall(words: Sequence[str], whole: Sequence[str]) -> dict[str, Any]:
    """All hits of the index against the texts that have the word."""
    from gongkai.search.asking import Question, words_of
    from gongkai.search.backends import backend
    from gongkai.search.models import Document

    number_of = dict(Document.objects.values_list("position", "item_id"))
    exact = true = found_true = 0
    for word in words:
        truth = {number for number, text in enumerate(whole, 1) if word in text}
        found = {number_of[place] for place in backend().newest(Question(words_of(word)), ALL)}
        exact += found == truth
        true, found_true = true + len(truth), found_true + len(found & truth)
    return {"words": len(words), "exact": exact, "recall": found_true / max(true, 1)}


def _in_step() -> float:
    """Seconds for an item of the index to be taken out and put in again, as a publication does it."""
    from django.db import transaction

    from gongkai.search import keeping
    from gongkai.search.models import Document

    some = list(Document.objects.order_by("-pk").values_list("item_id", flat=True)[:20])
    begun = time.perf_counter()
    for pk in some:
        with transaction.atomic():
            keeping.write([pk])
    return (time.perf_counter() - begun) / len(some)


def rows(items: int) -> Iterator[Row]:
    """Both databases, each in a process of its own, and an OpenSearch where there is one."""
    from scripts.with_postgres import server

    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-search-"))
    try:
        yield from _rows("sqlite", items, _run(items, folder / "sqlite", None))
        with server() as url:
            yield from _rows("postgresql", items, _run(items, folder / "postgresql", url))
        if elsewhere := os.environ.get("GONGKAI_TEST_OPENSEARCH"):
            named = f"{elsewhere.rstrip('/')}/gongkai-test-{os.getpid()}"
            yield from _rows("opensearch", items, _run(items, folder / "opensearch", None, named))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(items: int, data: Path, url: str | None, search: str = "") -> dict[str, Any]:
    data.mkdir()
    environment = {
        **os.environ,
        "GONGKAI_DATA": str(data),
        "GONGKAI_LOG_LEVEL": "error",
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
        "DATABASE_URL": url or "",
        "GONGKAI_SEARCH": search,
    }
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "bench.search", str(items)]
    done = subprocess.run(command, env=environment, cwd=root, stdout=subprocess.PIPE, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _rows(vendor: str, items: int, measured: dict[str, Any]) -> Iterator[Row]:
    target = TARGETS.get(vendor)
    bare, like = p95(measured["bare"]), p95(measured["like"])
    for name, subject in (
        ("date", "by date"),
        ("two", "two words"),
        ("narrowed", "one body, one year"),
        ("relevance", "by relevance"),
        ("single", "one character"),
        ("attached", f"in attachments of {search_attachments.LENGTHS[vendor]:,} characters only"),
    ):
        ours = p95(measured[name])
        reference = f"bare phrase p95 {bare:.1f} ms, LIKE p95 {like:.0f} ms"
        slowest = f"; slowest {measured['slowest']}" if name == "date" else ""
        subject = f"search, {items:,} items, {vendor}, {subject}: p95 of a page{slowest}"
        aim, met = (f"< {target:.0f} ms", ours < target) if target else ("", None)
        yield Row(subject, f"{ours:.1f} ms", reference, f"{ours / bare:.1f}", aim, met)
    yield Row(
        f"{measured['words']} words of two characters, {vendor}: recall (exact answers)",
        f"{measured['recall']:.4f} ({measured['exact']})",
        "texts that have the word",
        "",
        "1.0000",
        measured["recall"] == 1.0,
    )
    step = measured["step"]
    yield Row(f"an item in the index, {vendor}", f"{step * 1000:.0f} ms", "", "", "< 1 s", step < 1)
    yield Row(f"index of {items:,} items filled, {vendor}", f"{measured['built']:.0f} s", "", "", "")


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
