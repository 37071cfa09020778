"""Plain text, Markdown, CSV and workbooks."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
import xlsxwriter
from tests.annual.formats.drawing import grids, lines

from gongkai.annual.reading.blocks import Kind, Paragraph
from gongkai.annual.reading.formats import open_source

EXAMPLES = Path(__file__).parents[4] / "shared" / "examples"


def test_tabbed_lines_are_grids_that_need_not_line_up():
    text = "标题\r\n\r\n规章\t0\t0\t\n\t握相关\t\n\n\t缩进的段落\n行政许可\t136\n三、**其他**\n"
    document = open_source(text.encode(), "a.txt")
    assert document.kind is Kind.TEXT
    assert lines(document) == ["标题", "|规章|0|0|", "||握相关|", "缩进的段落", "|行政许可|136", "三、其他"]
    first, second = grids(document)
    assert (first.first_line, second.first_line, first.aligned) == (3, 7, False)
    assert (first.place(first.rows[1][1]).line, first.place(first.rows[1][1]).column) == (4, 2)


def test_form_feeds_end_pages():
    blocks = open_source("甲\n乙\f丙\n- 2 -\f丁".encode()).blocks
    assert [(b.text, b.page, b.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("甲", 1, 1), ("乙", 1, 2), ("丙", 2, 2), ("- 2 -", 2, 3), ("丁", 3, 3),
    ]  # fmt: skip


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not here")
@pytest.mark.parametrize(("name", "count"), [("huimin-2024.txt", 5), ("pingtan-2024-glued.txt", 0)])
def test_published_texts(name, count):
    document = open_source((EXAMPLES / name).read_bytes(), name)
    assert document.kind is Kind.TEXT
    assert len(grids(document)) == count


def test_markdown():
    text = (
        "---\ntitle: 年报\n---\n# 一、总体情况 #\n##（一）主动公开\n> **公开**7条，见[附件](a.pdf)\\*\n![表二](b.png)\n\n"
        "| 信息内容 | 本年<br>制发 |\n|---|:-:|\n| 规章 | 0 |\n\n| 文件 | \\|3 |\n|---|---|\n"
        "其他 | 1 | 2\n甲 | 3\n```\n五、问题\n===\n"
    )
    document = open_source(text.encode(), "nb.md")
    assert (document.kind, document.title) == (Kind.MARKDOWN, "年报")
    assert lines(document) == [
        "# 一、总体情况", "## （一）主动公开", "公开7条，见附件*", "[图:表二]", "|信息内容|本年/制发", "|规章|0",
        "|文件|\\|3".replace("\\|", "|"), "|其他|1|2", "|甲|3", "# 五、问题",
    ]  # fmt: skip
    assert document.links[0].target == "a.pdf"


def test_pipes_tell_markdown_whatever_the_name():
    document = open_source("规章 | 0 | 1\n--- | --- | ---\n文件 | - | -\n".encode(), "a.txt")
    assert document.kind is Kind.MARKDOWN
    assert lines(document) == ["|规章|0|1", "|文件|-|-"]
    assert grids(document)[0].aligned


def test_html_tables_on_one_line_of_markdown():
    text = "## 二、主动公开\n\n<table><tr><td rowspan='2'>规章</td><td>0</td></tr><tr><td>1</td></tr></table>\n\n三、申请\n"
    document = open_source(text.encode())
    assert (document.kind, lines(document)) == (
        Kind.MARKDOWN, ["## 二、主动公开", "|规章×2x1|0", "|1", "三、申请"],
    )  # fmt: skip
    assert document.blocks[-1].line == 5


def test_csv_in_the_encodings_of_office_programs():
    text = '二、主动公开\n信息内容,本年制发,说明\n规章,0,"a,\nb"\n'
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        document = open_source(text.encode(encoding), "表.csv")
        assert document.kind is Kind.CSV
        assert lines(document) == ["二、主动公开", "|信息内容|本年制发|说明", "|规章|0|a,/b"]
    assert lines(open_source("甲;1;2\n乙;3;4\n丙;5;6\n".encode())) == ["|甲|1|2", "|乙|3|4", "|丙|5|6"]


def test_workbook():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("表二")
    sheet.merge_range("B2:C2", "信息内容")
    sheet.write_row("B3", ["规章", 12.0])
    sheet.write_row("B4", ["收费", 7730.28])
    sheet.write_formula("D4", "=1+1", None, 2)
    sheet.write_datetime("D3", datetime.datetime(2025, 1, 15), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.add_worksheet("底稿").hide()
    book.close()
    document = open_source(buffer.getvalue())
    assert document.kind is Kind.XLSX
    assert [block.caption for block in document.blocks] == ["表二"]
    assert lines(document) == ["|信息内容×1x2|", "|规章|12|2025-01-15", "|收费|7730.28|2"]
    assert "底稿" in document.warnings[0]
