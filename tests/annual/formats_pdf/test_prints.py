"""PDF files as typesetting programs make them: typst with the package's own fonts, and a published report."""

import json
from pathlib import Path

import pytest
from tests.annual.formats_pdf.looking import grids, paragraphs, texts

import gongkai.annual.writing
from gongkai.annual.reading.blocks import Grid
from gongkai.annual.reading.formats import pdf

FONTS = Path(gongkai.annual.writing.__file__).parent / "fonts"
PUBLISHED = Path(__file__).parents[4] / "shared" / "examples" / "hongze-2023.pdf"


def typeset(source: str) -> bytes:
    typst = pytest.importorskip("typst")
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


HEAD = '#set text(font: "FandolFang R", size: 10pt, lang: "zh")\n'

TABLE = """
#table(columns: (0.8cm, 1.6cm, 1fr, ..(1.1cm,) * 7), align: center + horizon,
  table.cell(colspan: 3, rowspan: 3)[（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）],
  table.cell(colspan: 7)[申请人情况],
  table.cell(rowspan: 2)[自然人], table.cell(colspan: 5)[法人或其他组织], table.cell(rowspan: 2)[总计],
  [商业企业], [科研机构], [社会公益组织], [法律服务机构], [其他],
  table.cell(colspan: 3)[一、本年新收政府信息公开申请数量], [15], [1], [3], [0], [0], [10000], [10019],
  table.cell(rowspan: 4)[三\\ 、\\ 本\\ 年\\ 度], table.cell(colspan: 2)[（一）予以公开], [1], [2], [3], [4], [5], [6], [21],
  table.cell(rowspan: 3)[（三）不予公开],
  [1.属于国家秘密], [11], [], [-], [1 0], [0], [/], [123456],
  [2.其他法律行政法规禁止公开], [0], [0], [0], [0], [0], [0], [0],
  [3.危及“三安全一稳定”], [1], [1], [1], [1], [1], [1], [6])
"""


def test_a_table_with_merged_cells():
    (grid,) = grids(pdf.read(typeset(HEAD + "#set page(margin: 2cm)\n" + TABLE)))
    flat = [[text.replace("\n", "") for text in row] for row in texts(grid)]
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    names = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    assert flat == [
        [note] * 3 + ["申请人情况"] * 7,
        [note] * 3 + ["自然人"] + ["法人或其他组织"] * 5 + ["总计"],
        [note] * 3 + ["自然人", *names, "总计"],
        ["一、本年新收政府信息公开申请数量"] * 3 + ["15", "1", "3", "0", "0", "10000", "10019"],
        ["三、本年度", "（一）予以公开", "（一）予以公开", "1", "2", "3", "4", "5", "6", "21"],
        ["三、本年度", "（三）不予公开", "1.属于国家秘密", "11", "", "-", "1 0", "0", "/", "123456"],
        ["三、本年度", "（三）不予公开", "2.其他法律行政法规禁止公开", *"0000000"],
        ["三、本年度", "（三）不予公开", "3.危及“三安全一稳定”", *"1111116"],
    ]
    assert grid.rows[4][0].text == "三\n、\n本\n年\n度"


def test_a_table_over_a_page_break_is_a_grid_on_each_page():
    source = HEAD + '#set page(height: 12cm, margin: 2cm, numbering: "— 1 —")\n二、情况\n#v(1cm)\n' + TABLE
    document = pdf.read(typeset(source))
    pages = [(grid.page, grid.number) for grid in grids(document)]
    assert pages == [(1, 1), (2, 2)]
    figures = [text for grid in grids(document) for row in texts(grid) for text in row[3:]]
    for figure in ("10019", "123456", "21"):
        assert figure in figures
    assert paragraphs(document) == ["二、情况"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_that_lies_on_its_side(angle):
    body = (
        "block(width: 300pt)[二、情况 #table(columns: (120pt, 80pt), [规章], [10], [规范性文件], [7730.28])]"
    )
    document = pdf.read(
        typeset(f"{HEAD}#set page(width: 600pt, height: 400pt)\n#rotate({angle}deg, reflow: true, {body})")
    )
    assert paragraphs(document) == ["二、情况"]
    assert texts(grids(document)[0]) == [["规章", "10"], ["规范性文件", "7730.28"]]


def test_a_narrative_in_the_official_layout():
    source = """
#set page(paper: "a4", margin: (x: 28mm, y: 35mm), numbering: "— 1 —")
#set text(font: "FandolFang R", size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 13pt)
#align(center, text(size: 22pt)[某某县人民政府\\ 2024年政府信息公开工作年度报告])

根据规定，现公布某某县2024年政府信息公开工作年度报告。数据的统计期限自2024年1月1日起至2024年12月31日止，共收到申请1,234件，同比增长12.5%，网址 http://www.example.gov.cn 供查阅。

一、总体情况

（一）主动公开。全年主动公开信息 1234 条，其中政府文件56条，政策解读 7 条，回应关切890次，较上年增长百分之十二。
"""
    assert paragraphs(pdf.read(typeset(source))) == [
        "某某县人民政府",
        "2024年政府信息公开工作年度报告",
        "根据规定，现公布某某县2024年政府信息公开工作年度报告。数据的统计期限自2024年1月1日起至2024年12月31日止，"
        "共收到申请1,234件，同比增长12.5%，网址http://www.example.gov.cn供查阅。",
        "一、总体情况",
        "（一）主动公开。全年主动公开信息1234条，其中政府文件56条，政策解读7条，回应关切890次，较上年增长百分之十二。",
    ]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published reports are not at hand")
class TestPublishedReport:
    def setup_method(self):
        self.document = pdf.read(PUBLISHED.read_bytes())
        truth = json.loads(PUBLISHED.with_name("hongze-2023.truth.json").read_text("utf-8"))
        self.truth = truth["tables"]

    def row(self, grid: Grid, label: str) -> list[str]:
        return next(row for row in texts(grid) if any(label == text.replace("\n", "") for text in row))

    def test_five_grids_on_three_pages(self):
        assert [grid.page for grid in grids(self.document)] == [2, 3, 3, 4, 4]

    def test_every_figure_of_table_2(self):
        first, second, *_ = grids(self.document)
        proactive = self.truth["proactive"]
        for label, key in (("规章", "regulations"), ("行政规范性文件", "normative_documents")):
            assert self.row(first, label)[1:] == [str(value) for value in proactive[key].values()]
        assert self.row(first, "行政许可")[1] == str(proactive["licences"])
        for label, key in (
            ("行政处罚", "penalties"),
            ("行政强制", "coercive_measures"),
            ("行政事业性收费", "fees_wan"),
        ):
            assert self.row(second, label)[1] == str(proactive[key])

    def test_every_figure_of_table_3(self):
        _, _, third, fourth, _ = grids(self.document)
        printed = [list(row[-7:]) for row in texts(third)[3:] + texts(fourth)]
        known = [
            [str(value) for value in row.values()]
            for row in self.truth["applications"].values()
            if row["total"] is not None
        ]
        assert printed == known

    def test_every_figure_of_table_4(self):
        *_, last = grids(self.document)
        assert texts(last)[-1] == [
            str(value) for group in self.truth["disputes"].values() for value in group.values()
        ]

    def test_the_sections_begin_paragraphs_and_no_page_number_is_left(self):
        found = paragraphs(self.document)
        headings = [text for text in found if text[:2] in {f"{numeral}、" for numeral in "一二三四五六"}]
        assert [heading[0] for heading in headings] == list("一二三四五六")
        assert not any(text.startswith("- ") for text in found)
