"""What is not to be shown any more is out of the copy when the act has returned."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from tests.disclosure.conftest import Office, body

from gongkai.channels import addresses, pages
from gongkai.channels.copying import placing
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Concealed
from gongkai.front.layout import path_of
from gongkai.portal.editions import InBothEditions
from gongkai.portal.sources.items import ItemPages

from .test_taking_down import everything, office

__all__ = ["office"]
# The acts commit here: that is when the copy hears of them.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.fixture
def real_pages(follower: Follower, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's own pages of items in the copy."""
    monkeypatch.setattr(pages, "_sources", {"items": InBothEditions(ItemPages())})


def test_earlier_versions_leave_the_copy_with_the_act(
    office: Office, follower: Follower, folder: Folder, real_pages: None
) -> None:
    item = office.published("第一条公告", body=body("王五患病。"))
    item = office.reviewed(office.revised(item, body=body("已经删去。")))
    follower.round()
    history = folder.public / path_of(addresses.history(item))
    assert "王五".encode() in everything(folder) and history.is_file()
    Conceal(item, office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    assert "王五".encode() not in everything(folder) and "不再显示".encode() in history.read_bytes()
    assert "已经删去".encode() in everything(folder)


def test_a_title_leaves_the_copy_with_the_act(
    office: Office, follower: Follower, folder: Folder, real_pages: None
) -> None:
    item = office.published("关于王五低保待遇的公示")
    follower.round()
    Withdraw(item, office.chief, "公示期已满").perform()
    assert "王五".encode() in everything(folder)
    Conceal(office.again(item), office.chief, Concealed.TITLE, "标题含个人信息").perform()
    assert "王五".encode() not in everything(folder)
    assert "公示期已满".encode() in everything(folder)


@pytest.mark.parametrize("full", [True, False])
def test_a_page_that_cannot_be_written_without_it_goes_for_now(
    office: Office,
    folder: Folder,
    follower: Follower,
    real_pages: None,
    monkeypatch: pytest.MonkeyPatch,
    full: bool,
) -> None:
    """The history of what is public, the tombstone of what is not: a full disk takes neither, or the page fails."""
    item = office.published("第一条公告", body=body("王五患病。"))
    item = office.reviewed(office.revised(item, body=body("已经删去。")))
    gone = office.published("关于王五低保待遇的公示")
    follower.round()
    Withdraw(gone, office.chief, "公示期已满").perform()
    with monkeypatch.context() as patched:
        if full:
            patched.setattr(placing, "put_bytes", broken)
        else:
            patched.setattr(ItemPages, "render", broken)
        Conceal(item, office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
        Conceal(office.again(gone), office.chief, Concealed.TITLE, "标题含个人信息").perform()
    assert "王五".encode() not in everything(folder)
    follower.round()
    assert "已经删去".encode() in everything(folder) and "公示期已满".encode() in everything(folder)
    assert "王五".encode() not in everything(folder)


def broken(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")
