"""The portal's pages: what stands on them, what a change touches, and how often the database is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.disclosure.conftest import MORNING, Office

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency, Post, PostRole
from gongkai.channels import pages
from gongkai.channels.changes import changes_of
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Absent, Changes, File, Source
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.coverage import coverage
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind
from gongkai.portal.sources import column_pages, columns
from gongkai.portal.sources.bodies import BodySource
from gongkai.portal.sources.columns import ColumnSource
from gongkai.portal.sources.guide import GuideSource
from gongkai.portal.sources.home import HomeSource
from gongkai.portal.sources.hub import HubSource
from gongkai.portal.sources.rules import RulesSource
from gongkai.portal.sources.standing import StandingSource
from gongkai.portal.sources.statutory import StatutorySource

pytestmark = pytest.mark.django_db
SOURCES: tuple[Source, ...] = (
    HomeSource(),
    HubSource(),
    BodySource(),
    ColumnSource(),
    StatutorySource(),
    GuideSource(),
    RulesSource(),
    StandingSource(),
)
TOWN = "惠民镇"


@pytest.fixture
def arranged(office: Office) -> Office:
    """The town with the standard columns and catalogue."""
    SetUpDisclosure(office.agency, office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)).perform()
    office.columns = {column.kind: column for column in Column.objects.order_by("-rank", "-pk")}
    return office


def text(address: str) -> str:
    found = pages.at(address)
    assert found is not None and isinstance(found.body, bytes), address
    return found.body.decode()


def everything() -> dict[str, str]:
    """All pages of the sources by address."""
    return {
        found.address: found.body.decode()
        for source in SOURCES
        for found in source.render(list(source.keys()))
        if isinstance(found, File) and isinstance(found.body, bytes)
    }


def queries(source: Source, keys: Sequence[Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(source.render(keys))
    return len(asked)


@pytest.mark.any_database
def test_a_published_item_is_found_in_three_taps(arranged: Office) -> None:
    item = arranged.published("惠民镇2024年部门预算", ColumnKind.BUDGET)
    home = text("/")
    town = re.search(r'<a href="([^"]+)">惠民镇</a>', home)
    assert town is not None
    column = re.search(r'<a href="([^"]+)">财政预算、决算</a>', Client().get(town[1]).content.decode())
    assert column is not None
    shown = Client().get(column[1]).content.decode()
    assert "惠民镇2024年部门预算" in shown
    assert f"/xx/{item.pk}/" in shown


def test_what_is_not_public_stands_nowhere(arranged: Office) -> None:
    arranged.draft("没有送审的草稿")
    arranged.submit(arranged.draft("正在审核的草稿"))
    public = arranged.published("已经公开的公告")
    arranged.revised(public, title="改了还没有送审的标题")
    withdrawn = arranged.published("后来撤回的公告")
    Withdraw(arranged.again(withdrawn), arranged.chief, "内容有误").perform()
    shown = "\n".join(everything().values())
    assert "已经公开的公告" in shown
    for hidden in ("没有送审", "正在审核", "改了还没有送审", "后来撤回"):
        assert hidden not in shown


def test_every_page_has_the_tags_of_the_guide_and_one_heading(arranged: Office) -> None:
    arranged.published("关于植树的公告")
    found = everything()
    assert len(found) > 40
    for address, page in found.items():
        assert page.count("<h1") == 1, address
        assert '<html lang="zh-CN">' in page
        assert 'name="SiteName"' in page and 'name="SiteDomain"' in page and 'name="SiteIDCode"' in page
        assert page.count('rel="canonical"') == 1
        assert " style=" not in page and "<style" not in page
    column = found[f"/zfxxgk/{TOWN}/tzgg/"]
    assert 'name="ColumnName" content="通知公告"' in column
    assert 'name="ColumnType"' in column


@pytest.mark.any_database
def test_as_many_queries_for_many_keys_as_for_one(arranged: Office) -> None:
    for kind in (ColumnKind.NOTICE, ColumnKind.DOCUMENT, ColumnKind.GUIDE, ColumnKind.LEADER):
        arranged.published(f"{kind.label}一则", kind)
    for source in SOURCES:
        keys = list(source.keys())
        list(source.render(keys))
        many = queries(source, keys)
        # Where nothing is there to be asked for, a query is left out.
        one = max(queries(source, [key]) for key in keys[:30])
        assert many <= one + 1, source.name
        assert many <= 12, source.name


def test_an_address_is_found_again(arranged: Office) -> None:
    arranged.published("关于植树的公告")
    for address, page in everything().items():
        if address in ("/404/", "/503/"):
            continue
        assert text(address) == page
        assert '<html lang="zh-CN" class="elder">' in text(f"/zzb{address}")


def test_a_publication_touches_its_column_its_body_and_the_fronts(arranged: Office) -> None:
    item = arranged.published("关于植树的公告")
    changes = Changes(items=frozenset({item.pk}))
    touched = {source.name: set(source.stale(changes)) for source in SOURCES}
    assert touched == {
        "home": {"home"},
        "hub": {"hub"},
        "bodies": {TOWN},
        "columns": {(TOWN, "tzgg", 0)},
        "statutory": {TOWN},
        "guide": {TOWN},
        "rules": set(),
        "standing": set(),
    }


def test_pages_from_the_oldest_on(arranged: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (column_pages, columns):
        monkeypatch.setattr(module, "SIZE", 2)
    items = [arranged.published(f"第{number}号公告") for number in range(1, 6)]
    front, first = text(f"/zfxxgk/{TOWN}/tzgg/"), text(f"/zfxxgk/{TOWN}/tzgg/p1/")
    assert [number for number in range(1, 6) if f"第{number}号公告" in front] == [3, 4, 5]
    assert [number for number in range(1, 6) if f"第{number}号公告" in first] == [1, 2]
    assert set(ColumnSource().keys()) >= {(TOWN, "tzgg", 0), (TOWN, "tzgg", 1)}
    assert pages.at(f"/zfxxgk/{TOWN}/tzgg/p2/") is None
    Withdraw(arranged.again(items[0]), arranged.chief, "内容有误").perform()
    Withdraw(arranged.again(items[1]), arranged.chief, "内容有误").perform()
    stale = list(ColumnSource().stale(Changes(items=frozenset({items[0].pk, items[1].pk}))))
    assert set(stale) >= {(TOWN, "tzgg", 0), (TOWN, "tzgg", 1)}
    rendered = {each.address: each for each in ColumnSource().render(stale)}
    assert isinstance(rendered[f"/zfxxgk/{TOWN}/tzgg/p1/"], Absent)


def test_an_item_that_moved_leaves_its_old_column(arranged: Office) -> None:
    item = arranged.published("放错栏目的公告")
    arranged.reviewed(arranged.revised(item, column=arranged.column(ColumnKind.NEWS)))
    stale = set(ColumnSource().stale(Changes(items=frozenset({item.pk}))))
    assert stale >= {(TOWN, "tzgg", 0), (TOWN, "zwdt", 0)}
    assert "放错栏目的公告" not in text(f"/zfxxgk/{TOWN}/tzgg/")
    assert "放错栏目的公告" in text(f"/zfxxgk/{TOWN}/zwdt/")


def test_documents_say_whether_they_are_in_force_and_the_four_of_article_12(arranged: Office) -> None:
    item = arranged.published("关于印发办法的通知", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕3号")
    shown = text(f"/zfxxgk/{TOWN}/zfwj/")
    assert '<span class="badge good">有效</span>' in shown
    for words in (str(item.index_number), "测惠府〔2024〕3号", "生成日期：2024-06-03", item.summary):
        assert words in shown


def test_leaders_of_today_are_named_without_an_item(arranged: Office) -> None:
    post = Post.objects.get(agency=arranged.agency, role=PostRole.CHIEF)
    post.listed_as_leader, post.duties = True, "主持全面工作"
    post.save()
    shown = text(f"/zfxxgk/{TOWN}/ldxx/")
    assert str(arranged.chief) in shown and "主持全面工作" in shown and post.title in shown
    assert str(arranged.deputy) not in shown


def test_the_guide_has_what_article_12_asks_for_and_what_the_body_wrote(arranged: Office) -> None:
    Agency.objects.filter(pk=arranged.agency.pk).update(address="新街1号", telephone="0812-0000016")
    before = text(f"/zfxxgk/{TOWN}/gkzn/")
    assert "新街1号" in before and "0812-0000016" in before
    assert "还没有登记：办公时间、传真号码、互联网联系方式（电子邮箱）" in before
    assert "20个工作日" in before and "7个工作日" in before
    arranged.published(
        "惠民镇政府信息公开指南",
        ColumnKind.GUIDE,
        body=[("text", "<h2>一、分类</h2><h3>编排</h3><p>本镇自己写的话</p>")],
    )
    after = text(f"/zfxxgk/{TOWN}/gkzn/")
    assert "本镇自己写的话" in after and "新街1号" in after and "指南最近更新" in after
    assert "<h3>一、分类</h3><h4>编排</h4>" in after  # below the guide's own title


@pytest.mark.any_database
def test_a_duty_has_what_the_coverage_map_counts(arranged: Office) -> None:
    """An item that is marked takes nothing from what stands in the duty's columns without a mark."""
    for year in (2021, 2022):
        arranged.published(f"惠民镇{year}年部门预算", ColumnKind.BUDGET)
    arranged.published("惠民镇2024年部门预算", ColumnKind.BUDGET, duties=["a20_07"])
    arranged.published("收支公示", ColumnKind.NEWS, duties=["a20_07"])
    notices = arranged.column(ColumnKind.NOTICE)
    for duty, column in (("a20_07", notices), ("a20_08", None)):
        CatalogueEntry.objects.create(agency=arranged.agency, duty=duty, matter="另一项", column=column)
    arranged.published("惠民镇公告", ColumnKind.NOTICE)
    shown = text(f"/zfxxgk/{TOWN}/fdzdgk/")
    for stands in coverage(arranged.agency, MORNING.date()).duties:
        section = re.search(rf'<h3 id="{stands.duty.key}">.*?</h3>', shown, re.DOTALL)
        assert section is not None
        counted = re.search(r"(\d+)条", section[0])
        assert int(counted[1] if counted else 0) == stands.count, stands.duty.label
    assert re.search(r'<h3 id="a20_07">[^\n]*5条', shown)


def test_statutory_contents_by_duty(arranged: Office) -> None:
    arranged.published("惠民镇2024年部门预算", ColumnKind.BUDGET, duties=["a20_07"])
    CatalogueEntry.objects.filter(agency=arranged.agency, duty="a20_08").update(
        exempt_reason="本镇不设收费项目。"
    )
    CatalogueEntry.objects.filter(agency=arranged.agency, duty="a20_07").update(deadline_workdays=3)
    shown = text(f"/zfxxgk/{TOWN}/fdzdgk/")
    duty = re.search(r'<h3 id="a20_07">.*?(?=<h3)', shown, re.DOTALL)
    assert duty is not None
    for words in ("财政预算、决算信息", "1条", "第二十条第（七）项", "3个工作日", "惠民镇2024年部门预算"):
        assert words in duty[0]
    assert shown.count("除另有注明外，自信息形成或者变更之日起20个工作日内公开") == 1
    assert "不适用" in shown and "本镇不设收费项目。" in shown
    for inside in ("缺", "待更新", "stale"):
        assert inside not in shown


@pytest.mark.any_database
@pytest.mark.parametrize("address", ["/apply/", f"/zfxxgk/{TOWN}/gkzn/"])
def test_who_applies_reads_the_periods_and_the_fees_of_the_law(arranged: Office, address: str) -> None:
    shown = text(address)
    for words in (
        "20个工作日",
        "按件计收：第1至10件免费，第11至30件每件100元",
        "按量计收：第1至30页免费",
        "第201页起每页40元",
    ):
        assert words in shown


@pytest.mark.any_database
def test_who_applies_today_reads_when_the_answer_is_due_and_why(arranged: Office) -> None:
    shown = text("/apply/")
    assert "以2024年6月3日收到的申请为例" in shown
    assert "应当在<strong>2024年7月2日</strong>以前答复" in shown
    assert "扣除端午节1天（6月10日）" in shown
    assert "为例" not in text(f"/zfxxgk/{TOWN}/gkzn/")


def test_a_column_out_of_service_is_gone(arranged: Office) -> None:
    Column.objects.filter(agency=arranged.agency, slug="zwdt").update(in_service=False)
    stale = list(ColumnSource().stale(Changes(agencies=frozenset({arranged.agency.pk}))))
    rendered = {each.address: each for each in ColumnSource().render(stale)}
    assert isinstance(rendered[f"/zfxxgk/{TOWN}/zwdt/"], Absent)
    assert pages.at(f"/zfxxgk/{TOWN}/zwdt/") is None


def test_a_body_out_of_service_keeps_its_pages_and_is_named_no_more(arranged: Office) -> None:
    arranged.published("停用以前的公告")
    Agency.objects.filter(pk=arranged.agency.pk).update(in_service=False)
    assert "这个机关已经停用" in text(f"/zfxxgk/{TOWN}/")
    assert "停用以前的公告" in text(f"/zfxxgk/{TOWN}/tzgg/")
    for address in ("/apply/", "/404/"):
        assert TOWN not in text(address)


def test_what_stands_on_every_page_is_noted_for_every_page(arranged: Office) -> None:
    keeper = arranged.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    county = Agency.objects.get(short_name="测试县")
    PendingChange.objects.all().delete()
    ChangeAgency(arranged.agency, keeper, telephone="0812-0000016").perform()
    assert not changes_of(list(PendingChange.objects.all())).everything
    ChangeAgency(county, keeper, telephone="0812-0000001").perform()
    assert changes_of(list(PendingChange.objects.all())).everything


@pytest.mark.any_database
def test_nothing_found_helps_on(arranged: Office) -> None:
    found = Client().get("/zfxxgk/没有这样的机关/")
    assert found.status_code == 404
    page = found.content.decode()
    assert 'action="/search/"' in page and "惠民镇" in page and 'content="noindex"' in page
    assert 'action="/zzb/search/"' in Client().get("/zzb/没有/").content.decode()
    assert "惠民镇" not in Client().get("/office/nothing-here/").content.decode()


def test_before_there_is_a_body(db: None) -> None:
    assert "政府信息公开" in text("/")
    assert "还没有公开的信息" in text("/zfxxgk/")
    for address in ("/apply/", "/sitemap/", "/accessibility/", "/404/", "/503/"):
        assert text(address)
