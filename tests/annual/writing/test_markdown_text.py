"""Markdown: pipe tables that stand without spans, and text that stays text."""

import re

from tests.annual.writing.test_write import hostile_report
from tests.annual.writing.town import town_report

from gongkai.annual.form import PATHS
from gongkai.annual.writing import write
from gongkai.annual.writing.tables import figure_text


def tables_of(text):
    """Each pipe table as rows of cells, without its rule."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block.startswith("| ")]
    cells = [
        [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block] for block in blocks
    ]
    for table in cells:
        assert len({len(row) for row in table}) == 1
        assert all(set(cell) <= {"-", ":"} for cell in table[1])
    return [[table[0], *table[2:]] for table in cells]


def figure_texts(text):
    *proactive, applications, disputes = tables_of(text)
    found = [cell for table in proactive for row in table[1:] for cell in row[1:]]
    found += [cell for row in applications[1:] for cell in row[3:]]
    return found + disputes[1]


def test_every_figure_stands_in_its_cell(distinct_report, distinct_figures):
    text = write(distinct_report, "md").decode()
    assert figure_texts(text) == [figure_text(distinct_figures[path]) for path in PATHS]


def test_unknown_figures_are_empty_cells():
    text = write(town_report(values={"disputes.review.upheld": None}), "md").decode()
    found = dict(zip(PATHS, figure_texts(text), strict=True))
    assert found["disputes.review.upheld"] == ""
    assert found["disputes.review.total"] == "3"


def test_labels_of_groups_are_repeated():
    applications = tables_of(write(town_report(), "md").decode())[-2]
    assert [row[:3] for row in applications[5:7]] == [
        ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"],
        ["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"],
    ]
    assert applications[-1][:3] == ["四、结转下年度继续办理", "", ""]


def test_headers_of_table_four_name_their_groups():
    heads, _ = tables_of(write(town_report(), "md").decode())[-1]
    assert heads[0] == "行政复议 结果维持"
    assert heads[-1] == "行政诉讼 复议后起诉 总计"


def test_headings_and_signature():
    lines = write(town_report(), "md").decode().split("\n")
    assert lines[0] == "# 云栖县青塘镇人民政府2024年政府信息公开工作年度报告"
    assert "### （一）主动公开" in lines
    assert [line for line in lines if line][-2:] == ["云栖县青塘镇人民政府", "2025年1月20日"]


def test_hostile_text_is_escaped():
    lines = write(hostile_report(), "md").decode().split("\n")
    assert r"\<script\>alert(1)\</script\>\<b\>粗\</b\> \&amp; \&lt; \]\]\> \<!-- --\>" in lines
    assert r"\| 甲 \| 乙 \|" in lines
    assert r"\# 不是标题" in lines
    assert r"1\. 不是列表" in lines
    assert r"\- 不是列表" in lines
    assert r"\`\`\`" in lines
