"""Documents taken apart by hand: what stage two makes of grids and lines that the corpus does not print."""

import pytest

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import (
    Block,
    Document,
    Grid,
    GridCell,
    Kind,
    Link,
    Paragraph,
    UnreadableError,
)
from gongkai.annual.reading.recognition.recognise import recognise
from gongkai.annual.report import AnnualReport, Status

ROWS = {row.key: row.label.text for row in EDITION_2021.applications}


def grid(*rows: list[str], number: int = 1, aligned: bool = True) -> Grid:
    cells: list[list[GridCell | None]] = [
        [GridCell(text, at, column) for column, text in enumerate(row)] for at, row in enumerate(rows)
    ]
    return Grid(cells, number, aligned=aligned)


def applications(changes: dict[str, list[str]] | None = None, width: int = 7) -> Grid:
    """Table 3 with noughts, but for the rows given."""
    rows = [[label, *(changes or {}).get(key, ["0"] * width)] for key, label in ROWS.items()]
    return grid(*rows)


def document(*blocks: Block, title: str = "青石县教育局2024年政府信息公开工作年度报告") -> Document:
    return Document(Kind.HTML, [Paragraph(title), *blocks])


def read(*blocks: Block) -> AnnualReport:
    (report,) = recognise(document(*blocks), "report.html")
    return report


def test_table_four_as_one_row_a_group() -> None:
    report = read(
        applications(),
        grid(
            ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
            ["行政复议", "1", "2", "3", "4", "10"],
            ["未经复议直接起诉", "0", "0", "0", "1", "1"],
            ["复议后起诉", "5", "0", "0", "0", "5"],
        ),
    )
    assert report.value("disputes.review.total") == 10
    assert report.value("disputes.litigation_direct.pending") == 1
    assert report.value("disputes.litigation_after_review.upheld") == 5


def test_table_four_in_two_tables() -> None:
    report = read(
        applications(),
        grid(
            ["行政复议"] * 5,
            ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
            ["1", "0", "0", "0", "1"],
        ),
        grid(
            ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5,
            ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2,
            ["0"] * 5 + ["2", "0", "0", "0", "2"],
        ),
    )
    assert report.value("disputes.review.upheld") == 1
    assert report.value("disputes.litigation_after_review.total") == 2
    assert report.value("disputes.litigation_direct.total") == 0


def test_a_subtotal_column_is_left_out_by_the_header() -> None:
    header = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计", "总计"]
    rows = [[label, "0", "0", "0", "0", "0", "0", "0", "0"] for label in ROWS.values()]
    rows[0][1:] = ["3", "1", "0", "0", "0", "0", "1", "4"]
    report = read(grid(header, *rows))
    assert report.value("applications.received.enterprise") == 1
    assert report.value("applications.received.total") == 4


def test_a_figure_broken_inside_its_cell_is_joined_and_said_to_be() -> None:
    report = read(applications({"received": ["1\n0", "0", "0", "0", "0", "0", "10"]}))
    cell = report.cell("applications.received.natural_person")
    assert (cell.value, cell.status) == (10, Status.RECONCILED)


def test_what_is_no_figure_is_unreadable_and_the_rest_of_its_row_stands() -> None:
    report = read(applications({"received": ["约30", "1", "0", "0", "0", "0", "31"]}))
    assert report.cell("applications.received.natural_person").status is Status.UNREADABLE
    assert report.value("applications.received.total") == 31


def test_years_side_by_side_are_refused() -> None:
    with pytest.raises(UnreadableError, match="并排"):
        recognise(document(applications(width=14)))


def test_two_reports_without_a_border_between_them_are_refused() -> None:
    with pytest.raises(UnreadableError, match="分不开"):
        recognise(document(applications(), applications()))


def test_a_blank_form_is_said_to_be_blank() -> None:
    with pytest.raises(UnreadableError, match="空白表样"):
        recognise(document(applications({key: [""] * 7 for key in ROWS})))


def test_a_page_of_links_names_the_file() -> None:
    page = Document(Kind.HTML, [Paragraph("附件")], links=[Link("2024年年度报告.pdf", "/files/2024.pdf")])
    with pytest.raises(UnreadableError, match=r"2024年年度报告\.pdf"):
        recognise(page)


def test_a_script_shell_and_an_empty_page_say_what_they_are() -> None:
    with pytest.raises(UnreadableError, match="脚本"):
        recognise(Document(Kind.HTML, scripted=True))
    with pytest.raises(UnreadableError, match="没有文字"):
        recognise(Document(Kind.HTML))


def test_headings_without_tables_are_a_report_that_cannot_be_read() -> None:
    sections = [Paragraph(section.heading) for section in EDITION_2021.sections]
    report = read(*sections)
    assert {report.cell(path).status for path in EDITION_2021.paths} == {Status.UNREADABLE}


def test_a_row_printed_again_behind_a_page_break_counts_once() -> None:
    rows = [[label, *["0"] * 7] for label in ROWS.values()]
    rows[3][1:] = ["2", "0", "0", "0", "0", "0", "2"]
    report = read(grid(*rows[:4]), grid(*rows[3:], number=2))
    assert report.value("applications.partly_granted.total") == 2
    assert not [note for note in report.notes if note.cell and note.cell.startswith("applications")]
