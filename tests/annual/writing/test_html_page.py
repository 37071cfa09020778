"""The web page, read by selectolax."""

from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.annual.writing.test_write import hostile_report
from tests.annual.writing.town import town_report

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.writing import write
from gongkai.annual.writing.tables import figure_text


def page_of(report):
    return LexborHTMLParser(write(report, "html").decode())


@pytest.fixture(scope="module")
def page():
    return page_of(town_report())


def grid(table):
    """Nodes by (row, column), each at every place that it spans."""
    places = {}
    for number, row in enumerate(table.css("tr")):
        column = 0
        for cell in row.css("td, th"):
            while (number, column) in places:
                column += 1
            for down in range(int(cell.attributes.get("rowspan", 1))):
                for right in range(int(cell.attributes.get("colspan", 1))):
                    assert (number + down, column + right) not in places
                    places[number + down, column + right] = cell
            column += int(cell.attributes.get("colspan", 1))
    return places


def figure_texts(page):
    return [cell.text() for cell in page.css("td") if cell.attributes.get("class") != "note"]


def test_every_figure_stands_in_its_cell(distinct_report, distinct_figures):
    page = page_of(distinct_report)
    assert figure_texts(page) == [figure_text(distinct_figures[path]) for path in PATHS]
    applications = grid(page.css("table")[1])
    for number, (row, paths) in enumerate(
        zip(EDITION_2021.applications, EDITION_2021.application_paths, strict=True), 3
    ):
        assert applications[number, 2].text() == str(row.label)
        for column, path in enumerate(paths, 3):
            assert applications[number, column].text() == str(distinct_figures[path])


def test_unknown_figures_are_empty_cells():
    texts = dict(
        zip(PATHS, figure_texts(page_of(town_report(values={"proactive.licences": None}))), strict=True)
    )
    assert texts["proactive.licences"] == ""
    assert texts["proactive.coercive_measures"] == "4"


def test_tables_are_full_rectangles(page):
    for table, size in zip(page.css("table"), ((14, 4), (28, 10), (4, 15)), strict=True):
        places = grid(table)
        assert sorted(places) == [(row, column) for row in range(size[0]) for column in range(size[1])]


def test_header_cells_have_a_scope_and_tables_a_caption(page):
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    assert [table.css_first("caption").text() for table in page.css("table")] == [
        str(section.title) for section in EDITION_2021.sections if section.table
    ]
    scopes = {cell.text(): cell.attributes["scope"] for cell in page.css("th")}
    assert set(scopes.values()) == {"col", "colgroup", "row", "rowgroup"}
    assert scopes["三、本年度办理结果"] == "rowgroup"
    assert scopes["（三）不予公开"] == scopes["（一）予以公开"] == "row"
    assert scopes["法人或其他组织"] == scopes["行政复议"] == "colgroup"
    assert scopes["自然人"] == scopes["申请人情况"] == scopes["行政诉讼"] == "col"


def test_headings_descend_without_a_gap(page):
    levels = [int(node.tag[1]) for node in page.css("h1, h2, h3")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    for section in page.css("section"):
        assert page.css_first(f"#{section.attributes['aria-labelledby']}").tag == "h2"


def test_the_page_stands_alone(page):
    assert not page.css("script, link, img, iframe")
    assert page.css_first("time").attributes["datetime"] == "2025-01-20"


def test_hostile_text_comes_back_as_text():
    page = page_of(hostile_report())
    assert not page.css("script, b, i, u")
    body = page.css_first("article").text()
    assert "<script>alert(1)</script><b>粗</b> &amp; &lt; ]]> <!-- -->" in body
    assert page.css_first("title").text().startswith('=HYPERLINK("http://x")<b>')
    assert (
        page.css_first("meta[name=author]").attributes["content"].startswith("<i>云栖</i>县 #let x = 1 & 局")
    )
