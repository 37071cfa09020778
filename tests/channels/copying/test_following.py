"""What was published is in the copy after a round; what fails is tried again and keeps nothing else."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from structlog.testing import capture_logs
from tests.disclosure.conftest import Office

from gongkai.channels import addresses, pages
from gongkai.channels.changes import everything_noted, forget, note_everything
from gongkai.channels.copying import following, holding, status
from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import FIRST_PAUSE, Follower, Stopped
from gongkai.channels.copying.writing import CannotWrite, Writer
from gongkai.channels.models import PendingChange, Receipt
from gongkai.channels.pages import Changes, Key
from gongkai.cli.running import run
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.front.layout import path_of
from gongkai.site import copy_health
from gongkai.site.processes import copying

from .conftest import Front, Papers

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def has(folder: Folder, address: str) -> bool:
    return (folder.public / path_of(address)).is_file()


def test_a_publication_is_in_its_page_the_api_and_the_list(office: Office, follower: Follower) -> None:
    item = office.published("新的公告")
    assert follower.round() >= 1
    for address in addresses.of_item(item):
        assert has(follower.folder, address)
    assert "新的公告" in (follower.folder.public / "index.html").read_text()
    assert not PendingChange.objects.exclude(item_id=None).exists()
    assert follower.round() == 0


def test_the_register_hears_that_the_copy_carries_it(office: Office, follower: Follower) -> None:
    item = office.published()
    assert not Receipt.objects.filter(item_id=item.pk).exists()
    follower.round()
    assert Receipt.objects.filter(item_id=item.pk, automatic=True).exists()


def test_a_note_that_comes_meanwhile_is_left_for_the_next_round(
    office: Office, follower: Follower, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one with a lower number, as another transaction of PostgreSQL may commit it."""
    item = office.published()
    PendingChange.objects.all().delete()
    PendingChange.objects.create(pk=1000, item_id=item.pk)
    render = papers.render

    def meanwhile(keys: Any) -> Any:
        PendingChange.objects.get_or_create(pk=999, item_id=item.pk)
        yield from render(keys)

    monkeypatch.setattr(papers, "render", meanwhile)
    follower.round()
    assert list(PendingChange.objects.values_list("pk", flat=True)) == [999]
    monkeypatch.setattr(papers, "render", render)
    follower.round()
    assert not PendingChange.objects.exists()


def test_who_is_asked_to_stop_does_so_after_a_few_pages_and_the_next_one_goes_on(
    office: Office, folder: Folder, papers: Papers, monkeypatch: Any
) -> None:
    # As in a process that has just begun, which does not know yet how many it can write at once.
    monkeypatch.setattr("gongkai.channels.copying.holding._portions", {})
    items = [office.published(f"第{number}条") for number in range(12)]
    with pytest.raises(Stopped):
        Follower(folder, stopping=lambda: len(papers.rendered) > 0).round()
    assert 0 < len(papers.rendered) < len(items)
    assert PendingChange.objects.exists()
    Follower(folder).round()
    assert all(has(folder, addresses.item(item)) for item in items)
    assert not PendingChange.objects.exists()


def test_a_page_that_fails_is_tried_again_later_and_named(
    office: Office, folder: Folder, papers: Papers
) -> None:
    now = 0.0
    follower = Follower(folder, clock=lambda: now)
    good, bad = office.published("好的"), office.published("坏的")
    papers.broken.add(bad.pk)
    follower.round()
    assert has(folder, addresses.item(good))
    assert not has(folder, addresses.item(bad))
    assert not PendingChange.objects.exists()
    (waiting,) = status.read(folder)["waiting"]
    assert (waiting["source"], waiting["key"], waiting["error"]) == (
        "items",
        str(bad.pk),
        "ValueError: template",
    )
    assert not Receipt.objects.filter(item_id=bad.pk).exists()

    papers.rendered.clear()
    follower.round()
    assert papers.rendered == []
    now = FIRST_PAUSE + 1
    follower.round()
    assert papers.rendered == [bad.pk]
    now += FIRST_PAUSE + 1  # the second pause is longer
    follower.round()
    assert papers.rendered == [bad.pk]
    papers.broken.clear()
    now += 2 * FIRST_PAUSE
    follower.round()
    assert has(folder, addresses.item(bad))
    assert status.read(folder)["waiting"] == []


def test_a_publication_does_not_wait_for_all_pages_of_a_body(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Any] = []

    class OfBodies(Front):
        name = "bodies"

        def stale(self, changes: Changes) -> Any:
            return range(100) if changes.agencies else ()

        def at(self, address: str) -> Key | None:
            return None

        def render(self, keys: Any) -> Any:
            if not done:
                done.append(office.published("新的公告"))
            else:
                done.append(has(follower.folder, addresses.item(done[0])))
            return iter(())

    PendingChange.objects.create(agency_id=office.agency.pk)
    monkeypatch.setitem(pages._sources, "bodies", OfBodies())
    follower.round()
    assert len(done) > 4
    assert set(done[1:]) == {True}
    assert not PendingChange.objects.exists()


def test_of_many_changes_withdrawals_come_first(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 2)
    items = [office.published(f"第{number}条") for number in range(4)]
    Withdraw(items[3], office.chief, "内容有误").perform()
    follower.round()
    left = list(PendingChange.objects.values_list("item_id", flat=True))
    assert items[3].pk not in left and items[0].pk in left


def test_what_could_be_written_at_last_has_its_receipt(
    office: Office, folder: Folder, papers: Papers
) -> None:
    now = 0.0
    follower = Follower(folder, clock=lambda: now)
    item = office.published()
    papers.broken.add(item.pk)
    follower.round()
    papers.broken.clear()
    assert not Receipt.objects.filter(item_id=item.pk).exists()
    now = FIRST_PAUSE + 1
    follower.round()
    assert has(folder, addresses.item(item))
    assert Receipt.objects.filter(item_id=item.pk).exists()
    assert follower.not_carried == {}


class BrokenFeeds(Front):
    """Feeds that cannot be rendered while `broken`."""

    name = "feeds"
    broken = True

    def stale(self, changes: Changes) -> Any:
        return ["portal"]

    def at(self, address: str) -> Key | None:
        return "portal" if address.startswith(addresses.FEEDS) else None

    def render(self, keys: Any) -> Any:
        if self.broken:
            raise ValueError("feed")
        return iter(())


def test_what_is_not_in_its_feed_has_no_receipt_yet(
    office: Office, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    follower, feeds = Follower(folder, clock=lambda: now), BrokenFeeds()
    monkeypatch.setitem(pages._sources, "feeds", feeds)
    item = office.published()
    follower.round()
    assert has(folder, addresses.item(item))
    assert not Receipt.objects.filter(item_id=item.pk).exists()
    feeds.broken = False
    now = FIRST_PAUSE + 1
    follower.round()
    assert Receipt.objects.filter(item_id=item.pk).exists()


def test_a_failure_with_the_same_number_of_another_kind_of_page_withholds_no_receipt(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.published()

    class Maps(BrokenFeeds):
        name = "site_map"

        def stale(self, changes: Changes) -> Any:
            return [item.pk]

        def at(self, address: str) -> Key | None:
            return None

    monkeypatch.setitem(pages._sources, "site_map", Maps())
    follower.round()
    assert ("site_map", item.pk) in follower.waiting
    assert Receipt.objects.filter(item_id=item.pk).exists()


def test_while_nothing_can_be_written_the_notes_stay(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.published()

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "put", full)
        with pytest.raises(CannotWrite):
            follower.round()
    assert PendingChange.objects.filter(item_id=item.pk).exists()
    follower.round()
    assert has(follower.folder, addresses.item(item))


def test_a_wish_to_look_at_everything_is_left_to_the_building(office: Office, follower: Follower) -> None:
    note_everything()
    assert follower.round() == 0
    notes = everything_noted()
    assert len(notes) == 1
    forget(notes)
    assert not PendingChange.objects.exists()


def test_what_cannot_say_which_pages_changed_has_all_built_and_keeps_nothing_else(
    office: Office, follower: Follower, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.published("新的公告")

    def unknown(changes: Any) -> Any:
        raise KeyError("no such field")

    with monkeypatch.context() as patched:
        patched.setattr(papers, "stale", unknown)
        assert follower.round() >= 1
    assert "新的公告" in (follower.folder.public / "index.html").read_text()
    assert not PendingChange.objects.exclude(item_id=None).exists()
    assert not Receipt.objects.filter(item_id=item.pk).exists(), "its page is not there"
    assert len(everything_noted()) == 1
    build(follower.folder, 1)
    assert has(follower.folder, addresses.item(item))
    assert Receipt.objects.filter(item_id=item.pk).exists()


class Rounds(threading.Event):
    """Asks to stop after two of them, and waits for nothing; nobody builds everything beside them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.waited: list[float] = []
        monkeypatch.setattr(copying.Building, "look_after", lambda own: None)
        monkeypatch.setattr("django.db.close_old_connections", lambda: None)  # the test's own is old at once

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        if len(self.waited) == 2:
            self.set()
        return True


def test_the_process_goes_on_after_a_fault_of_the_program(
    office: Office, follower: Follower, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, faults = Follower.round, iter((ValueError("template"),))

    def faulty(own: Follower) -> int:
        for fault in faults:
            raise fault
        return whole(own)

    build(follower.folder, 1)
    item = office.published()
    monkeypatch.setattr(Follower, "round", faulty)
    rounds = Rounds(monkeypatch)
    copying._follow(follower.folder, rounds)
    assert rounds.waited == [copying._TROUBLE_PAUSE, 0.0]
    assert has(follower.folder, addresses.item(item))


def test_where_nothing_was_built_yet_all_is_left_to_the_building(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.published()
    copying._follow(follower.folder, Rounds(monkeypatch))
    notes = everything_noted()
    assert list(PendingChange.objects.values_list("pk", flat=True)) == notes and len(notes) == 1
    assert follower.folder.is_empty and follower.needs_building()
    build(follower.folder, 1)
    forget(notes)
    assert has(follower.folder, addresses.item(item))
    # From then on, each change by itself.
    second = office.published("第二条")
    copying._follow(follower.folder, Rounds(monkeypatch))
    assert not PendingChange.objects.exists()
    assert has(follower.folder, addresses.item(second))


def test_a_building_that_came_to_no_end_is_said_until_one_does(
    office: Office, follower: Follower, settings: Any
) -> None:
    settings.PORTAL = follower.folder.root
    whole = copying.Building(follower)
    whole.process = subprocess.Popen([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])
    whole.process.wait()
    whole.look_after()
    assert whole.process is None and whole.not_before > 0
    said = "静态副本没有整个做成：建立副本的进程意外结束（-9）。"
    assert copy_health.complaint(timezone.now())[0].startswith(said)
    build(follower.folder, 1)
    assert copy_health.complaint(timezone.now())[0] == ""


def test_many_changes_cost_no_more_questions_than_few(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How many keys are written under one hold depends on how long the last ones took.
    monkeypatch.setattr(holding, "_portions", dict.fromkeys(("items", "home", "files"), holding.MOST))
    monkeypatch.setattr(holding, "next_portion", lambda keys, seconds: holding.MOST)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            follower.round()
        return len(asked)

    office.published("一")
    few = questions()
    for number in range(4):
        office.published(f"第{number}条")
    assert questions() <= few + 4


def test_when_everything_is_to_be_built(follower: Follower, settings: Any, clock: Any) -> None:
    folder = follower.folder
    assert follower.needs_building()

    def built() -> None:
        from gongkai.acts.days import today

        status.write(folder, fingerprint=status.fingerprint(), day=today().isoformat(), boot=status.boot())

    built()
    assert not follower.needs_building()
    settings.WAGTAILADMIN_BASE_URL = "https://another.example.gov.cn"
    assert follower.needs_building()
    built()
    clock.shift(24 * 3600)
    assert follower.needs_building()
    built()
    status.write(folder, boot="another run of this machine")
    assert follower.needs_building()
    status.write(folder, boot=status.FORCED)
    assert not follower.needs_building()


def test_what_a_backup_does_not_have_leaves_the_copy_when_it_is_put_back(
    office: Office, follower: Follower
) -> None:
    before, withdrawn = office.published("备份以前"), office.published("备份以后撤回")
    build(follower.folder, 1)
    PendingChange.objects.all().delete()
    assert not follower.needs_building()
    backup = transaction.savepoint()
    after = office.published("备份以后")
    Withdraw(withdrawn, office.chief, "内容有误").perform()
    follower.round()
    page = addresses.of_item(after)[0]
    assert has(follower.folder, page) and not follower.needs_building()
    transaction.savepoint_rollback(backup)
    assert follower.needs_building()
    with capture_logs() as logs:
        assert copying._said(follower.folder)
    assert [(line["event"], line["public_again"]) for line in logs] == [
        ("database_put_back", [addresses.item(withdrawn)])
    ]
    office.reviewed(office.revised(office.again(before), title="备份以前的，改了"))
    follower.round()
    assert follower.needs_building()  # also where the building that this asks for is ended before its time
    build(follower.folder, 1)
    assert not has(follower.folder, page)
    assert has(follower.folder, addresses.of_item(before)[0])
    assert not follower.needs_building()
    with capture_logs() as logs:
        assert copying._said(follower.folder)
    assert logs == []


@pytest.mark.postgresql_only
@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_note_that_is_committed_out_of_order_is_not_lost(
    transactional_db: None, folder: Folder, papers: Papers
) -> None:
    """Two acts at once: the one that began first, with the lower number, commits last."""
    began, go_on = threading.Event(), threading.Event()

    def slow_act() -> None:
        with transaction.atomic():
            PendingChange.objects.create(item_id=1)
            began.set()
            go_on.wait(10)
        connection.close()

    act = threading.Thread(target=slow_act)
    act.start()
    began.wait(10)
    quick = PendingChange.objects.create(item_id=2)
    follower = Follower(folder)
    assert follower.round() == 1
    assert not PendingChange.objects.filter(pk=quick.pk).exists()
    go_on.set()
    act.join()
    (late,) = PendingChange.objects.all()
    assert late.pk < quick.pk
    assert follower.round() == 1
    assert not PendingChange.objects.exists()


def test_the_manifest_hears_of_what_changed_while_another_wrote_it(
    office: Office, follower: Follower
) -> None:
    build(follower.folder, 1)
    office.published("新的公告")
    with follower.folder.only_one("manifest"):
        assert follower.round() >= 1
    assert follower.folder.journal.exists()
    with follower.folder.only_one("build"):  # who builds writes it in the end
        assert follower.round() == 0 and follower.folder.journal.exists()
    assert follower.round() == 0 and not follower.folder.journal.exists()
    assert run(["portal", "verify", str(follower.folder.public)]) == 0
