"""The workbook, read by calamine (cached values) and by LibreOffice where it is installed (computed ones)."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from tests.annual.writing.test_write import hostile_report
from tests.annual.writing.town import figures, town_report

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import SectionText
from gongkai.annual.writing import write
from gongkai.annual.writing.tables import Role, tables_of

TABLES = [str(section.title) for section in EDITION_2021.sections if section.table]
BALANCES = {"平", "不平", "缺数"}


def book_of(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def figure_values(report, book):
    """Every figure's value by path, found at the place that the layout of the form gives it."""
    found = {}
    for table in tables_of(report, EDITION_2021).values():
        rows = book.get_sheet_by_name(table.caption).to_python(skip_empty_area=False)
        for cell in table.cells:
            if cell.role is Role.FIGURE:
                found[cell.path] = rows[cell.row + 1][cell.column]
    return found


def formulas(data):
    """Formula texts of each sheet, in the order of sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = sorted(name for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
        return [re.findall(r"<f>(.*?)</f>", package.read(name).decode()) for name in sheets]


def checks_of(book):
    return [
        value
        for name in TABLES
        for row in book.get_sheet_by_name(name).to_python()
        for value in row
        if value in BALANCES
    ]


def test_every_figure_stands_in_its_cell(distinct_report, distinct_figures):
    found = figure_values(distinct_report, book_of(write(distinct_report, "xlsx")))
    assert {path: Decimal(str(value)) for path, value in found.items()} == {
        path: Decimal(value) for path, value in distinct_figures.items()
    }


def test_cached_values_are_the_printed_figures():
    report = town_report()
    found = figure_values(report, book_of(write(report, "xlsx")))
    assert {path: Decimal(str(found[path])) for path in PATHS} == {
        path: Decimal(figures()[path]) for path in PATHS
    }


def test_sums_are_formulas():
    data = write(town_report(), "xlsx")
    text, proactive, applications, disputes, more_text = formulas(data)
    assert text == proactive == more_text == []
    sums = [formula for formula in applications if formula.startswith("SUM(")]
    # 25 totals of rows, and the six of （七）总计 that are not the total of their row.
    assert len(sums) == 31
    assert "SUM(D5:I5)" in sums
    assert "SUM(D7:D27)" in sums
    assert [formula for formula in disputes if formula.startswith("SUM(")] == [
        "SUM(A5:D5)",
        "SUM(F5:I5)",
        "SUM(K5:N5)",
    ]
    # Seven columns twice, 25 rows, three groups: all even.
    assert checks_of(book_of(data)) == ["平"] * (14 + 25 + 3)


def test_a_wrong_total_stays_as_printed_and_is_marked():
    report = town_report(values={"disputes.review.total": 0})
    data = write(report, "xlsx")
    assert figure_values(report, book_of(data))["disputes.review.total"] == 0
    assert "SUM(A5:D5)" not in formulas(data)[3]
    assert checks_of(book_of(data)).count("不平") == 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        comments = "".join(package.read(n).decode() for n in package.namelist() if "comments" in n)
    assert "行政复议：各项相加是3，报告写的是0。这里照报告写，没有改动。" in comments


def test_a_total_that_two_sums_give_names_each_that_fails():
    report = town_report(values={"applications.results_total.total": 21})
    data = write(report, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        comments = "".join(package.read(n).decode() for n in package.namelist() if "comments" in n)
    assert "总计：各项相加是47，报告写的是21" in comments
    assert "（七）总计：各项相加是47，报告写的是21" in comments


def test_unknown_figures_are_empty_and_no_sum_is_made_up():
    paths = ["applications.received.total", "applications.granted.natural_person", "disputes.review.upheld"]
    report = town_report(values=dict.fromkeys(paths))
    data = write(report, "xlsx")
    found = figure_values(report, book_of(data))
    assert [found[path] for path in paths] == ["", "", ""]
    assert "SUM(D5:I5)" not in formulas(data)[2]
    assert "缺数" in checks_of(book_of(data))


def test_amounts_keep_their_digits():
    data = write(town_report(), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert 'formatCode="0.000"' in package.read("xl/styles.xml").decode()
    long = Decimal("123456789012345678.25")
    report = town_report(values={"proactive.fees_wan": long})
    assert (
        figure_values(report, book_of(write(report, "xlsx")))["proactive.fees_wan"] == "123456789012345678.25"
    )


def test_text_is_never_a_formula():
    data = write(hostile_report(), "xlsx")
    lines = [row[0] for row in book_of(data).get_sheet_by_name("正文").to_python()]
    assert "=1+1" in lines
    assert '#read("report.typ") #eval("1+1") $x^2$ *粗* _斜_ @ref <label> \\u{1F600} // 注 /* 注 */' in lines
    assert any("_x0041_" in line for line in lines)
    assert formulas(data)[0] == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"hyperlink" not in package.read("xl/worksheets/sheet1.xml")


def test_sheets_stand_in_the_order_of_the_report():
    report = town_report(
        sections=[SectionText(2, "主动公开情况", "本表含派出机构。"), SectionText(6, "其他", "无。")]
    )
    book = book_of(write(report, "xlsx"))
    assert book.sheet_names == ["正文", *TABLES, "正文（续）"]
    proactive = [row[0] for row in book.get_sheet_by_name(TABLES[0]).to_python()]
    assert proactive[:3] == ["二、主动公开情况", "本表含派出机构。", "第二十条第（一）项"]
    last = [row[0] for row in book.get_sheet_by_name("正文（续）").to_python()]
    assert last[-4:] == ["六、其他", "无。", "云栖县青塘镇人民政府", "2025年1月20日"]


def test_long_paragraphs_go_on_in_the_next_row():
    text = "公开信息及时准确。" * 500
    lines = [
        row[0]
        for row in book_of(write(town_report(preface=text), "xlsx")).get_sheet_by_name("正文").to_python()
    ]
    assert text in "".join(lines)
    assert max(map(len, lines)) <= 800


def without_cached_values(data):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(target, "w") as written:
        for name in found.namelist():
            content = found.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            written.writestr(name, content)
    return target.getvalue()


@pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("changed", [{}, {"disputes.review.total": 0, "applications.granted.total": None}])
def test_a_calculator_computes_what_was_cached(tmp_path, changed):
    report = town_report(values=changed)
    data = write(report, "xlsx")
    source = tmp_path / "source.xlsx"
    source.write_bytes(without_cached_values(data))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "source.ods").open("rb") as file:
        computed = CalamineWorkbook.from_filelike(file)
        assert figure_values(report, computed) == figure_values(report, book_of(data))
        assert checks_of(computed) == checks_of(book_of(data))
