"""The public history: what was published, what changed; and what was taken back never comes back by it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.disclosure.conftest import Office, body
from tests.disclosure.test_files import address, attach
from tests.portal.items.conftest import Pages, again_published, text

from gongkai.acts.action import Refused
from gongkai.channels import addresses
from gongkai.channels.pages import Absent, File
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Concealed
from gongkai.disclosure.versions import shown_entries
from gongkai.portal.items.past import events_of
from gongkai.portal.items.version_texts import names_in

pytestmark = pytest.mark.any_database


def test_one_version_has_no_history(office: Office, pages: Pages) -> None:
    item = office.published()
    assert isinstance(pages(item)[addresses.history(item)], Absent)
    assert "历史版本" not in text(pages(item)[addresses.item(item)])


def test_a_correction_shows_what_was_corrected(office: Office, pages: Pages) -> None:
    item = office.published(body=body("本镇定于6月8日植树，请各村准备。"))
    item = again_published(office, item, body=body("本镇定于6月9日植树，请各村准备。"))
    found = pages(item)
    page = text(found[addresses.item(item)])
    assert "更正1次" in page and "更正（正文）" in page
    history = text(found[addresses.history(item)])
    assert "删去：</span>8</del>" in history and "新增：</span>9</ins>" in history


def test_a_draft_between_two_versions_is_not_in_it(office: Office, pages: Pages) -> None:
    item = office.published(body=body("甲"))
    office.revised(item, body=body("没有送审的乙"), title="没有送审的标题")
    item = again_published(office, item, body=body("丙"), title="关于开展春季植树活动的公告")
    history = text(pages(item)[addresses.history(item)])
    assert "没有送审" not in history


def test_nothing_from_before_a_withdrawal_is_shown(office: Office, pages: Pages, client: Any) -> None:
    item = office.draft(body=body("张三的住址"))
    stored = attach(office, item)
    item = again_published(office, office.reviewed(item), body=body("李四的住址"))
    Withdraw(item, office.chief, "内容有误").perform()
    gone = pages(item)[addresses.history(item)]
    assert isinstance(gone, File) and gone.status == 410 and "张三" not in text(gone)
    item = again_published(office, item, body=body("第一次改好的正文在这里。"), attachments=[])
    assert isinstance(pages(item)[addresses.history(item)], Absent)
    item = again_published(office, item, body=body("第二次改好的正文在这里。"))
    history = text(pages(item)[addresses.history(item)])
    assert "次改好的正文在这里" in history and "张三" not in history and "李四" not in history
    assert stored.name not in history
    assert client.get(address(stored)).status_code == 410


def test_personal_data_that_a_correction_took_away_is_not_shown_again(office: Office, pages: Pages) -> None:
    telephone, masked = "13812345678", "138****5678"
    item = again_published(office, office.published(), body=body("改了。"))
    # As if it had gone through the reviews: what matters is what the history makes of it.
    texts = {"title": "甲", "body": [{"type": "text", "value": f"<p>张某手机{telephone}。</p>"}]}
    cleaned = {"title": "甲", "body": [{"type": "text", "value": f"<p>张某手机{masked}。</p>"}]}
    shown = shown_entries([item])[item.pk]
    contents = {shown[0].entry.revision_id: texts, shown[1].entry.revision_id: cleaned}
    newest = events_of(shown, contents, names_in(contents.values()))[0]
    assert [(field.label, field.pieces) for field in newest.fields] == [("正文", ())]


def test_earlier_versions_are_hidden_by_a_decision(office: Office, pages: Pages) -> None:
    item = office.published(body=body("王五的病情。"))
    item = again_published(office, item, body=body("已经删去。"))
    with pytest.raises(Refused, match="分管领导或者主要领导"):
        Conceal(item, office.drafter, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    Conceal(item, office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    # What it said is gone; that it was corrected, and when, is still said.
    history = text(pages(item)[addresses.history(item)])
    assert "王五" not in history and "已经删去" not in history
    assert history.count("的内容不再显示") == 2 and "更正" in history
    page = text(pages(item)[addresses.item(item)])
    assert "已于2024年6月3日更正，" in page and "更正的记录" in page and "对照" not in page
    with pytest.raises(Refused, match="不用再办"):
        Conceal(item, office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    item = again_published(office, item, body=body("第三版。"))
    history = text(pages(item)[addresses.history(item)])
    assert "王五" not in history and "第三版" in history and "已经删去" in history


def test_other_items_that_are_no_longer_public_are_not_named(office: Office, pages: Pages) -> None:
    document = office.published("不再公开的办法", ColumnKind.DOCUMENT)
    about = office.draft("解读", ColumnKind.INTERPRETATION)
    about = office.reviewed(office.revised(about, interprets=[document]))
    about = again_published(office, about, interprets=[])
    assert "不再公开的办法" in text(pages(about)[addresses.history(about)])
    Withdraw(document, office.chief, "内容有误").perform()
    assert "不再公开的办法" not in text(pages(about)[addresses.history(about)])
