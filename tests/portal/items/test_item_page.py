"""The item's page: what it says of the item, and what it never says."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from tests.disclosure.conftest import Office, body
from tests.disclosure.test_files import attach
from tests.portal.items.conftest import MOST_QUERIES, Pages, again_published, text

from gongkai.channels import addresses
from gongkai.channels import pages as public_side
from gongkai.channels.pages import Absent, Changes, File
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind
from gongkai.portal.sources.items import ItemPages
from gongkai.statute.metadata import Validity

pytestmark = pytest.mark.any_database
DAY = datetime.date(2024, 6, 3)


def test_an_item_and_its_list_have_the_same_tags_of_the_column(office: Office, pages: Pages) -> None:
    column = office.column(ColumnKind.NOTICE)
    column.keywords = "通知 公告；公示、启事"
    column.save()
    item = office.published()
    column_tags = re.compile(r'<meta name="(Column\w+)" content="([^"]*)"')
    tags = column_tags.findall(text(pages(item)[addresses.item(item)]))
    assert tags == column_tags.findall(text(public_side.at(addresses.column(column))))
    assert dict(tags)["ColumnKeywords"] == "通知;公告;公示;启事"


def test_it_has_the_official_particulars(office: Office, pages: Pages) -> None:
    item = office.published(
        kind=ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕3号", genre="公告", keywords="植树"
    )
    page = text(pages(item)[addresses.item(item)])
    pairs = dict(re.findall(r"<dt>(.*?)</dt><dd>(?:<span[^>]*>)?(.*?)(?:</span>)?</dd>", page))
    assert pairs == {
        "索引号": item.index_number.number,
        "信息名称": item.title,
        "发布机构": "测试县惠民镇人民政府",
        "成文日期": "2024年6月3日",
        "发布日期": "2024年6月3日",
        "文号": "测惠府发〔2024〕3号",
        "有效性": "有效",
        "主题分类": "综合政务/政务公开",
        "体裁分类": "公告",
        "公开方式": "主动公开",
        "内容概述": "镇人民政府组织春季植树。",
        "关键词": "植树",
        "组配分类": "政府文件",
    }
    for tag in (
        "SiteName",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
    ):
        assert f'<meta name="{tag}"' in page
    assert "台账第1条" in page
    assert page.count("<h1") == 1


def test_the_drafter_is_not_named(office: Office, pages: Pages) -> None:
    item = office.published()
    assert office.drafter.name not in "".join(
        text(page) for page in pages(item).values() if isinstance(page, File)
    )


def test_a_draft_of_something_public_does_not_show(office: Office, pages: Pages) -> None:
    item = office.published()
    before = pages(item)
    office.revised(item, title="还没有审的标题", body=body("还没有审的正文。"))
    assert pages(item) == before


def test_what_never_was_public_has_no_page(office: Office, pages: Pages) -> None:
    item = office.draft()
    assert all(isinstance(page, Absent) for page in pages(item).values())
    assert list(ItemPages().keys()) == []
    assert public_side.at(addresses.item(item)) is None


def test_attachments_have_kind_size_and_address(office: Office, pages: Pages, client: Any) -> None:
    item = office.draft()
    stored = attach(office, item, "安排 #1.txt")
    item = office.reviewed(item)
    page = text(pages(item)[addresses.item(item)])
    href = re.search(r'<a href="(/files/[^"]*)"', page)
    assert href is not None
    assert client.get(href[1]).status_code == 200
    assert stored.name in page and "文本文件，1 KB" in page


def test_document_and_interpretation_lead_to_each_other(office: Office, pages: Pages) -> None:
    document = office.published("关于印发植树办法的通知", ColumnKind.DOCUMENT)
    about = office.draft("《植树办法》解读", ColumnKind.INTERPRETATION)
    office.revised(about, interprets=[document])
    assert "《植树办法》解读" not in text(pages(document)[addresses.item(document)])
    about = office.reviewed(about)
    found = pages(document, about)
    assert addresses.link(addresses.item(about)) in text(found[addresses.item(document)])
    assert addresses.link(addresses.item(document)) in text(found[addresses.item(about)])
    Withdraw(document, office.chief, "内容有误").perform()
    assert document.title not in text(pages(about)[addresses.item(about)])


def test_what_a_change_touches(office: Office) -> None:
    document = office.published("关于印发植树办法的通知", ColumnKind.DOCUMENT)
    about = office.draft("《植树办法》解读", ColumnKind.INTERPRETATION)
    about = office.reviewed(office.revised(about, interprets=[document]))
    other = office.published("另一条公告")
    source = ItemPages()
    of = lambda *items: Changes(items=frozenset(item.pk for item in items))  # noqa: E731
    assert set(source.stale(of(document))) == {document.pk, about.pk}
    assert set(source.stale(of(other))) == {other.pk}
    # The link goes with the next version: the document's page loses it too.
    again_published(office, about, interprets=[])
    assert set(source.stale(of(about))) == {document.pk, about.pk}
    ended = ChangeValidity(
        office.again(document),
        office.chief,
        validity=Validity.REPEALED,
        on=DAY,
        basis="新办法",
        basis_item=other,
    )
    ended.perform()
    assert document.pk in set(source.stale(of(other)))
    assert set(source.stale(Changes(agencies=frozenset({office.agency.pk})))) == {
        document.pk,
        about.pk,
        other.pk,
    }


def test_a_repealed_document_says_so_from_its_day_on(office: Office, pages: Pages, clock: Any) -> None:
    old = office.published("旧办法", ColumnKind.DOCUMENT)
    new = office.published("新办法", ColumnKind.DOCUMENT)
    on = datetime.date(2024, 7, 1)
    ChangeValidity(
        old, office.chief, validity=Validity.REPEALED, on=on, basis="测惠府发〔2024〕5号", basis_item=new
    ).perform()
    before = text(pages(old)[addresses.item(old)])
    assert "本文件将自2024年7月1日起废止" in before
    assert ">有效</span>" in before
    clock.move_to(datetime.datetime(2024, 7, 1, 1, 0, tzinfo=datetime.UTC))
    after = text(pages(old)[addresses.item(old)])
    assert "本文件已废止" in after and ">废止</span>" in after
    assert addresses.link(addresses.item(new)) in after
    Withdraw(new, office.chief, "内容有误").perform()
    without = text(pages(old)[addresses.item(old)])
    assert "《新办法》" not in without and "测惠府发〔2024〕5号" in without


def test_the_print_view_is_a_document_without_a_menu(office: Office, pages: Pages) -> None:
    item = office.published(document_number="测惠府发〔2024〕3号")
    page = text(pages(item)[addresses.print_view(item)])
    assert "<nav" not in page and 'name="robots" content="noindex"' in page
    assert f"/zfxxgk/惠民镇/xx/{item.pk}/</td>" in page
    assert "镇人民政府定于本周组织植树" in page


def test_only_official_documents_are_printed_under_a_red_head(office: Office, pages: Pages) -> None:
    document = office.published("办法", ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕3号")
    news = office.published("镇里植树", ColumnKind.NEWS)
    assert "red-head" in text(pages(document)[addresses.print_view(document)])
    page = text(pages(news)[addresses.print_view(news)])
    assert "red-head" not in page and 'class="issuer">' in page


def test_many_items_cost_as_many_queries_as_one(
    office: Office, pages: Pages, django_assert_max_num_queries: Any
) -> None:
    document = office.published("办法", ColumnKind.DOCUMENT)
    items = [document]
    for number in range(4):
        about = office.draft(f"解读{number}", ColumnKind.INTERPRETATION)
        attach(office, about)
        about = office.reviewed(office.revised(about, interprets=[document]))
        items.append(again_published(office, about, summary=f"改过的概述{number}。"))
    gone = office.published("撤回的公告")
    Withdraw(gone, office.chief, "内容有误").perform()
    with django_assert_max_num_queries(MOST_QUERIES):
        found = pages(*items, gone)
    assert len(found) == 6 * 6


def test_addresses_are_known_by_their_form(office: Office) -> None:
    item = office.published()
    for address in (addresses.item(item), addresses.print_view(item), addresses.history(item)):
        assert ItemPages().at(address) == item.pk
    for address in (
        "/zfxxgk/惠民镇/xx/",
        f"{addresses.item(item)}x/",
        "/zfxxgk/xx/3/",
        "/zfxxgk/惠民镇/xx/" + "9" * 30 + "/",
    ):
        assert ItemPages().at(address) is None
    assert public_side.at(f"/zfxxgk/永兴镇/xx/{item.pk}/") is None
