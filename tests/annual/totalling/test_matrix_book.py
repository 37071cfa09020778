"""The workbook has a row a body, and sums that a sheet computes to the same figures."""

import re
import zipfile
from io import BytesIO

from python_calamine import CalamineWorkbook

from annual.totalling.bodies import COUNTY, NAMES, YEAR, fee, report, with_merged_row
from gongkai.annual.form import PATHS
from gongkai.annual.reading import read_bytes
from gongkai.annual.totalling import total, workbook

LICENCES = "proactive.licences"
COLUMN = 2 + PATHS.index(LICENCES)


def opened(outcome):
    return CalamineWorkbook.from_filelike(BytesIO(workbook(outcome)))


def rows(outcome):
    return opened(outcome).get_sheet_by_name("各单位数据").to_python()


def formulas(outcome):
    number = opened(outcome).sheet_names.index("各单位数据") + 1
    with zipfile.ZipFile(BytesIO(workbook(outcome))) as archive:
        return re.findall(r"<f>(.*?)</f>", archive.read(f"xl/worksheets/sheet{number}.xml").decode())


def test_the_report_in_the_official_form_comes_first_and_is_read_back():
    values = {path: position for position, path in enumerate(PATHS) if path.split(".")[-1] != "fees_wan"}
    outcome = total([report(name, {**values, **fee("0.5")}) for name in NAMES], COUNTY, YEAR)

    (back,) = read_bytes(workbook(outcome), "全县.xlsx")

    assert opened(outcome).sheet_names[0] == "正文"
    assert opened(outcome).sheet_names[-2:] == ["各单位数据", "没有计入与说明"]
    assert all(back.value(path) in (outcome.report.value(path), None) for path in PATHS)
    assert sum(back.value(path) is None for path in PATHS) <= 5
    assert (back.agency, back.year) == (COUNTY, YEAR)


def test_a_row_a_body_and_the_sum_below():
    outcome = total([report("惠民镇", {LICENCES: 5}), report("渔门镇", {LICENCES: 7})], COUNTY, YEAR)
    found = rows(outcome)
    assert [row[0] for row in found[3:]] == ["惠民镇", "渔门镇", "合计", "已知部分之和"]
    assert [row[COLUMN] for row in found[3:]] == [5, 7, 12, 12]
    assert len(found[3]) == 2 + len(PATHS)


def test_the_sums_are_formulas_that_do_not_hide_a_gap():
    outcome = total([report("惠民镇", {LICENCES: None}), report("渔门镇", {LICENCES: 7})], COUNTY, YEAR)
    assert [row[COLUMN] for row in rows(outcome)[3:]] == ["", 7, "不全", 7]
    assert len(formulas(outcome)) == 2 * len(PATHS)
    assert formulas(outcome)[PATHS.index(LICENCES)].startswith("IF(COUNT(I4:I5)=ROWS(I4:I5),SUM(I4:I5)")


def test_amounts_are_rounded_to_what_was_printed():
    outcome = total([report("惠民镇", fee("4166.241619")), report("渔门镇", fee("96171.6"))], COUNTY, YEAR)
    position = PATHS.index("proactive.fees_wan")
    assert "ROUND(SUM(L4:L5),6)" in formulas(outcome)[position]
    assert rows(outcome)[5][2 + position] == 100337.841619


def test_a_merged_row_stands_as_text_and_counts_in_no_sum():
    path = "applications.other_other.natural_person"
    outcome = total([report("渔门镇", {path: 1}), with_merged_row("惠民镇", 5)], COUNTY, YEAR)
    column = [row[2 + PATHS.index(path)] for row in rows(outcome)[3:]]
    assert column == ["5（三行合计）", 1, "不全", 1]


def test_every_remark_is_on_the_second_sheet():
    outcome = total([report("惠民镇", {LICENCES: None}), report("渔门镇", year=2023)], COUNTY, YEAR)
    found = opened(outcome).get_sheet_by_name("没有计入与说明").to_python()
    assert [row[0] for row in found] == ["是否计入", "没有计入", "请注意"]


def test_the_same_total_gives_the_same_bytes_and_none_too():
    outcome = total([report("惠民镇")], COUNTY, YEAR)
    assert workbook(outcome) == workbook(outcome)
    assert len(rows(total([], COUNTY, YEAR))) == 3
