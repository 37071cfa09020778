"""Of withdrawals at once none puts back what another took out, whoever has the folder and whoever went past."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from tests.disclosure.conftest import Office, body

from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.channels.feeds.source import FeedSource
from gongkai.cli.running import run
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item

from .test_withdrawn_everywhere import folder, having, office

__all__ = ["folder", "office"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

SECRET = "正文里的秘密"


class Slow:
    """A withdrawal in a thread, which stops each time when it has read the feeds and not written them yet."""

    def __init__(self, withdraw: Callable[[], object]) -> None:
        self.read, self.go_on = threading.Semaphore(0), threading.Semaphore(0)
        self.withdraw = withdraw
        self.thread = threading.Thread(target=self._run)

    def begin(self) -> None:
        self.thread.start()
        assert self.read.acquire(timeout=10)

    def next(self) -> None:
        """Let it write, until it has read once more or is done."""
        self.go_on.release()
        while self.thread.is_alive() and not self.read.acquire(timeout=0.1):
            pass

    def _run(self) -> None:
        self.withdraw()
        connection.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], object]], Slow]]:
    monkeypatch.setattr("gongkai.channels.copying.taking_down.PATIENCE", 0.05)
    render, made = FeedSource.render, list[Slow]()

    def stopping(self: FeedSource, keys: Any) -> Any:
        found = list(render(self, keys))
        for each in made:
            if threading.current_thread() is each.thread:
                each.read.release()
                each.go_on.acquire(timeout=10)
        return iter(found)

    def make(withdraw: Callable[[], object]) -> Slow:
        made.append(Slow(withdraw))
        return made[-1]

    monkeypatch.setattr(FeedSource, "render", stopping)
    yield make
    for each in made:
        each.thread.join()


def withdrawn(office: Office, item: Item) -> Callable[[], object]:
    return Withdraw(item, office.chief, "泄露个人信息").perform


def going_past(
    folder: Folder, slow: Callable[[Callable[[], object]], Slow], withdraw: Callable[[], object]
) -> Slow:
    """A withdrawal that began while another had the folder, and goes on when nobody has."""
    passing = slow(withdraw)
    with folder.alone():
        passing.begin()
    return passing


def test_who_has_the_folder_hears_of_those_who_went_past_him_also_while_he_sees_to_the_first(
    office: Office, folder: Folder, slow: Any
) -> None:
    first, *others = [office.published(f"第{number}条", body=body(f"{SECRET}。")) for number in range(3)]
    Follower(folder).round()
    holder = slow(withdrawn(office, first))
    holder.begin()
    for item in others:
        withdrawn(office, item)()
        holder.next()
    holder.next()
    assert having(folder, SECRET) == []
    assert folder.told.read_bytes() == b""


def test_who_went_past_hears_of_those_who_had_the_folder_after_him(
    office: Office, folder: Folder, slow: Any
) -> None:
    first, second = (office.published(f"第{number}条", body=body(f"{SECRET}。")) for number in range(2))
    Follower(folder).round()
    passing = going_past(folder, slow, withdrawn(office, first))
    withdrawn(office, second)()
    assert having(folder, SECRET) == []
    passing.next()
    passing.next()
    assert having(folder, SECRET) == []
    assert folder.told.read_bytes() == b""


def test_of_who_went_past_the_manifest_hears_also_when_it_was_written_before_he_was_done(
    office: Office, folder: Folder, slow: Any
) -> None:
    item = office.published("第一条")
    follower = Follower(folder)
    build(folder, 1)
    passing = going_past(folder, slow, withdrawn(office, item))
    office.published("第二条")
    while follower.round():
        pass
    assert not folder.journal.exists()
    passing.next()
    passing.next()
    follower.round()
    assert run(["portal", "verify", str(folder.public)]) == 0


def test_what_was_published_while_one_went_past_is_in_the_feeds_again_after_the_next_round(
    office: Office, folder: Folder, slow: Any
) -> None:
    """He writes the feeds as he had read them, when they had been followed without him already."""
    first = office.published("要撤回的", body=body(f"{SECRET}。"))
    follower = Follower(folder)
    follower.round()
    passing = going_past(folder, slow, withdrawn(office, first))
    office.published("其间公开的公告")
    while follower.round():
        pass
    feeds = ("feeds/atom.xml", "feeds/feed.json", f"feeds/{first.agency.short_name}/atom.xml")
    with_it = {folder.public / feed for feed in feeds}
    assert with_it <= set(having(folder, "其间公开的公告"))
    while passing.thread.is_alive():
        passing.next()
    assert not with_it & set(having(folder, "其间公开的公告"))  # until he who follows comes by
    while follower.round():
        pass
    assert with_it <= set(having(folder, "其间公开的公告"))
    assert having(folder, SECRET) == []
