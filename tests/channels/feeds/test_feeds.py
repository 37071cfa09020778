"""Feeds: valid, newest first, corrected with the item, rid of it when it is withdrawn."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.channels.feeds.atom_schema import ATOM, read, titles
from tests.disclosure.conftest import MORNING

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import PostRole
from gongkai.channels import pages
from gongkai.channels.feeds import reading
from gongkai.channels.feeds.source import FeedSource
from gongkai.channels.pages import Absent, Changes, File
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, ColumnKind

TOWN = "惠民镇"
PORTAL, BODY, COLUMN = "/feeds/", f"/feeds/{TOWN}/", f"/feeds/{TOWN}/notice/"


def at(address: str) -> bytes:
    found = pages.at(address)
    assert found is not None and found.status == 200 and isinstance(found.body, bytes)
    return found.body


def seen(address: str) -> list[str | None]:
    """The titles, the same in both forms."""
    shown = titles(read(at(f"{address}atom.xml")))
    said = json.loads(at(f"{address}feed.json"))
    assert [item["title"] for item in said["items"]] == shown
    return shown


def test_portal_body_and_column_have_their_feeds_with_the_newest_first(office: Any) -> None:
    for day, (title, kind) in enumerate(
        (("甲", ColumnKind.NOTICE), ("乙", ColumnKind.NEWS), ("丙", ColumnKind.NOTICE))
    ):
        with time_machine.travel(MORNING + datetime.timedelta(days=day), tick=True):
            office.published(title, kind)
    assert seen(PORTAL) == ["丙", "乙", "甲"]
    assert seen(BODY) == ["丙", "乙", "甲"]
    assert seen(COLUMN) == ["丙", "甲"]
    assert seen("/feeds/民政局/") == []


def test_an_entry_is_whole(office: Any) -> None:
    item = office.draft("关于<植树>的公告 & 通知")
    Attach(item, office.drafter, ContentFile("第一条".encode(), name="方案 #1.txt")).perform()
    public = office.reviewed(office.again(item))
    entry = read(at(f"{PORTAL}atom.xml")).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "关于<植树>的公告 & 通知"
    assert str(entry.findtext(f"{ATOM}id")).startswith("urn:uuid:")
    assert str(entry.findtext(f"{ATOM}published")).startswith("2024-06-03T09:0")
    assert entry.findtext(f"{ATOM}content") == "<p>镇人民政府定于本周组织植树。</p>"
    (enclosure,) = entry.findall(f"{ATOM}link[@rel='enclosure']")
    assert "%20%231" in enclosure.attrib["href"]
    said = json.loads(at(f"{PORTAL}feed.json"))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    (found,) = said["items"]
    assert found["attachments"][0]["size_in_bytes"] == len("第一条".encode())
    assert found["_gongkai"]["index_number"] == str(public.index_number)
    assert found["_gongkai"]["api_url"].endswith(f"/api/v1/items/{public.pk}")


def test_what_is_corrected_keeps_its_place_and_says_so(office: Any, clock: Any) -> None:
    item = office.published("关于停水的通知")
    clock.shift(datetime.timedelta(days=1))
    office.published("后来的")
    clock.shift(datetime.timedelta(days=1))
    office.reviewed(office.revised(item, title="关于停水的通知（更正）"))
    assert seen(BODY) == ["后来的", "关于停水的通知（更正）"]
    corrected = read(at(f"{BODY}atom.xml")).findall(f"{ATOM}entry")[1]
    assert str(corrected.findtext(f"{ATOM}published")).startswith("2024-06-03")
    assert str(corrected.findtext(f"{ATOM}updated")).startswith("2024-06-05")


def test_an_entry_keeps_its_name_however_site_and_body_are_called(office: Any, settings: Any) -> None:
    item = office.published("关于停水的通知")
    other = office.published("关于停电的通知")

    def names(body: str) -> list[str]:
        entries = read(at(f"/feeds/{body}/atom.xml")).findall(f"{ATOM}entry")
        found = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
        assert [each["id"] for each in json.loads(at(f"/feeds/{body}/feed.json"))["items"]] == found
        return found

    before = names(TOWN)
    assert len(set(before)) == 2
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    ChangeAgency(office.agency, keeper, short_name="惠民新镇").perform()
    settings.WAGTAILADMIN_BASE_URL = "https://another.example.gov.cn"
    office.reviewed(office.revised(item, title="关于停水的通知（更正）"))
    Withdraw(office.again(other), office.chief, "有误").perform()
    office.reviewed(office.revised(other, title="关于停电的通知（重新公开）"))
    assert names("惠民新镇") == before


def test_what_is_withdrawn_or_a_draft_is_in_no_feed(office: Any) -> None:
    office.draft("还没有公开的事")
    item = office.published("关于停水的通知")
    Withdraw(item, office.chief, "有误").perform()
    for address in (PORTAL, BODY, COLUMN):
        for name in ("atom.xml", "feed.json"):
            body = at(address + name).decode()
            assert "停水" not in body and "还没有公开" not in body


def test_the_oldest_make_room(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "NEWEST", 2)
    for number in range(3):
        office.published(f"第{number}号")
    for address in (PORTAL, BODY, COLUMN):
        assert seen(address) == ["第2号", "第1号"]


def test_the_same_feed_has_the_same_bytes(office: Any, clock: Any) -> None:
    office.column()
    before = at(f"{COLUMN}atom.xml")
    clock.shift(datetime.timedelta(days=30))
    assert at(f"{COLUMN}atom.xml") == before


def test_signs_that_xml_cannot_have_do_not_break_the_feed(office: Any) -> None:
    office.published("关于\x0b停水\ufffe的通知")
    assert titles(read(at(f"{PORTAL}atom.xml"))) == ["关于停水的通知"]


def test_there_is_no_feed_of_what_is_not_there_or_not_in_use(office: Any) -> None:
    Column.objects.create(
        agency=office.agency, name="旧栏目", slug="old", kind=ColumnKind.NEWS, in_service=False
    )
    for address in (
        "/feeds/没有的/atom.xml",
        f"/feeds/{TOWN}/nichts/atom.xml",
        f"/feeds/{TOWN}/old/atom.xml",
    ):
        assert pages.at(address) is None
    source = FeedSource()
    assert source.at("/feeds/") is None
    assert source.at("/feeds//atom.xml") is None
    assert source.at("/feeds/a/b/c/atom.xml") is None
    assert {type(each) for each in source.render([("没有的", "")])} == {Absent}


def everything(source: FeedSource) -> dict[str, Any]:
    return {file.address: file.body for file in source.render(list(source.keys())) if isinstance(file, File)}


@pytest.mark.any_database
def test_what_a_change_touches_is_named(office: Any) -> None:
    """A new item, a correction, a move to another column, a withdrawal: all feeds that differ are said to be stale."""
    source = FeedSource()
    office.column(ColumnKind.NEWS)
    item = office.published("甲")

    def correct() -> None:
        office.reviewed(office.revised(item, title="甲（更正）"))

    def move() -> None:
        office.reviewed(office.revised(item, column=office.column(ColumnKind.NEWS)))

    def withdraw() -> None:
        Withdraw(office.again(item), office.chief, "有误").perform()

    for act in (correct, move, withdraw):
        before = everything(source)
        act()
        after = everything(source)
        changed = {address for address in after if before.get(address) != after[address]}
        stale = list(source.stale(Changes(items=frozenset({item.pk}))))
        assert changed and changed <= {file.address for file in source.render(stale)}


@pytest.mark.any_database
def test_many_feeds_ask_as_often_as_one(office: Any) -> None:
    for number in range(3):
        office.published(f"第{number}号", ColumnKind.NOTICE if number else ColumnKind.NEWS)
    source = FeedSource()

    def asked(keys: list[Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert list(source.render(keys))
        return len(queries)

    column, body = (TOWN, "notice"), (TOWN, "")
    one = asked([column, body, ("", "")])
    assert asked([column, (TOWN, "news"), body, ("民政局", ""), ("永兴镇", ""), ("", "")]) == one
