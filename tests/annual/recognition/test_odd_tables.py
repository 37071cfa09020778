"""Tables that keep the form's words and not its order: columns moved, left out or added, tables turned."""

import pytest
from tests.annual.recognition.test_documents import ROWS, applications, document, grid, read

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.reading.blocks import Paragraph, UnreadableError
from gongkai.annual.reading.recognition.recognise import recognise
from gongkai.annual.report import AnnualReport, Status

COLUMNS = {column.key: str(column.label) for column in EDITION_2021.applicants}
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
GROUPS = ["行政复议", "未经复议直接起诉", "复议后起诉"]
FIGURES = {
    "natural_person": 3,
    "enterprise": 2,
    "research": 0,
    "nonprofit": 0,
    "legal_service": 5,
    "other_organisation": 0,
    "total": 10,
}


def by_columns(*keys: str, serial: bool = False) -> AnnualReport:
    """A Table 3 whose header is one row with these columns, each row with the same figures."""
    rows = [["项目", *(COLUMNS[key] for key in keys)]]
    rows += [[label, *(str(FIGURES[key]) for key in keys)] for label in ROWS.values()]
    if serial:
        rows = [["序号", *rows[0]], *([str(at), *row] for at, row in enumerate(rows[1:], start=1))]
    return read(grid(*rows))


def received(report: AnnualReport) -> dict[str, object]:
    return {key: report.value(f"applications.received.{key}") for key in COLUMNS}


def test_the_total_in_front() -> None:
    report = by_columns("total", *list(COLUMNS)[:-1])
    assert received(report) == FIGURES
    assert report.cell("applications.received.total").status is Status.PRINTED


def test_columns_in_another_order() -> None:
    assert received(by_columns(*reversed(COLUMNS))) == FIGURES


def test_a_column_that_is_not_there_is_absent_and_moves_none() -> None:
    report = by_columns(*(key for key in COLUMNS if key != "research"))
    assert received(report) == FIGURES | {"research": None}
    assert report.cell("applications.received.research").status is Status.ABSENT


def test_only_the_totals() -> None:
    report = by_columns("total")
    assert received(report) == dict.fromkeys(COLUMNS) | {"total": 10}


def test_a_column_of_serial_numbers_is_no_figure() -> None:
    report = by_columns(*COLUMNS, serial=True)
    assert received(report) == FIGURES
    assert {report.cell(f"applications.{key}.total").status for key in ROWS} == {Status.PRINTED}


def test_a_total_in_front_by_a_header_in_two_rows_is_believed_where_the_rows_add_up() -> None:
    header = [
        ["", "总计", "自然人", *["法人或其他组织"] * 5],
        ["", "", "", *list(COLUMNS.values())[1:-1]],
    ]
    figures = ["10", "3", "2", "0", "0", "5", "0"]
    report = read(grid(*header, *([label, *figures] for label in ROWS.values())))
    assert received(report) == FIGURES


def test_short_rows_without_a_header_are_not_spread_over_the_columns() -> None:
    report = read(grid(*([label, "3", "2", "0", "5", "0", "10"] for label in ROWS.values())))
    assert set(received(report).values()) == {None}
    assert report.cell("applications.received.total").status is Status.UNREADABLE


def test_the_same_rows_under_other_columns_are_no_table_three() -> None:
    header = ["项目", "2022年", "2023年", "增减", "增幅", "东区", "西区", "南区"]
    other = grid(header, *([label, "1", "2", "3", "4", "5", "6", "7"] for label in ROWS.values()))
    with pytest.raises(UnreadableError):
        recognise(document(other))


def test_a_row_with_its_total_alone_does_not_have_a_blank_total() -> None:
    changes = {key: ["8"] for key in ROWS}
    report = read(grid(*([label, *changes[key]] for key, label in ROWS.items())))
    assert report.cell("applications.received.total").status is Status.UNREADABLE


DISPUTES = {group: [str(5 * at + place) for place in range(5)] for at, group in enumerate(GROUPS)}


def check_disputes(report: AnnualReport) -> None:
    printed = [figure for group in GROUPS for figure in DISPUTES[group]]
    paths = [path for group in EDITION_2021.dispute_paths for path in group]
    assert [str(report.value(path)) for path in paths] == printed


def test_table_four_turned() -> None:
    rows = [["结果", *GROUPS]]
    rows += [[result, *(DISPUTES[group][at] for group in GROUPS)] for at, result in enumerate(RESULTS)]
    check_disputes(read(applications(), grid(*rows)))


def test_table_four_with_the_totals_in_front() -> None:
    order = [4, 0, 1, 2, 3]
    header = [[group for group in GROUPS for _ in order], [RESULTS[at] for _ in GROUPS for at in order]]
    check_disputes(
        read(applications(), grid(*header, [DISPUTES[group][at] for group in GROUPS for at in order]))
    )


def test_table_four_with_the_suits_in_front() -> None:
    order = [*GROUPS[1:], GROUPS[0]]
    rows = [
        ["行政诉讼"] * 10 + ["行政复议"] * 5,
        [group for group in order[:2] for _ in RESULTS] + RESULTS,
        RESULTS * 2 + [""] * 5,
        [figure for group in order for figure in DISPUTES[group]],
    ]
    check_disputes(read(applications(), grid(*rows)))


def test_suits_of_both_kinds_together_leave_the_reviews_readable() -> None:
    rows = [["行政复议"] * 5 + ["行政诉讼"] * 5, RESULTS * 2, [str(at) for at in range(10)]]
    report = read(applications(), grid(*rows))
    assert report.value("disputes.review.total") == 4
    assert report.value("disputes.litigation_direct.total") is None


HEAD = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
DECISIONS = ["信息内容", "本年处理决定数量", "", ""]


def test_table_two_with_its_columns_in_another_order() -> None:
    report = read(applications(), grid([HEAD[0], HEAD[3], HEAD[1], HEAD[2]], ["规章", "30", "1", "2"]))
    assert report.value("proactive.regulations.issued") == 1
    assert report.value("proactive.regulations.in_force") == 30


def test_table_two_turned() -> None:
    report = read(
        applications(),
        grid(
            ["信息内容", "规章", "行政规范性文件"],
            *([head, str(at), str(10 + at)] for at, head in enumerate(HEAD[1:])),
            ["信息内容", "行政处罚", "行政强制"],
            ["本年处理决定数量", "7", "8"],
        ),
    )
    assert report.value("proactive.regulations.in_force") == 2
    assert report.value("proactive.normative_documents.issued") == 10
    assert report.value("proactive.coercive_measures") == 8


def test_table_two_with_its_blocks_side_by_side() -> None:
    report = read(
        applications(),
        grid([*HEAD, *DECISIONS[:2]], ["规章", "1", "2", "3", "行政许可", "136"]),
    )
    assert report.value("proactive.regulations.in_force") == 3
    assert report.value("proactive.licences") == 136


@pytest.mark.parametrize(
    ("rows", "licences", "status"),
    [
        ([["行政许可", "准予", "37"], ["行政许可", "不予", "2"]], None, Status.UNREADABLE),
        ([["行政许可", "准予", "37"], ["行政许可", "合计", "39"]], 39, Status.PRINTED),
        ([["行政许可（企业登记）", "37"], ["行政许可", "39"]], 39, Status.PRINTED),
        ([["行政许可", "39"], ["行政许可", ""]], 39, Status.PRINTED),
    ],
)
def test_licences_in_several_rows(rows: list[list[str]], licences: int | None, status: Status) -> None:
    report = read(applications(), grid(DECISIONS, *([*row, "", ""][:4] for row in rows)))
    assert report.value("proactive.licences") == licences
    assert report.cell("proactive.licences").status is status


def test_numbers_of_sentences_are_not_figures_of_table_two() -> None:
    heading = Paragraph("二、主动公开政府信息情况")
    sentence = Paragraph("全年办理行政许可136件，行政处罚3件，行政强制2件。")
    following = Paragraph("三、收到和处理政府信息公开申请情况")
    report = read(heading, sentence, following, applications())
    assert {report.value(path) for path in PATHS if path.startswith("proactive.")} == {None}
    table = [Paragraph("信息内容 本年处理决定数量"), Paragraph("行政许可 5"), Paragraph("行政处罚 6")]
    report = read(heading, sentence, *table, following, applications())
    assert report.value("proactive.licences") == 5
    assert report.value("proactive.penalties") == 6


def test_figures_set_as_formulas_are_figures() -> None:
    report = read(applications({"received": ["$1$", "$0$", "$0$", "$0$", "$0$", "$0$", "$1$"]}))
    assert report.value("applications.received.natural_person") == 1
