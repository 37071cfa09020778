"""The search page: answers whatever is asked, shows only what is public, needs no JavaScript and sets no cookie."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.search.conftest import Office, attach, docx, found

from gongkai.disclosure.actions.withdraw import Withdraw


def page(client: Any, address: str, **given: str) -> LexborHTMLParser:
    answer = client.get(address, given)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex"
    return LexborHTMLParser(answer.content)


def titles(tree: LexborHTMLParser) -> list[str]:
    return [node.text() for node in tree.css(".hits li > a")]


def test_hits_with_marks_facets_and_the_way_back(client: Any, office: Office) -> None:
    office.published(title="关于春季<植树>的公告", summary="栽植香樟。")
    office.published(title="关于秋季植树的公告", genre="公告")
    tree = page(client, "/search/", q="植树")
    assert titles(tree) == ["关于秋季植树的公告", "关于春季<植树>的公告"]
    assert {mark.text() for mark in tree.css(".hits mark")} == {"植树"}
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert "找到2条" in tree.css_first("#results").text()
    narrowed = page(client, "/search/", q="植树", genre="公告")
    assert titles(narrowed) == ["关于秋季植树的公告"]
    chosen = narrowed.css_first(".chosen a")
    assert "体裁分类：公告" in chosen.text() and "genre" not in chosen.attributes["href"]
    form = narrowed.css_first("form.search-form")
    assert form.css_first("input[name=genre]").attributes["value"] == "公告"
    assert form.css_first("input[name=q]").attributes["value"] == "植树"


def test_years_are_those_of_writing_and_a_hit_of_another_says_so(client: Any, office: Office) -> None:
    office.published(title="关于植树的旧通知", formed_on=datetime.date(2023, 12, 28))
    office.published(title="关于植树的新通知", formed_on=datetime.date(2024, 5, 30))
    office.published(title="植树活动顺利开展")
    tree = page(client, "/search/", q="植树")
    (years,) = [group for group in tree.css("aside details") if "年份" in group.css_first("summary").text()]
    assert years.css_first("summary").text() == "成文年份"
    assert [one.text() for one in years.css("li")] == ["2024年 2", "2023年 1"]
    former = page(client, "/search/", q="植树", year="2023")
    assert "成文年份：2023年" in former.css_first(".chosen").text()
    assert "2024-06-03 成文：2023-12-28" in former.css_first(".hits .side").text()
    assert "成文" not in page(client, "/search/", q="植树", year="2024").css_first(".hits").text()


def test_a_hit_shows_by_which_attachment_or_number_it_was_found(client: Any, office: Office) -> None:
    item = office.draft(title="关于公布项目的公告", summary="今年的项目。")
    item = office.reviewed(attach(office, item, "附件1.docx", docx("项目"), "堰塘整治工程表"))
    by_file = page(client, "/search/", q="整治工程").css_first(".hits .what")
    assert "附件《堰塘<mark>整治工程</mark>表》：</span>项目" in by_file.html
    by_number = page(client, "/search/", q=str(item.index_number)).css_first(".hits .side")
    assert f"索引号：<mark>{item.index_number}</mark>" in by_number.html


def test_a_body_is_counted_with_those_below_it(client: Any, office: Office) -> None:
    first = office.published(title="关于春季植树的公告")
    office.published(title="关于秋季植树的公告")
    other = Office(office.world, "永兴镇").published(title="关于永兴镇植树的公告")
    county = Office(office.world, "测试县").published(title="关于全县植树的公告")
    facets = found("植树").facets["agency"]
    assert facets == {county.agency_id: 4, first.agency_id: 2, other.agency_id: 1}
    for body, number in (("测试县", 4), ("惠民镇", 2), ("永兴镇", 1)):
        narrowed = page(client, "/search/", q="植树", agency=body)
        assert f"找到{number}条" in narrowed.css_first("#results").text()
    (group, *_) = page(client, "/search/", q="植树").css("aside details")
    assert group.css_first("summary").text() == "发布机构"
    assert [one.text() for one in group.css("li")] == ["惠民镇 2", "永兴镇 1"]


def test_a_chosen_body_can_be_looked_at_by_itself(client: Any, office: Office) -> None:
    office.published(title="关于惠民镇植树的公告", genre="公告")
    other = Office(office.world, "永兴镇").published(title="关于永兴镇植树的公告", genre="通告")
    county = Office(office.world, "测试县")
    county.published(title="关于全县植树的公告", genre="公告")
    county.published(title="关于全县植树的通告", genre="通告")
    everything = page(client, "/search/", q="植树", agency="测试县")
    now, alone = everything.css(".reach > *")
    assert (now.text(), alone.text()) == ("含下级", "仅本级")
    shown = LexborHTMLParser(client.get(str(alone.attributes["href"])).content)
    assert titles(shown) == ["关于全县植树的通告", "关于全县植树的公告"]
    assert [node.text() for node in shown.css(".reach > [aria-current]")] == ["仅本级"]
    for choice in shown.css("aside li"):  # each is still of that body alone, and finds what it says
        link = choice.css_first("a")
        assert "below=no" in link.attributes["href"] and choice.css_first(".num").text() == "1"
        assert len(titles(LexborHTMLParser(client.get(str(link.attributes["href"])).content))) == 1
    kept = {field.attributes["name"]: field.attributes["value"] for field in shown.css("form [type=hidden]")}
    assert kept == {"agency": "测试县", "below": "no"}
    assert "below" not in shown.css_first(".chosen a").attributes["href"]
    assert page(client, "/search/", q="植树", agency=other.agency.short_name).css(".reach") == []


@pytest.mark.any_database
def test_a_chosen_body_is_looked_up_once(client: Any, office: Office) -> None:
    office.published(title="关于惠民镇植树的公告")
    with CaptureQueriesContext(connection) as captured:
        page(client, "/search/", q="植树", agency="惠民镇")
    asked = [query["sql"] for query in captured if "\"short_name\" = '惠民镇'" in query["sql"]]
    assert len(asked) == 1


@pytest.mark.any_database
def test_facets_are_called_alike_on_the_page_and_through_the_api(client: Any, office: Office) -> None:
    office.published(title="关于惠民镇植树的公告", genre="公告")
    Office(office.world, "永兴镇").published(title="关于永兴镇植树的通告", genre="通告")
    shown = [label.text() for label in page(client, "/search/", q="植树").css("aside details summary")]
    facets = client.get("/api/v1/search", {"q": "植树"}).json()["facets"]
    assert {"发布机构", "体裁分类"} <= set(shown) <= {facet["label"] for facet in facets}


@pytest.mark.any_database
def test_a_chosen_column_is_called_by_its_name(client: Any, office: Office) -> None:
    column = office.column()
    shown = page(client, "/search/", q="植树", column=column.slug).css_first(".chosen a").text()
    assert column.name != column.slug and f"栏目：{column.name}" in shown
    assert "栏目：没有" in page(client, "/search/", column="没有").css_first(".chosen a").text()


def test_elder_edition_stays_in_its_edition(client: Any, office: Office) -> None:
    item = office.published(title="关于植树的公告")
    tree = page(client, "/zzb/search/", q="植树")
    assert "elder" in tree.css_first("html").attributes["class"]
    assert tree.css_first(".hits a").attributes["href"].endswith(f"/xx/{item.pk}/")
    assert tree.css_first(".hits a").attributes["href"].startswith("/zzb/")
    assert tree.css_first("form.search-form").attributes["action"] == "/zzb/search/"
    assert tree.css_first("link[rel=canonical]").attributes["href"].endswith("/search/")


def test_nothing_asked_shows_the_latest(client: Any, office: Office) -> None:
    office.published(title="关于植树的公告")
    tree = page(client, "/search/")
    assert titles(tree) == ["关于植树的公告"]
    assert "最新公开" in tree.css_first("#results").text()


def test_advice_when_nothing_was_found(client: Any, office: Office) -> None:
    office.published(
        title="惠民镇人民政府2024年部门预算", summary="收支总表。", theme="财政、金融、审计/财政"
    )
    office.published(title="关于植树活动安排的公告")
    tree = page(client, "/search/", q="惠民镇2024年预算")
    assert titles(tree) == ["惠民镇人民政府2024年部门预算"]
    assert "同时有“惠民镇 2024年 预算”" in tree.css_first("main").text()
    assert tree.css_first("#q").attributes["value"] == "惠民镇2024年预算"
    left_out = page(client, "/search/", q="植树 火箭")
    assert "不要“火箭”这个词" in left_out.body.text()
    wider = page(client, "/search/", q="植树", year="1999")
    assert "去掉筛选" in wider.body.text()
    near = page(client, "/search/", q="植树活动的方案")
    assert "关于植树活动安排的公告" in near.css_first("h3 + .items").text()
    assert "依申请公开" in near.css_first("main").text()
    office.published(title="关于防火的通知", document_number="测惠府发〔2024〕7号")
    tried = page(client, "/search/", q="测惠府发〔2024〕8号")
    assert "也试过别的写法：测惠府发2024 8、" in tried.css_first("main").text()
    mistyped = tried.css_first("h3 + .items")
    assert "关于防火的通知" in mistyped.text() and "文号：测惠府发〔2024〕7号" in mistyped.text()
    other = page(client, "/search/", q="第三十三条")
    assert "第33条" in other.css_first("main").text()


def test_a_long_text_does_not_fill_the_screen(client: Any, office: Office) -> None:
    long = "山坪塘" * 60
    tree = page(client, "/search/", q=long)
    shown = "山坪塘" * 13 + "…"
    assert tree.css_first("h1").text() == f"搜索“{shown}”"
    assert f"搜索“{shown}”" in tree.css_first("title").text()
    assert tree.css_first("#q").attributes["value"] == long


@pytest.mark.parametrize("day", ["2024-3-5", "2024年3月5日"])
def test_a_day_that_is_nowhere_is_not_taken_apart(client: Any, office: Office, day: str) -> None:
    office.published(title="2024年植树3天，5人", summary="2024年5月3日。2024年3月6日。5日前报名。")
    assert titles(page(client, "/search/", q=day)) == []
    assert titles(page(client, "/search/", q=f"植树{day}报名")) == []
    office.published(title="关于报名植树的公告", summary="2024-03-05前报名。")
    tree = page(client, "/search/", q=f"植树{day}报名")
    assert titles(tree) == ["关于报名植树的公告"]
    assert f"同时有“植树 {day} 报名”" in tree.css_first("main").text()


@pytest.mark.parametrize("typed", ["🎉", '"', "-", "%"])
def test_signs_are_no_words(client: Any, office: Office, typed: str) -> None:
    office.published(title="关于植树的公告")
    main = page(client, "/search/", q=typed).css_first("main").text()
    assert "没有可以查找的字" in main and "最新公开" in main and "找到" not in main


def test_other_ways_to_ask_keep_what_is_left_out(client: Any, office: Office) -> None:
    office.published(title="惠民镇人民政府2024年部门预算", summary="收支总表。")
    office.published(title="惠民镇人民政府2024年决算和预算", summary="收支总表。")
    shown = page(client, "/search/", q="惠民镇2024年预算 -决算")
    assert titles(shown) == ["惠民镇人民政府2024年部门预算"]
    advice = page(client, "/search/", q="预算 火箭 -“决算”").css(".plain-list a")
    kept = [unquote_plus(str(link.attributes["href"])) for link in advice if "火箭" in link.text()]
    assert kept == ["/search/?q=预算 -“决算”"]


def test_what_is_not_public_is_nowhere(client: Any, office: Office) -> None:
    office.draft(title="关于秘密征地的公告")
    gone = office.published(title="关于撤回征地的公告")
    Withdraw(gone, office.chief, "内容有误，另行公开。").perform()
    for query in ("征地", "秘密", "撤回征地", "关于秘密征地的公告", "征地 补偿", ""):
        assert titles(page(client, "/search/", q=query)) == []
        main = page(client, "/search/", q=query).css_first("main").text()
        assert "的公告" not in main.replace(query, "") or query == "关于秘密征地的公告"
    for query in ("征地", "秘密"):
        assert client.get("/search/suggest.json", {"q": query}).json() == {"suggestions": []}


def test_suggestions(client: Any, office: Office) -> None:
    item = office.published(title="关于植树的公告", document_number="测惠府〔2024〕7号")
    for typed in ("植树", "测惠府〔2024〕7", "测惠府[2024]7号"):
        (one,) = client.get("/search/suggest.json", {"q": typed}).json()["suggestions"]
        assert one["label"] == "关于植树的公告" and one["address"].endswith(f"/xx/{item.pk}/")
    kinds = [one["kind"] for one in client.get("/search/suggest.json", {"q": "惠民"}).json()["suggestions"]]
    assert kinds[0] == "agency"
    column = client.get("/search/suggest.json", {"q": "通知公告"}).json()["suggestions"][0]
    assert column["label"] == "惠民镇 通知公告"
    related = page(client, "/search/", q="惠民镇").css_first("#related")
    assert related is not None


@pytest.mark.any_database
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "q",
                "agency",
                "below",
                "column",
                "theme",
                "year",
                "kind",
                "genre",
                "type",
                "validity",
                "page",
                "sort",
                "from",
                "to",
            ]
        ),
        st.text(max_size=300)
        | st.sampled_from(["2", "99999999", "-1", "2024-02-30", "１２", "公开", "relevance", "no", "测试县"]),
    )
)
def test_never_an_error(client: Any, db: None, given: dict[str, str]) -> None:
    assert client.get("/search/", given).status_code == 200
    assert client.get("/search/suggest.json", given).status_code == 200


@pytest.mark.any_database
def test_get_only(client: Any, db: None) -> None:
    assert client.post("/search/", {"q": "公开"}).status_code == 405


@pytest.mark.any_database
def test_a_question_longer_than_is_read_does_not_make_a_page_out_of_all_proportion(
    client: Any, office: Office
) -> None:
    office.published(title="关于植树的公告")
    answer = client.get("/search/", {"q": "植树 " + "🌳" * 600})
    assert "只按前面的200字" in answer.content.decode()
    assert len(answer.content) < 250_000
    # Signs that nobody sees, as a copied text may have between all others, do not use it up.
    read = page(client, "/search/", q="\u200b".join("植树" * 95) + " 公告")
    assert read.css_first("#q").attributes["value"] == "植树" * 95 + " 公告"
    # What has no word in it is quoted by its beginning: all of it would fill the screen of a phone.
    said = page(client, "/search/", q="🌳" * 200).css_first("main .notice").text()
    assert "没有可以查找的字" in said and len(said) < 120


@pytest.mark.any_database
def test_many_pages(client: Any, office: Office, monkeypatch: Any) -> None:
    for number in range(5):
        office.published(title=f"关于植树的公告（{number}）")
    for module in ("gongkai.search.finding", "gongkai.portal.searching.page"):
        monkeypatch.setattr(f"{module}.PAGE", 1)
    tree = page(client, "/search/", q="植树", page="3", sort="relevance")
    labels = [node.text() for node in tree.css(".pager > *")]
    assert labels == ["上一页", "1", "2", "3", "4", "5", "下一页"]
    assert tree.css_first(".pager [aria-current]").text() == "3"
    following = tree.css(".pager a")[-1].attributes["href"]
    assert "page=4" in following and "sort=relevance" in following


@pytest.mark.any_database
def test_beyond_the_last_page(client: Any, office: Office, monkeypatch: Any) -> None:
    for number in range(3):
        office.published(title=f"关于植树的公告（{number}）")
    only = page(client, "/search/", q="植树", page="999").css_first("main")
    assert "没有第999页，只有一页。" in only.text() and only.css_first(".pager") is None
    for module in ("gongkai.search.finding", "gongkai.portal.searching.page"):
        monkeypatch.setattr(f"{module}.PAGE", 1)
    beyond = page(client, "/search/", q="植树", page="999").css_first("main")
    assert "没有第999页，到第3页为止。" in beyond.text()
    assert [node.text() for node in beyond.css(".pager > *")] == ["1", "2", "3"]
    assert all(node.tag == "a" for node in beyond.css(".pager > *"))
