"""Withdrawn is gone from the copy when the act has returned, whoever follows the changes or does not."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.disclosure.conftest import Office

from gongkai.acts.days import CHINA
from gongkai.channels import addresses
from gongkai.channels.copying import placing
from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.channels.copying.workers import Task
from gongkai.channels.copying.workers import _do as do_task
from gongkai.channels.models import PendingChange
from gongkai.disclosure.actions.attach import Attach, RemoveAttachment
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item, StoredFile
from gongkai.disclosure.schedule import withdraw_expired
from gongkai.front.layout import path_of

from .conftest import Papers

# The acts commit here: that is when the copy hears of them.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.fixture
def office(transactional_db: None) -> Office:
    from tests.world import build_world

    return Office(build_world())


def attached(office: Office, item: Item, name: str = "工作安排.txt") -> StoredFile:
    upload = SimpleUploadedFile(name, b"file of the item")
    stored: StoredFile = Attach(office.again(item), office.drafter, upload).perform().stored
    return stored


def on_disk(folder: Folder, address: str) -> Path:
    return folder.public / path_of(address)


def everything(folder: Folder) -> bytes:
    """All that a reader could get out of the folder."""
    return b"".join(
        each.read_bytes() for each in folder.public.rglob("*") if each.is_file() and each.suffix != ".gz"
    )


@pytest.fixture
def published(office: Office, follower: Follower) -> tuple[Item, StoredFile]:
    item = office.draft("关于春季植树的公告")
    stored = attached(office, item)
    item = office.reviewed(item)
    follower.round()
    assert on_disk(follower.folder, addresses.file(stored)).read_bytes() == b"file of the item"
    for address in (*addresses.of_item(item), addresses.print_view(item)):
        assert on_disk(follower.folder, address).is_file()
    return item, stored


def assert_gone(folder: Folder, item: Item, stored: StoredFile) -> None:
    assert not on_disk(folder, addresses.file(stored)).exists()
    *pages, api = addresses.of_item(item)
    assert not on_disk(folder, api).exists()
    for address in (*pages, addresses.print_view(item)):
        place = on_disk(folder, address)
        assert place.read_bytes() == b"gone"
        assert place.with_name("index.html.meta").read_bytes() == b'{"status": 410}'
        assert not place.with_name("index.html.gz").exists()


def test_when_the_act_has_returned_the_copy_has_nothing_of_it(
    office: Office, folder: Folder, published: tuple[Item, StoredFile]
) -> None:
    item, stored = published
    Withdraw(item, office.chief, "内容有误").perform()
    assert_gone(folder, item, stored)
    # The lists follow: that is noted.
    assert PendingChange.objects.filter(item_id=item.pk).exists()
    Follower(folder).round()
    assert item.title.encode() not in everything(folder)


def test_also_when_its_time_is_over(office: Office, follower: Follower, clock: Any) -> None:
    until = datetime.datetime(2024, 6, 10, 9, 0, tzinfo=CHINA)
    item = office.draft("限期公开的公告", expire_at=until)
    stored = attached(office, item)
    item = office.reviewed(item)
    follower.round()
    assert on_disk(follower.folder, addresses.file(stored)).exists()
    clock.move_to(until + datetime.timedelta(minutes=1))
    assert [outcome.done for outcome in withdraw_expired()] == [True]
    assert_gone(follower.folder, item, stored)


def test_a_file_that_a_new_version_leaves_out_is_gone_with_it(
    office: Office, folder: Folder, published: tuple[Item, StoredFile]
) -> None:
    item, stored = published
    RemoveAttachment(office.again(item), office.drafter, stored.key).perform()
    assert on_disk(folder, addresses.file(stored)).exists()
    office.reviewed(item)
    assert not on_disk(folder, addresses.file(stored)).exists()


def test_also_when_another_of_its_files_cannot_be_read(office: Office, follower: Follower) -> None:
    item = office.draft("关于春季植树的公告")
    stays, goes = attached(office, item), attached(office, item, "名单.txt")
    item = office.reviewed(item)
    follower.round()
    assert on_disk(follower.folder, addresses.file(goes)).exists()
    RemoveAttachment(office.again(item), office.drafter, goes.key).perform()
    place = Path(stays.file.path)
    place.unlink()
    place.symlink_to(place)
    office.reviewed(item)
    assert not on_disk(follower.folder, addresses.file(goes)).exists()


def test_a_page_whose_tombstone_fails_is_gone_all_the_same(
    office: Office, folder: Folder, papers: Papers, published: tuple[Item, StoredFile]
) -> None:
    item, stored = published
    papers.broken.add(item.pk)
    Withdraw(item, office.chief, "内容有误").perform()
    for address in (*addresses.of_item(item), addresses.print_view(item), addresses.file(stored)):
        assert not on_disk(folder, address).exists()


def test_the_act_holds_when_the_copy_takes_nothing(
    office: Office, folder: Folder, published: tuple[Item, StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, stored = published

    def read_only(*args: Any, **kwargs: Any) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(placing, "put_bytes", read_only)
        patched.setattr(placing, "take_away", read_only)
        Withdraw(item, office.chief, "内容有误").perform()
    assert not office.again(item).live
    assert on_disk(folder, addresses.file(stored)).exists()
    Follower(folder).round()
    assert_gone(folder, item, stored)


def test_one_who_hangs_with_the_folder_in_his_hands_keeps_nothing_public(
    office: Office, folder: Folder, published: tuple[Item, StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, stored = published
    monkeypatch.setattr("gongkai.channels.copying.taking_down.PATIENCE", 0.05)
    with folder.alone():
        Withdraw(item, office.chief, "内容有误").perform()
        assert_gone(folder, item, stored)
    assert PendingChange.objects.filter(item_id=item.pk).exists()


def test_who_hung_does_not_put_back_what_was_withdrawn_meanwhile(
    office: Office,
    folder: Folder,
    papers: Papers,
    published: tuple[Item, StoredFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A building that read the item while it was public, and writes it after the act gave up waiting for the folder."""
    item, stored = published
    monkeypatch.setattr("gongkai.channels.copying.taking_down.PATIENCE", 0.05)
    render, read, go_on = papers.render, threading.Event(), threading.Event()

    def slow(keys: Any) -> Any:
        found = list(render(keys))
        if threading.current_thread().name == "building":
            read.set()
            go_on.wait(10)
        yield from found

    monkeypatch.setattr(papers, "render", slow)

    def building() -> None:
        do_task(Task(folder.root, "items", (item.pk,)))
        connection.close()

    thread = threading.Thread(target=building, name="building")
    thread.start()
    assert read.wait(10)
    Withdraw(item, office.chief, "内容有误").perform()
    assert_gone(folder, item, stored)
    go_on.set()
    thread.join()
    assert_gone(folder, item, stored)


def test_a_building_and_withdrawals_at_once(office: Office, folder: Folder) -> None:
    """While everything is built over and over, what is withdrawn is gone when the act has returned, and stays so."""
    items = [office.published(f"第{number}条") for number in range(6)]
    stop = threading.Event()
    built = []

    def building() -> None:
        while not stop.is_set():
            built.append(build(folder, 1))
        connection.close()

    build(folder, 1)
    thread = threading.Thread(target=building)
    thread.start()
    try:
        for item in items[:-1]:
            Withdraw(item, office.chief, "内容有误").perform()
            for _ in range(20):
                assert on_disk(folder, addresses.item(item)).read_bytes() == b"gone"
                assert not on_disk(folder, addresses.api("items", item.pk)).exists()
    finally:
        stop.set()
        thread.join()
    assert built and [each.failures for each in built if each.failures] == []
    for item in items[:-1]:
        assert on_disk(folder, addresses.item(item)).read_bytes() == b"gone"
    assert on_disk(folder, addresses.item(items[-1])).read_bytes() != b"gone"


def test_whatever_goes_wrong_with_the_copy_the_act_holds(
    office: Office, published: tuple[Item, StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("not foreseen")

    monkeypatch.setattr("gongkai.channels.copying.taking_down.take_down", broken)
    Withdraw(published[0], office.chief, "内容有误").perform()
    assert not office.again(published[0]).live
    assert PendingChange.objects.filter(item_id=published[0].pk).exists()


def test_without_a_copy_nothing_is_made(
    office: Office, tmp_path: Path, settings: Any, papers: Papers
) -> None:
    item = office.published()
    for portal in (None, tmp_path / "never-built"):
        settings.PORTAL = portal
        Withdraw(office.again(item), office.chief, "内容有误").perform()
        assert not (tmp_path / "never-built").exists()
        item = office.published("又一条")


def test_what_was_refused_changes_nothing(
    office: Office, folder: Folder, published: tuple[Item, StoredFile]
) -> None:
    from gongkai.acts.action import Refused

    item, stored = published
    with pytest.raises(Refused):
        Withdraw(item, office.drafter, "不该由我决定").perform()
    assert on_disk(folder, addresses.file(stored)).exists()
