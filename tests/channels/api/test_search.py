"""Search through the API: what the page /search/ finds, with the same words and filters."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind


def found(api: Any, question: str) -> list[str]:
    answer = api(f"search?{question}")
    assert answer.status_code == 200, answer.content
    return [hit["item"]["title"] for hit in answer.said["hits"]]


def test_words_are_found_and_marked(office: Any, api: Any) -> None:
    office.published("关于植树的公告")
    office.published("关于停水的通知", ColumnKind.NEWS)
    said = api("search?q=停水").said
    assert said["total"] == 1 and said["more"] is False
    (hit,) = said["hits"]
    assert hit["item"]["title"] == "关于停水的通知"
    assert "".join(piece["text"] for piece in hit["title"] if piece["hit"]) == "停水"
    kinds = next(facet for facet in api("search").said["facets"] if facet["key"] == "kind")
    assert {value["label"]: value["count"] for value in kinds["values"]} == {"通知公告": 1, "政府动态": 1}


def test_filters_are_those_of_the_page(office: Any, api: Any) -> None:
    office.published("甲")
    office.published("乙", ColumnKind.NEWS)
    assert found(api, "kind=news") == ["乙"]
    assert found(api, "agency=惠民镇&column=notice") == ["甲"]
    assert set(found(api, "agency=测试县")) == {"甲", "乙"}
    assert found(api, "agency=测试县&below=no") == []
    assert found(api, "agency=惠民镇&below=no&kind=news") == ["乙"]
    assert found(api, "from=2024-06-04") == []
    assert set(found(api, "from=2024-06-03&to=2024-06-03&year=2024")) == {"甲", "乙"}
    assert api("search?since=2024-06-03").status_code == 422
    assert api("search?sort=age").said["error"]["field"] == "sort"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("search?sort=x", "参数“sort”须是下列之一：date、relevance，请改正。"),
        (
            "search?validity=x",
            "参数“validity”须是下列之一：in_force、partly_in_force、lapsed、repealed，请改正。",
        ),
        ("items?kind=foo", "参数“kind”须是下列之一：news、notice、"),
        ("search?q=", "参数“q”不能是空的，请改正。"),
        ("items?agency=", "参数“agency”不能是空的，请改正。"),
        ("search?agency=%20", "参数“agency”有不能用的字符，请改正。"),
        ("search?agency=火星镇", "没有简称为“火星镇”的机关，请在 /api/v1/agencies 里查简称。"),
        ("search?below=no", "below=no（仅本级）须与 agency 同用，请加上机关的简称。"),
        ("search?column=huoxing", "没有网址名为“huoxing”的栏目，请在 /api/v1/columns 里查 slug。"),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_mended(
    office: Any, api: Any, question: str, message: str
) -> None:
    answer = api(question)
    assert answer.status_code == 422
    assert answer.said["error"]["message"].startswith(message), answer.said


@pytest.mark.any_database
def test_only_what_is_public_is_found(office: Any, api: Any) -> None:
    office.draft("停水的草稿")
    Withdraw(office.published("停水的通知"), office.chief, "有误").perform()
    assert found(api, "q=停水") == []


@pytest.mark.any_database
def test_it_asks_as_often_for_many_hits_as_for_one(
    office: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        office.published(f"第{number}号公告")
    with django_assert_max_num_queries(12):
        assert len(found(api, "q=公告")) == 3


def test_a_few_characters_suggest_bodies_columns_and_items(office: Any, api: Any) -> None:
    item = office.published("惠民镇植树公告")
    office.draft("惠民镇的草稿")
    said = api("suggest?q=惠民").said["suggestions"]
    assert {each["kind"]["key"] for each in said} >= {"agency", "item"}
    assert [each["label"] for each in said if each["kind"]["key"] == "item"] == [item.title]
    assert all(each["url"].startswith("http") for each in said)
    assert api("suggest").said["error"]["field"] == "q"
