"""With the sources that are really there: what is withdrawn is in no page of its own, file, report or API answer."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from tests.disclosure.conftest import Office, body
from tests.reports.conftest import Reporting, town_report
from tests.world import build_world

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency, PostRole
from gongkai.channels import addresses, changes
from gongkai.channels.copying import placing
from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.channels.copying.journal import Journal
from gongkai.channels.copying.writing import CannotWrite
from gongkai.channels.feeds.source import FeedSource
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, ColumnKind, Concealed
from gongkai.front.layout import META, path_of, read_meta

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


def shown(folder: Folder, address: str) -> int:
    """The status with which the copy shows the address; 404 where it has nothing."""
    path = path_of(address)
    place = folder.public / path
    if not place.is_file():
        return 404
    meta = place.with_name(place.name + META)
    return read_meta(path, meta.read_bytes() if meta.exists() else b"")[0]


def having(folder: Folder, words: str) -> list[Path]:
    """The files that have these words."""
    files = (each for each in folder.public.rglob("*") if each.is_file() and each.suffix != ".gz")
    return [each for each in files if words in each.read_text("utf-8", "replace")]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Folder:
    settings.PORTAL = tmp_path / "portal"
    made = Folder(settings.PORTAL)
    made.prepare()
    return made


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office(build_world())


def test_an_annual_report_that_is_withdrawn_is_gone_with_its_files(office: Office, folder: Folder) -> None:
    item = Reporting(office).published(town_report())
    Follower(folder).round()
    own = (*addresses.of_item(item), *addresses.of_report(item.agency, 2023))
    assert {shown(folder, address) for address in own} == {200}
    (stored,) = item.stored_files.all()
    assert shown(folder, addresses.file(stored)) == 200

    Withdraw(item, office.chief, "数字有误").perform()
    assert {shown(folder, address) for address in own} <= {404, 410}
    assert shown(folder, addresses.item(item)) == 410
    assert shown(folder, addresses.annual_report(item.agency, 2023)) == 410
    assert shown(folder, addresses.annual_report(item.agency, 2023, "docx")) == 404
    assert shown(folder, addresses.file(stored)) == 404

    Follower(folder).round()
    tombstones = tuple(str(folder.public / path_of(address)).removesuffix("index.html") for address in own)
    left = [each for each in having(folder, item.title) if not str(each).startswith(tombstones)]
    assert left == []


def test_its_text_is_in_no_file_any_more_when_the_act_has_returned(office: Office, folder: Folder) -> None:
    """Not in the feeds either, nor in a body's guide, nor in the index that answers without the office."""
    stays = office.published("留着的公告", body=body("不相干的内容。"))
    item = office.published("关于春耕的公告", summary="概述里的秘密。", body=body("正文里的秘密。"))
    guide = office.published(
        "公开指南", ColumnKind.GUIDE, summary="概述里的秘密。", body=body("正文里的秘密。")
    )
    type(guide.column).objects.filter(pk=guide.column_id).update(slug=addresses.GUIDE)
    Follower(folder).round()
    assert len(having(folder, "正文里的秘密")) > 8 and len(having(folder, "概述里的秘密")) > 8
    for each in (item, guide):
        Withdraw(each, office.chief, "内容有误").perform()
    assert (having(folder, "正文里的秘密"), having(folder, "概述里的秘密")) == ([], [])
    assert shown(folder, addresses.feed("atom.xml")) == 200
    assert "不相干的内容" in (folder.public / "feeds/atom.xml").read_text()
    assert shown(folder, addresses.item(stays)) == 200


def test_a_feed_that_cannot_be_written_without_it_goes_for_now(
    office: Office, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.published(body=body("正文里的秘密。"))
    Follower(folder).round()

    def broken(self: FeedSource, keys: Any) -> Any:
        raise ValueError("feed")

    with monkeypatch.context() as patched:
        patched.setattr(FeedSource, "render", broken)
        Withdraw(item, office.chief, "内容有误").perform()
    assert having(folder, "正文里的秘密") == []
    assert shown(folder, addresses.feed("atom.xml", item.agency)) == 404
    Follower(folder).round()
    assert shown(folder, addresses.feed("atom.xml", item.agency)) == 200


def renamed(office: Office, short_name: str) -> None:
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    ChangeAgency(Agency.objects.get(pk=office.agency.pk), keeper, short_name=short_name).perform()


@pytest.mark.parametrize("heard", [True, False])
def test_it_is_gone_also_from_where_it_stood_before_its_body_was_called_otherwise(
    office: Office, folder: Folder, settings: Any, heard: bool
) -> None:
    """By the act, or by who follows where the acting machine has no copy."""
    item = office.published("含个人信息的公告")
    follower = Follower(folder)
    follower.round()
    former = [*addresses.of_item(item)[:2], addresses.print_view(item)]
    renamed(office, "惠民新镇")
    follower.round()
    item = office.again(item)
    assert shown(folder, addresses.item(item)) == 200
    assert shown(folder, former[0]) == 200  # until the building that the new name asked for
    settings.PORTAL = folder.root if heard else None
    Withdraw(item, office.chief, "泄露个人信息").perform()
    if not heard:
        assert shown(folder, former[0]) == 200
        follower.round()
    assert {shown(folder, address) for address in former} == {404}
    assert shown(folder, addresses.item(item)) == 410


@pytest.mark.parametrize("heard", [True, False])
def test_nor_is_a_version_that_was_corrected_where_it_stood_before(
    office: Office, folder: Folder, settings: Any, heard: bool
) -> None:
    item = office.published("第一条公告", body=body("王五患病。"))
    follower = Follower(folder)
    follower.round()
    renamed(office, "惠民新镇")
    follower.round()
    settings.PORTAL = folder.root if heard else None
    item = office.reviewed(office.revised(office.again(item), body=body("已经删去。")))
    Conceal(item, office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    assert (having(folder, "王五") == []) is heard
    follower.round()
    assert having(folder, "王五") == []
    assert shown(folder, addresses.item(office.again(item))) == 200


def test_a_new_name_has_everything_looked_at_so_that_nothing_stays_at_the_old_one(
    office: Office, folder: Folder
) -> None:
    item = office.published()
    follower = Follower(folder)
    follower.round()
    assert changes.everything_noted() == []
    renamed(office, "惠民新镇")
    follower.round()
    assert changes.everything_noted() != []
    assert (folder.public / "feeds/惠民镇/atom.xml").exists()
    build(folder, 1)
    assert list(folder.public.rglob("惠民镇*")) == []
    assert shown(folder, addresses.item(office.again(item))) == 200


def moved(office: Office, column: Column, slug: str) -> None:
    present = Column.objects.get(pk=column.pk)
    present.slug = slug
    ChangeColumn(present, office.chief).perform()


def test_a_new_address_of_a_column_has_everything_looked_at_too(office: Office, folder: Folder) -> None:
    item = office.published()
    follower = Follower(folder)
    follower.round()
    moved(office, item.column, "elsewhere")
    follower.round()
    assert changes.everything_noted() != []
    build(folder, 1)
    assert (folder.public / "feeds/惠民镇/elsewhere/atom.xml").exists()
    assert list(folder.public.rglob("notice")) == []


@pytest.mark.parametrize("heard", [True, False])
def test_nothing_of_it_is_left_in_feeds_and_reports_of_a_former_name(
    office: Office, folder: Folder, settings: Any, heard: bool
) -> None:
    """Until the building that a new name asks for has ended, what stands at the former ones is old."""
    items = [
        office.published("关于春耕的公告", summary="概述里的秘密。", body=body("正文里的秘密。")),
        office.published("公开指南", ColumnKind.GUIDE, body=body("正文里的秘密。")),
    ]
    report = Reporting(office).published(town_report())
    follower = Follower(folder)
    follower.round()
    former = addresses.of_report(report.agency, 2023)
    moved(office, items[0].column, "elsewhere")
    follower.round()
    renamed(office, "惠民新镇")
    follower.round()
    moved(office, items[0].column, "yet-elsewhere")
    assert (folder.public / "feeds/惠民镇/notice/atom.xml").exists()
    settings.PORTAL = folder.root if heard else None
    for item in (*items, report):
        Withdraw(office.again(item), office.chief, "泄露个人信息").perform()
    if not heard:
        follower.round()
    assert (having(folder, "正文里的秘密"), having(folder, "概述里的秘密")) == ([], [])
    assert {shown(folder, address) for address in former} == {404}


def full(*args: Any, **kwargs: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("notes", [True, False])
def test_a_full_disk_keeps_nothing_of_it(
    office: Office, folder: Folder, monkeypatch: pytest.MonkeyPatch, notes: bool
) -> None:
    """It takes no tombstone, perhaps not even a line for the manifest; but it lets go of what stands there."""
    item = office.published(summary="概述里的秘密。", body=body("正文里的秘密。"))
    report = Reporting(office).published(town_report())
    follower = Follower(folder)
    follower.round()
    with monkeypatch.context() as patched:
        patched.setattr(placing, "put_bytes", full)
        if not notes:
            patched.setattr(Journal, "note", full)
        for each in (item, report):
            Withdraw(each, office.chief, "泄露个人信息").perform()
        assert (having(folder, "正文里的秘密"), having(folder, "概述里的秘密")) == ([], [])
        assert {shown(folder, address) for address in addresses.of_report(report.agency, 2023)} == {404}
        with pytest.raises(CannotWrite):
            follower.round()
    follower.round()
    assert shown(folder, addresses.item(item)) == shown(folder, addresses.item(report)) == 410
    assert shown(folder, addresses.feed("atom.xml", item.agency)) == 200


def test_who_follows_takes_everything_away_before_the_first_tombstone(
    office: Office, folder: Folder, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [office.published(f"第{number}条", body=body("正文里的秘密。")) for number in range(2)]
    follower = Follower(folder)
    follower.round()
    settings.PORTAL = None
    for item in items:
        Withdraw(item, office.chief, "泄露个人信息").perform()
    with monkeypatch.context() as patched:
        patched.setattr(placing, "put_bytes", full)
        with pytest.raises(CannotWrite):
            follower.round()
    assert {shown(folder, addresses.item(item)) for item in items} == {404}
