"""Where something was withdrawn: 410, the reason and the day, the title unless that itself must go."""

from __future__ import annotations

import datetime

import pytest
from tests.disclosure.conftest import Office
from tests.portal.items.conftest import Pages, again_published, text

from gongkai.acts.action import Refused
from gongkai.channels import addresses
from gongkai.channels.pages import File
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Concealed
from gongkai.disclosure.tombstones import HIDDEN_TITLE, tombstone_of
from gongkai.portal.sources.items import ItemPages

pytestmark = pytest.mark.any_database
TITLE = "关于王五低保待遇的公示"


def test_a_tombstone_stands_at_the_same_address(office: Office, pages: Pages) -> None:
    item = office.published(TITLE)
    Withdraw(item, office.chief, "公示期已满").perform()
    found = pages(item)
    stone = found[addresses.item(item)]
    assert isinstance(stone, File) and stone.status == 410
    page = text(stone)
    for words in (TITLE, item.index_number.number, "公示期已满", "2024年6月3日", "测试县惠民镇人民政府"):
        assert words in page
    assert "镇人民政府定于本周" not in page
    # Who kept one of these is told the same.
    for beside in (found[addresses.print_view(item)], found[addresses.history(item)]):
        assert isinstance(beside, File) and (beside.status, text(beside)) == (410, page)
    elder = found[f"/zzb{addresses.item(item)}"]
    assert isinstance(elder, File) and elder.status == 410
    assert list(ItemPages().keys()) == [item.pk]


def test_the_title_goes_too_when_it_is_the_harm(office: Office, pages: Pages) -> None:
    item = office.published(TITLE)
    Withdraw(item, office.chief, "标题含个人信息", hide_title=True).perform()
    for found in pages(item).values():
        if isinstance(found, File):
            assert "王五" not in text(found) and HIDDEN_TITLE in text(found)
    item = again_published(office, item, title="关于低保待遇的公示")
    Withdraw(item, office.chief, "公示期已满").perform()
    stone = tombstone_of(office.again(item))
    assert stone is not None and stone.title == "关于低保待遇的公示"


def test_the_title_is_hidden_afterwards(office: Office, pages: Pages) -> None:
    item = office.published(TITLE)
    with pytest.raises(Refused, match="现在公开着"):
        Conceal(item, office.chief, Concealed.TITLE, "标题含个人信息").perform()
    Withdraw(item, office.chief, "公示期已满").perform()
    Conceal(office.again(item), office.chief, Concealed.TITLE, "标题含个人信息").perform()
    page = text(pages(item)[addresses.item(item)])
    assert "王五" not in page and "公示期已满" in page
    with pytest.raises(Refused, match="不用再办"):
        Conceal(office.again(item), office.chief, Concealed.TITLE, "标题含个人信息").perform()


def test_it_stands_until_the_item_is_public_again(office: Office, pages: Pages) -> None:
    item = office.published(TITLE)
    Withdraw(item, office.chief, "公示期已满").perform()
    office.revised(item, title="草稿的新标题")
    assert "草稿的新标题" not in text(pages(item)[addresses.item(item)])
    item = office.reviewed(office.again(item))
    shown = pages(item)[addresses.item(item)]
    assert isinstance(shown, File) and shown.status == 200
    assert tombstone_of(item) is None
    assert item.first_published_at.date() == datetime.date(2024, 6, 3)
