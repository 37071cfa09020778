"""The index made anew from what is public: it answers meanwhile, and nothing of it as it was is trusted."""

from __future__ import annotations

import fcntl
import os
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.search.conftest import Office, found

from gongkai.acts.signals import performed
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.search import keeping, rebuilding, writing
from gongkai.search.backends import backend
from gongkai.search.documents import Entry
from gongkai.search.models import Document
from gongkai.search.rebuilding import BeingRebuilt, NotRebuilt, rebuild

pytestmark = pytest.mark.usefixtures("either_index")


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)


def numbers(*words: str) -> list[int]:
    return [found(word).number for word in words]


@pytest.mark.usefixtures("one_at_a_time")
def test_it_answers_meanwhile_and_follows_what_is_published(office: Office) -> None:
    items = [office.published(title=f"第{number}次停水的公告") for number in range(4)]
    seen: list[list[int]] = []

    def meanwhile(done: int) -> None:
        if done == 1:
            office.published(title="关于征地补偿的公告")
        if done == 2:  # one that is in the new index, and one that it has not come to
            Withdraw(items[3], office.chief, "内容有误，另行公开。").perform()
            office.reviewed(office.revised(items[0], title="关于停电的公告"))
        seen.append(numbers("停水", "停电", "征地"))

    assert rebuild(meanwhile) == (4, {})
    assert seen == [[4, 0, 1], [2, 1, 1], [2, 1, 1], [2, 1, 1]]
    assert numbers("停水", "停电", "征地") == [2, 1, 1]
    assert not keeping.broken() and list(keeping.keep_in_step(timezone.now())) == []
    Withdraw(office.again(items[0]), office.chief, "内容有误，另行公开。").perform()
    assert numbers("停电", "公告") == [0, 3]


def test_entries_that_say_something_else_are_mended(office: Office) -> None:
    item = office.published(title="关于征地补偿的公告")
    gone = office.published(title="关于停水的公告")
    document = Document.objects.select_related("text").get(item_id=item.pk)
    entry = Entry(document, document.text)
    with transaction.atomic():
        backend().write([entry], [])
        document.text.title = "关于停电的公告"
        backend().write([], [entry])
    Document.objects.filter(item_id=gone.pk).delete()
    assert numbers("征地", "停电", "停水") == [0, 1, 1] and found("停水").hits == ()
    assert rebuild() == (2, {})
    assert numbers("征地", "停电", "停水") == [1, 0, 1]
    assert backend().surplus() == 0


def test_what_is_not_public_any_more_does_not_stay(office: Office) -> None:
    kept, gone = office.published(title="第一次停水的公告"), office.published(title="第二次停水的公告")
    performed.disconnect(dispatch_uid="search.keeping")
    try:
        Withdraw(gone, office.chief, "内容有误，另行公开。").perform()
    finally:
        keeping.connect()
    assert numbers("停水") == [2]
    assert rebuild() == (1, {})
    assert numbers("停水") == [1] and [hit.item.pk for hit in found("停水").hits] == [kept.pk]
    assert Document.objects.count() == 1 and backend().surplus() == 0


@pytest.mark.usefixtures("one_at_a_time")
def test_one_that_was_broken_off_is_done_again(office: Office) -> None:
    for number in range(3):
        office.published(title=f"第{number}次停水的公告")

    class BrokenOff(Exception):
        pass

    def break_off(done: int) -> None:
        raise BrokenOff

    with pytest.raises(BrokenOff):
        rebuild(break_off)
    assert numbers("停水") == [3]
    office.published(title="第4次停水的公告")
    assert numbers("停水") == [4]
    list(keeping.keep_in_step(timezone.now()))
    assert not keeping.broken() and numbers("停水") == [4]
    assert list(keeping.keep_in_step(timezone.now())) == []


@pytest.mark.any_database
def test_one_process_at_a_time(office: Office) -> None:
    office.published(title="关于征地补偿的公告")
    Document.objects.update(form=0)
    other = os.open(settings.DATA, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(BeingRebuilt, match="另一个进程正在重编检索索引"):
        rebuild()
    assert list(keeping.keep_in_step(timezone.now())) == []
    os.close(other)
    assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]


@pytest.mark.postgresql_only
def test_one_machine_at_a_time(office: Office) -> None:
    office.published(title="关于征地补偿的公告")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [rebuilding.LOCK])
    with pytest.raises(BeingRebuilt):
        rebuild()
    other.close()
    _wait_until_no_other_has_a_lock()
    assert rebuild() == rebuild() == (1, {})


def _wait_until_no_other_has_a_lock() -> None:
    """PostgreSQL hears a moment later that a connection ended."""
    held = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
        " WHERE locktype = 'advisory' AND datname = current_database() AND pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute(held)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
    raise AssertionError("the lock outlives the connection that took it")


def test_what_is_done_to_an_item_between_its_reading_and_its_writing_is_kept(
    office: Office, monkeypatch: Any
) -> None:
    gone, changed = office.published(title="第一次停水的公告"), office.published(title="第二次停水的公告")
    read = rebuilding.entries_of

    def read_before(item_ids: Any) -> Any:
        entries = read(item_ids)
        Withdraw(office.again(gone), office.chief, "内容有误，另行公开。").perform()
        office.reviewed(office.revised(changed, title="关于停电的公告"))
        return entries

    monkeypatch.setattr(rebuilding, "entries_of", read_before)
    rebuild()
    # PostgreSQL replaces rows whatever is in them, and has the older one until the job comes by.
    list(keeping.keep_in_step(timezone.now()))
    assert numbers("停水", "停电") == [0, 1]
    assert not keeping.broken() and Document.objects.count() == 1


def test_a_full_disk_leaves_it_as_it_is(office: Office, monkeypatch: Any) -> None:
    for number in range(3):
        office.published(title=f"第{number}次停水的公告")

    def refuse(self: Any, entries: Any) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(rebuilding, "MOST_FAILED", 2)
    monkeypatch.setattr(type(backend()), "fill", refuse)
    with pytest.raises(NotRebuilt, match="检索照旧。第一条的原因：database or disk is full"):
        rebuild()
    assert numbers("停水") == [3] and Document.objects.count() == 3
