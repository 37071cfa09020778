"""The sections, rows, columns and edition of the official form; whose fault a gap is."""

from __future__ import annotations

import pytest
from tests.annual.checking.writers import FORM

from gongkai.annual.checking import Fault, Severity, check
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.form import SECTIONS
from gongkai.annual.report import AnnualReport, Cell, Note, NoteKind, SectionText, Status


def only(report):
    (finding,) = check(report)
    return finding


def retitled(number, title):
    report = correct_report()
    report.sections = [
        SectionText(section.number, title if section.number == number else section.title, section.text)
        for section in report.sections
    ]
    return report


@pytest.mark.parametrize(
    ("number", "title"),
    [(section.number, variant) for section in SECTIONS for variant in section.title.variants],
)
def test_titles_that_are_understood_but_not_official(number, title):
    findings = check(retitled(number, title))
    if title in ("政府信息公开行政复议和行政诉讼情况", "存在的主要问题和改进情况", "其他需要报告事项"):
        assert findings == []
        return
    (finding,) = findings
    assert (finding.rule, finding.severity) == ("form.section_title", Severity.WARNING)
    assert finding.actual == title
    assert SECTIONS[number - 1].heading in finding.suggestion


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (1, "总 体 情 况"),
        (1, "总体情况："),
        (4, "政府信息公开行政复议，行政诉讼情况"),
        (4, "政府信息公开行政复议和行政诉讼情况"),
        (5, "存在的主要\u200b问题及改进情况"),
        (5, "存在的主要问题与改进情况。"),
        (5, "存在的主要問題及改進情況"),
        (1, "一、总体情况"),
        (2, "主动公开政府信息情况（单位：件）"),
        (6, "其它需要报告的事项"),
    ],
)
def test_spaces_and_punctuation_in_a_title_are_no_matter(number, title):
    assert check(retitled(number, title)) == []


def test_a_section_without_a_title():
    finding = only(retitled(1, ""))
    assert finding.rule == "form.section_title"
    assert "没有标题" in finding.message


def test_a_first_section_without_its_heading_is_there_all_the_same():
    report = correct_report()
    report.preface += report.sections.pop(0).text
    finding = only(report)
    assert (finding.rule, finding.severity) == ("form.section_title", Severity.WARNING)
    assert "第一部分没有标题" in finding.message


def test_a_section_split_in_two():
    report = retitled(5, "存在的主要问题")
    report.sections.insert(5, SectionText(5, "改进措施", "加强培训。"))
    finding = only(report)
    assert finding.rule == "form.section_title"
    assert "分成了2个标题" in finding.message


def test_a_missing_section_is_one_error_and_its_fee_is_not_asked_for():
    report = correct_report()
    report.sections = report.sections[:5]
    finding = only(report)
    assert (finding.rule, finding.severity) == ("form.missing_section", Severity.ERROR)


def test_figures_without_narrative_are_not_said_to_lack_sections():
    report = correct_report(sections=[], preface="")
    assert check(report) == []


def test_headings_with_no_tables_under_them_cannot_be_read():
    """Sections two to four printed as pictures: no 0, no error of the agency."""
    report = correct_report()
    report.cells = {}
    finding = only(report)
    assert (finding.rule, finding.fault) == ("reading.unreadable", Fault.READING)
    assert "图片" in finding.message


def test_a_table_and_its_heading_left_out_are_a_missing_section():
    report = correct_report()
    report.sections = [section for section in report.sections if section.number != 4]
    for group in FORM.dispute_paths:
        for path in group:
            report.cells[path] = Cell(None, Status.ABSENT)
    finding = only(report)
    assert finding.rule == "form.missing_section"
    assert "四、政府信息公开行政复议、行政诉讼情况" in finding.message


def test_a_table_that_is_there_needs_no_heading_of_its_own_to_count():
    report = correct_report()
    report.sections = [section for section in report.sections if section.number in (1, 5, 6)]
    assert check(report) == []


def test_a_missing_row():
    report = correct_report()
    for column in FORM.applicants:
        report.cells[f"applications.refused_by_law.{column.key}"] = Cell(None, Status.ABSENT)
    finding = only(report)
    assert finding.rule == "form.missing_row"
    assert "“2.其他法律行政法规禁止公开”行" in finding.message
    assert len(finding.cells) == 7


def test_a_lost_label_is_told_once_with_the_row_it_was_taken_for():
    report = correct_report()
    report.notes = [
        Note(f"applications.granted.{column.key}", NoteKind.GUESSED_LABEL, "第4行没有印出行名")
        for column in FORM.applicants
    ]
    finding = only(report)
    assert finding.rule == "form.missing_row"
    assert "“（一）予以公开”" in finding.message
    assert len(finding.cells) == 7
    assert [str(item) for item in finding.evidence] == ["第4行没有印出行名"]


def test_blank_review_cells_are_one_finding():
    report = correct_report(dict.fromkeys(FORM.dispute_paths[0]))
    report.sections[0] = SectionText(1, "总体情况", "2024年，未发生因政府信息公开申请行政复议的情况。")
    finding = only(report)
    assert (finding.rule, finding.cells) == ("form.blank_cell", FORM.dispute_paths[0])
    assert "“行政复议”5格空白" in finding.message


def merged_row(year=2023):
    report = correct_report(
        {"applications.other_other.natural_person": 1, "applications.other_other.total": 1}, year=year
    )
    for row in ("other_clarification_lapsed", "other_fee_unpaid"):
        for column in FORM.applicants:
            report.cells[f"applications.{row}.{column.key}"] = Cell(None, Status.ABSENT)
    report.notes = [Note("applications.other_other.total", NoteKind.MERGED, "（六）其他处理印成一行")]
    report.sections, report.preface, report.dated = [], "", None
    return report


def test_other_results_in_one_row_are_the_old_form_and_not_missing_rows():
    finding = only(merged_row())
    assert (finding.rule, finding.severity) == ("form.obsolete_edition", Severity.WARNING)
    assert check(merged_row(year=2020)) == []


def test_a_merged_row_stays_merged_when_it_comes_back_from_json():
    report = AnnualReport.from_dict(merged_row().to_dict())
    assert [finding.rule for finding in check(report)] == ["form.obsolete_edition"]


def test_sections_out_of_order():
    report = correct_report()
    report.sections[4:] = report.sections[:3:-1]
    assert only(report).rule == "form.section_order"


def test_a_workbook_of_nothing_but_the_tables_lacks_no_section():
    report = correct_report()
    report.sections = [
        SectionText(section.number, section.title, "")
        for section in report.sections
        if section.number in (2, 3, 4)
    ]
    report.preface = ""
    assert check(report) == []
