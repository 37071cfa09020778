"""Small tables of the narrative are not the official tables, however alike their labels."""

from tests.annual.recognition.test_documents import applications, grid, read

from gongkai.annual.reading.blocks import Grid, Paragraph
from gongkai.annual.report import AnnualReport, Status

SECTION_TWO = [
    Paragraph("二、主动公开政府信息情况"),
    grid(["信息内容", "本年处理决定数量"], ["行政许可", "5"]),
]
SECTION_THREE = [
    Paragraph("三、收到和处理政府信息公开申请情况"),
    applications(),
    Paragraph("五、存在的主要问题"),
]


def report_with(own: Grid, at_end: bool = False) -> AnnualReport:
    front = [] if at_end else [own]
    return read(Paragraph("一、总体情况"), *front, *SECTION_TWO, *SECTION_THREE, *([own] if at_end else []))


def test_licences_counted_in_section_one() -> None:
    own = grid(["类别", "数量"], ["行政许可", "37"], ["规范性文件", "3"], number=9)
    for at_end in (False, True):
        report = report_with(own, at_end)
        assert report.value("proactive.licences") == 5
        assert report.cell("proactive.normative_documents.issued").status is Status.ABSENT


def test_results_listed_in_section_one() -> None:
    own = grid(["结果", "件数", "占比"], ["予以公开", "12", "80%"], ["部分公开", "3", "20%"], number=9)
    assert report_with(own).value("applications.granted.total") == 0


def test_three_years_compared_in_section_one() -> None:
    own = grid(["项目", "2022", "2023"], ["本年新收政府信息公开申请数量", "12", "30"], number=9)
    assert report_with(own).value("applications.received.total") == 0


def test_a_total_of_another_table_is_no_row_of_table_three() -> None:
    own = grid(["科室", "数量"], ["办公室", "3"], ["总计", "3"], number=9)
    report = report_with(own, at_end=True)
    assert report.cell("applications.results_total.total").status is Status.PRINTED


def test_labels_in_two_languages() -> None:
    own = applications()
    for row in own.rows:
        assert row[0] is not None
        row[0].text += " of Total"
    report = read(own)
    assert not [note for note in report.notes if note.cell and note.cell.startswith("applications")]
