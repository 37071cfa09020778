"""A comparison as text, as JSON and as a page that stands alone."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gongkai.annual.comparing import compare, describe, render_page, to_dict
from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, SectionText


def report(year, values, *sections, agency="盐边县惠民镇人民政府"):
    return AnnualReport.from_values(
        dict.fromkeys(PATHS, 0) | values,
        agency=agency,
        year=year,
        file=f"{year}/惠民镇.docx",
        sections=[SectionText(*section) for section in sections],
    )


@pytest.fixture
def comparison():
    long = "坚持以公开为常态、不公开为例外，依法公开各类政府信息，主动接受社会监督，不断提高公开质量。"
    first = report(
        2023,
        {"proactive.fees_wan": Decimal("4166.241619"), "proactive.licences": 8},
        (1, "总体情况", f"公开信息136条。{long}办结3件。"),
        (5, "存在的问题", "方式<单一>。"),
    )
    second = report(
        2024,
        {"proactive.fees_wan": Decimal("96171.6"), "proactive.licences": 9},
        (1, "总体情况", f"公开信息142条。{long}办结5件。"),
        (5, "存在的主要问题及改进情况", "方式<单一>。"),
        (6, "其他需要报告的事项", "未收取信息处理费。"),
    )
    return compare(first, second)


def test_the_text_lists_what_changed_and_nothing_else(comparison):
    text = describe(comparison)
    assert "行政许可" in text
    assert "行政处罚" not in text
    assert "行政处罚" in describe(comparison, all_figures=True)
    assert "公开信息[-136-]{+142+}条" in text
    assert "……" in text
    assert "六、其他需要报告的事项：只有2024年有" in text
    assert "\x1b" not in text


def test_the_json_has_amounts_as_strings_and_counts_as_numbers(comparison):
    data = json.loads(json.dumps(to_dict(comparison), ensure_ascii=False))
    by_path = {figure["path"]: figure for figure in data["figures"]}
    assert by_path["proactive.fees_wan"]["difference"] == "92005.358381"
    assert by_path["proactive.licences"]["difference"] == 1
    assert by_path["proactive.licences"]["percent"] == "12.5"
    assert data["counts"]["same"] == len(PATHS) - 2
    assert [section["state"] for section in data["sections"]] == ["changed", "same", "only_second"]


def test_the_page_is_semantic_and_stands_alone(comparison):
    page = LexborHTMLParser(render_page(comparison))
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    assert page.css_first('meta[name="viewport"]')
    assert not page.css("script, link, img, iframe")
    for table in page.css("table"):
        assert table.css_first("caption").text()
        assert all(head.attributes["scope"] == "col" for head in table.css("thead th"))
        assert all(row.css_first("th").attributes["scope"] == "row" for row in table.css("tbody tr"))
    assert page.css_first(".text del").text() == "136"
    assert page.css_first(".text ins").text() == "142"
    assert len(page.css("h1")) == 1
    assert {node.attributes["aria-labelledby"] for node in page.css("section")} == {
        node.attributes["id"] for node in page.css("h2")
    }


def test_unchanged_figures_can_be_opened(comparison):
    page = LexborHTMLParser(render_page(comparison))
    assert page.css_first("details summary").text() == "没有变化的 8 个数"


@given(st.text("<>&\"'/scripta政。\n", max_size=60), st.text("<>&\"'/scripta政。\n", max_size=60))
def test_text_of_the_reports_is_never_markup(first, second):
    page = render_page(
        compare(
            report(2023, {}, (1, first, first), agency=first),
            report(2024, {}, (1, second, second), agency=second),
        )
    )
    tree = LexborHTMLParser(page)
    assert not tree.css("script, s, p p, a")
    shown = "".join(tree.css_first(".text").text().split()) if tree.css_first(".text") else ""
    kept = "".join(node.text() for node in tree.css(".text ins"))
    assert set(shown) <= set(first + second)
    assert set(kept) <= set(second)
