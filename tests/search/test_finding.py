"""What is public is found, by what it says, in title, text and attachments; and narrowed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.conftest import Office, attach, docx, found

from gongkai.disclosure.models import ColumnKind
from gongkai.search.filters import Asked
from gongkai.search.finding import find
from gongkai.search.suggesting import suggest

pytestmark = pytest.mark.usefixtures("either_index")


def body(text: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{text}</p>")]


def test_words_of_two_characters_in_every_field(office: Office, searched: Any) -> None:
    office.published(
        title="关于山坪塘加固的公告",
        document_number="测惠府〔2024〕7号",
        summary="水利设施管护安排。",
        keywords="防汛 抗旱",
        body=body("请各村<b>社于本</b>月底前完成渠道清淤。"),
    )
    for word in ("坪塘", "管护", "抗旱", "清淤", "社于", "测惠府〔2024〕7号", "测惠府[2024] 7", "惠府"):
        assert searched(word) == ["关于山坪塘加固的公告"], word
    for word in ("塘加坪", "清渠", "汛抗", "测惠府〔2024〕8号"):
        assert searched(word) == [], word


def test_text_of_attachments_is_found_and_says_where(office: Office) -> None:
    item = office.draft(title="关于公布项目的公告")
    item = attach(office, item, "项目表.docx", docx("合同价款一览", "堰塘整治工程"))
    office.reviewed(item)
    (hit,) = found("堰塘").hits
    assert hit.passage.attachment == "项目表.docx"
    assert [piece.text for piece in hit.passage.pieces if piece.hit] == ["堰塘"]
    assert [hit.item.pk for hit in found("", type="docx").hits] == [item.pk]
    assert found("", type="pdf").number == 0


def test_the_end_of_a_long_attachment_is_found_and_shown(office: Office) -> None:
    item = office.draft(title="关于公布名单的公告")
    office.reviewed(attach(office, item, "名单.docx", docx("张三，李四，" * 40_000, "縣界堰塘整治")))
    (hit,) = found("堰塘").hits
    assert hit.passage.attachment == "名单.docx"
    assert [piece.text for piece in hit.passage.pieces if piece.hit] == ["堰塘"]
    assert found("县界").hits[0].passage.text.endswith("縣界堰塘整治")


def test_attachments_are_read_only_where_nothing_else_has_the_word(office: Office) -> None:
    def queries(word: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert len(found(word).hits) == 2
        return [query["sql"] for query in captured]

    for number in range(2):
        item = office.draft(title=f"关于项目的公告之{number}", body=body("包括堰塘。"))
        office.reviewed(attach(office, item, "项目表.docx", docx("合同价款一览", "堰塘整治工程", "项目")))
    for word in ("项目", "堰塘"):
        assert not [sql for sql in queries(word) if "attachments" in sql], word
        assert {hit.passage.attachment for hit in found(word).hits} == {""}
    assert len([sql for sql in queries("价款") if "attachments" in sql]) == 1
    assert {hit.passage.attachment for hit in found("价款").hits} == {"项目表.docx"}


def test_an_attachment_found_by_its_title_says_so(office: Office) -> None:
    item = office.draft(title="关于公布项目的公告", summary="今年的项目。")
    item = attach(office, item, "附件1.docx", docx("项目", "金额"), "堰塘整治工程表")
    office.reviewed(attach(office, item, "附件2.docx", docx()))
    (hit,) = found("整治工程").hits
    assert (hit.passage.attachment, hit.passage.text) == ("堰塘整治工程表", "项目 金额")
    assert [piece.text for piece in hit.passage.name if piece.hit] == ["整治工程"]
    (hit,) = found(
        "公告 工程表"
    ).hits  # the title has one of the words, and would not tell where the other is
    assert hit.passage.attachment == "堰塘整治工程表"
    (hit,) = found("附件2").hits
    assert (hit.passage.attachment, hit.passage.pieces) == ("附件2.docx", ())


def test_an_index_number_is_shown_where_nothing_else_tells(office: Office) -> None:
    item = office.published(title="关于植树的公告", body=body("2024年植树。"))
    number = str(item.index_number)
    (hit,) = found(number).hits
    assert [piece.text for piece in hit.index_number if piece.hit] == [number]
    assert [hit.index_number for hit in found("2024").hits] == [()]


def test_text_of_attachments_is_kept_as_it_is_written(office: Office) -> None:
    item = office.draft(title="关于公布项目的公告")
    office.reviewed(attach(office, item, "项目表.docx", docx("堰塘整治")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT attachments FROM search_text")
        assert "堰塘整治" in str(cursor.fetchone()[0])


def test_several_words_phrases_and_words_left_out(office: Office, searched: Any) -> None:
    office.published(title="关于春季植树的公告", body=body("栽植香樟。"))
    office.published(title="关于秋季植树的公告", body=body("栽植桂花。"))
    assert searched("植树 香樟") == ["关于春季植树的公告"]
    assert searched("植树 -香樟") == ["关于秋季植树的公告"]
    assert searched("-香樟") == ["关于秋季植树的公告"]
    assert searched("“秋季植树”") == ["关于秋季植树的公告"]
    assert searched("植树") == ["关于秋季植树的公告", "关于春季植树的公告"]
    assert searched("树 桂") == ["关于秋季植树的公告"]


def test_relevance_puts_titles_first(office: Office, searched: Any) -> None:
    office.published(title="植树公告")
    office.published(title="关于开展若干活动的公告", body=body("包括植树。"))
    assert searched("植树") == ["关于开展若干活动的公告", "植树公告"]
    assert searched("植树", sort="relevance") == ["植树公告", "关于开展若干活动的公告"]


def test_narrowed_by_each_facet(office: Office, searched: Any) -> None:
    office.published(title="关于禁火的通告", genre="通告", formed_on=datetime.date(2023, 5, 1))
    document = office.published(
        title="关于农田的通知",
        kind=ColumnKind.DOCUMENT,
        document_number="测惠府〔2024〕1号",
        theme="农业、林业、水利/林业",
    )
    assert searched("", year="2023") == ["关于禁火的通告"]
    assert searched("", kind="document") == [document.title]
    assert searched("", column="document") == [document.title]
    assert searched("", genre="通告") == ["关于禁火的通告"]
    assert searched("关于", theme="农业、林业、水利") == [document.title]
    assert searched("", validity="in_force") == [document.title]
    assert len(searched("", agency="惠民镇")) == 2
    assert len(searched("", agency="测试县")) == 2  # the county and all below it
    assert searched("", agency="永兴镇") == []
    assert searched("", agency="没有的") == []
    assert len(searched("", **{"from": "2024-06-03", "to": "2024-06-03"})) == 2
    assert searched("", **{"from": "2024-06-04"}) == []
    facets = found("关于").facets
    assert facets["year"] == {2023: 1, 2024: 1}
    assert facets["kind"] == {"notice": 1, "document": 1}
    assert facets["theme"]["农业、林业、水利"] == 1


def test_a_body_is_searched_with_those_below_it_or_by_itself(office: Office, searched: Any) -> None:
    office.published(title="关于惠民镇植树的公告", genre="公告")
    Office(office.world, "永兴镇").published(title="关于永兴镇植树的公告", genre="公告")
    county = Office(office.world, "测试县").published(title="关于全县植树的公告", genre="通告")
    assert len(searched("植树", agency="测试县")) == 3
    assert searched("植树", agency="测试县", below="no") == [county.title]
    assert searched("植树", agency="惠民镇", below="no") == ["关于惠民镇植树的公告"]
    assert searched("植树", agency="没有的", below="no") == []
    assert len(searched("植树", below="no")) == 3  # of no body in particular
    facets = found("植树", agency="测试县", below="no").facets
    assert facets["agency"] == {county.agency_id: 1} and facets["genre"] == {"通告": 1}


def test_passages_are_marked_and_short(office: Office) -> None:
    office.published(title="关于植樹的公告", body=body("前言。" * 100 + "春季植树活动" + "，后记" * 100))
    (hit,) = found("植树").hits
    assert [piece.text for piece in hit.title if piece.hit] == ["植樹"]
    assert "植树" in [piece.text for piece in hit.passage.pieces if piece.hit]
    assert len(hit.passage.text) <= 200


def test_a_page_asks_the_database_as_often_for_many_hits_as_for_one(office: Office) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert found("植树").facets
        return len(captured)

    office.published(title="关于植树的公告之一")
    one = queries()
    office.published(title="关于植树的公告之二")
    office.published(title="关于植树的公告之三")
    assert queries() == one <= 10


@pytest.mark.any_database
def test_pages(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr("gongkai.search.finding.PAGE", 2)
    monkeypatch.setattr("gongkai.search.finding.MOST", 3)
    for number in range(5):
        office.published(title=f"关于植树的公告（{number}）")
    first = found("植树")
    assert (first.number, first.more, first.pages) == (3, True, 2)
    assert [hit.item.title[-2] for hit in found("植树", page="2").hits] == ["2"]
    assert found("植树", page="40").hits == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["q", "agency", "theme", "page", "sort", "from", "year"]), st.text()))
def test_whatever_is_asked_is_answered(db: None, given: dict[str, str]) -> None:
    assert find(Asked.of(given)).number >= 0


@pytest.mark.parametrize(
    "text", ['"', "'; DROP TABLE x; --", "a:b OR c", "公开*", "%_%", "\\", "§", "¶ @公开", "{title}:x"]
)
def test_signs_are_no_operators(db: None, text: str) -> None:
    assert found(text).number == 0


@pytest.mark.parametrize(
    "given",
    [{"agency": "\x00"}, {"agency": "惠\x00"}, {"theme": "\x00农业"}, {"q": "㌖" * 200}, {"q": "政\x00府"}],
)
def test_what_a_database_would_refuse_is_answered(db: None, given: dict[str, str]) -> None:
    assert find(Asked.of({"q": "预算", **given})).number == 0
    assert suggest(given.get("q", "")) == ()


def test_an_address_comes_back() -> None:
    asked = Asked.of(
        {
            "q": "植树 公告",
            "agency": "惠民镇",
            "below": "no",
            "year": "2024",
            "from": "2024-01-01",
            "sort": "relevance",
        }
    )
    from urllib.parse import parse_qsl

    again = Asked.of(dict(parse_qsl(asked.address()[1:])))
    assert again == asked
    assert Asked.of(dict(parse_qsl(asked.address(agency=None)[1:]))).facets == {"year": "2024"}
    assert "below" in asked.address(page=2) and "below" not in asked.address(agency=None)
    assert "below" not in Asked.of({"agency": "惠民镇", "below": "yes"}).address()
