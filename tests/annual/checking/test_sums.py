"""The equations of the form: every published error is found, by the rule and the figure that are to blame."""

from __future__ import annotations

import pytest
from tests.annual.checking.writers import FORM

from gongkai.annual.checking import Fault, Severity, check
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.report import AnnualReport, Cell, Place, Status


def report_with(figures, **cells):
    report = correct_report(figures)
    report.sections, report.preface = [], ""
    for path, cell in cells.items():
        report.cells[path] = cell
    return report


def rules(report, previous=None):
    return [finding.rule for finding in check(report, previous)]


def test_parts_of_10_1_0_0_and_a_total_of_0():
    """Published by a district for 2023: two groups of Table 4 with their totals left at 0."""
    report = report_with(
        {
            "disputes.review.upheld": 10,
            "disputes.review.corrected": 1,
            "disputes.litigation_after_review.upheld": 5,
        }
    )
    findings = check(report)
    assert [finding.rule for finding in findings] == ["disputes.total", "disputes.total"]
    review, after = findings
    assert (review.cells[0], review.expected, review.actual) == ("disputes.review.total", 11, 0)
    assert (after.cells[0], after.expected, after.actual) == ("disputes.litigation_after_review.total", 5, 0)
    assert "10+1+0+0=11，印的总计是0" in review.message
    assert all(finding.severity is Severity.ERROR for finding in findings)


def test_results_of_27_and_a_total_of_21_while_the_four_items_still_balance():
    report = report_with({"applications.granted.natural_person": 13, "applications.granted.total": 14})
    (finding,) = check(report)
    assert (finding.rule, finding.severity) == ("applications.result_total", Severity.ERROR)
    assert "总计列各办理结果相加得27，（七）总计印的是21" in finding.message


def test_a_wrong_result_total_in_one_column_is_named_with_all_that_it_breaks():
    report = report_with({"applications.results_total.natural_person": 17})
    (finding,) = check(report)
    assert finding.rule == "applications.result_total"
    assert finding.cells == ("applications.results_total.natural_person",)
    assert "第三项加第四项" in finding.message
    assert "各办理结果相加得19" in finding.message
    assert "应为19" in finding.suggestion


def test_a_result_total_wrong_by_the_same_in_a_column_and_in_the_total_is_one_finding():
    report = report_with(
        {"applications.results_total.natural_person": 22, "applications.results_total.total": 24}
    )
    (finding,) = check(report)
    assert finding.rule == "applications.result_total"
    assert finding.cells == ("applications.results_total.natural_person", "applications.results_total.total")
    assert "应为19、21" in finding.suggestion


def test_two_wrong_rows_are_two_findings():
    report = report_with({"applications.granted.total": 9, "applications.partly_granted.natural_person": 5})
    findings = check(report)
    assert [finding.rule for finding in findings] == ["applications.row_total", "applications.row_total"]
    assert {finding.cells for finding in findings} == {
        ("applications.granted.total",),
        ("applications.partly_granted.natural_person",),
    }


def test_two_figures_wrong_by_the_same_amount_are_not_guessed_at():
    report = report_with(
        {"applications.granted.natural_person": 8, "applications.partly_granted.enterprise": 1}
    )
    findings = check(report)
    assert {finding.rule for finding in findings} == {"applications.row_total"}
    assert len(findings) == 2
    assert all(len(finding.cells) == 7 for finding in findings)


def test_an_unbalanced_column_with_its_total_is_one_finding():
    report = report_with({"applications.received.natural_person": 24, "applications.received.total": 26})
    (finding,) = check(report)
    assert finding.rule == "applications.balance"
    assert "自然人列" in finding.message
    assert "总计列" in finding.message


def test_blanks_count_as_nothing_where_the_row_has_its_total():
    report = report_with({path: None for path in FORM.paths if "other_organisation" in path})
    assert rules(report) == ["form.blank_cell"]


def test_a_sum_that_blanks_could_mend_is_no_error_of_arithmetic():
    report = report_with({"applications.granted.natural_person": None})
    assert rules(report) == ["form.blank_cell"]


def test_parts_above_their_total_are_an_error_whatever_the_blanks_hold():
    report = report_with(
        {
            "applications.received.enterprise": None,
            "applications.received.natural_person": 30,
        }
    )
    findings = check(report)
    assert [finding.rule for finding in findings] == ["applications.row_total", "form.blank_cell"]
    assert findings[0].cells == ("applications.received.natural_person",)
    assert "30+空+0" in findings[0].message


def test_a_column_of_totals_blank_in_19_rows_is_one_finding_and_no_error():
    blank = [
        row.key for row in FORM.applications if row.key not in ("received", "carried_in", "results_total")
    ]
    report = report_with({f"applications.{row}.total": None for row in blank[:19]})
    (finding,) = check(report)
    assert finding.rule == "form.blank_cell"
    assert len(finding.cells) == 19
    assert "“总计”列19格" in finding.message


def test_five_blank_columns_are_one_finding():
    columns = [column for column in FORM.applicants if column.group]
    figures = {
        f"applications.{row.key}.{column.key}": None for row in FORM.applications for column in columns
    }
    report = report_with(figures)
    (finding,) = check(report, ignore=["reading"])
    assert finding.rule == "form.blank_cell"
    assert all(f"“{column.label}”列" in finding.message for column in columns)
    assert len(finding.cells) == 125


def test_an_empty_table_is_one_finding():
    report = report_with({path: None for path in FORM.paths if path.startswith("applications.")})
    (finding,) = check(report)
    assert finding.rule == "form.blank_cell"
    assert "全表175格" in finding.message


def test_a_broken_sum_of_figures_that_were_split_apart_is_our_doubt_not_their_error():
    report = report_with({})
    for column in FORM.applicants:
        path = f"applications.granted.{column.key}"
        report.cells[path] = report.cells[path]._replace(status=Status.RECONCILED, printed="7100008")
    path = "applications.granted.natural_person"
    report.cells[path] = report.cells[path]._replace(value=9)
    findings = check(report)
    assert [(finding.rule, finding.fault) for finding in findings] == [("reading.misread", Fault.READING)]
    assert findings[0].severity is Severity.WARNING


def test_a_plain_figure_that_two_sums_contradict_is_an_error_whatever_was_split_elsewhere():
    report = report_with({})
    for column in FORM.applicants:
        path = f"applications.granted.{column.key}"
        report.cells[path] = report.cells[path]._replace(status=Status.RECONCILED, printed="7100008")
    report.cells["applications.results_total.total"] = Cell(30, Status.PRINTED, "30")
    (finding,) = check(report)
    assert (finding.rule, finding.severity) == ("applications.result_total", Severity.ERROR)
    assert finding.cells == ("applications.results_total.total",)
    report.cells["applications.results_total.total"] = Cell(21, Status.PRINTED, "21")
    report.cells["applications.partly_granted.natural_person"] = Cell(5, Status.PRINTED, "5")
    (finding,) = check(report)
    assert (finding.cells, finding.fault) == (("applications.partly_granted.natural_person",), Fault.REPORT)


def cells_of(key):
    return next(row for row in FORM.application_paths if row[0].split(".")[1] == key)


def test_two_wrong_figures_in_one_column_are_two_findings_that_name_them():
    wrong = {"applications.refused_by_law.nonprofit": 2, "applications.not_processed_repeat.nonprofit": 7}
    findings = check(report_with(wrong))
    assert {(finding.cells, finding.expected) for finding in findings} == {((path,), 0) for path in wrong}


def test_two_wrong_figures_in_one_row_are_two_findings_that_name_them():
    wrong = {"applications.granted.natural_person": 17, "applications.granted.legal_service": 4}
    findings = check(report_with(wrong))
    assert {(finding.cells, finding.expected) for finding in findings} == {
        (("applications.granted.natural_person",), 7),
        (("applications.granted.legal_service",), 0),
    }


@pytest.mark.parametrize("key", ["received", "granted", "results_total", "carried_in"])
@pytest.mark.parametrize("way", ["left", "right"])
def test_a_row_moved_by_one_cell_is_one_doubt(key, way):
    row = cells_of(key)
    values = [report_with({}).cells[path].value for path in row]
    moved = [*values[1:], 0] if way == "left" else [0, *values[:-1]]
    (finding,) = check(report_with(dict(zip(row, moved, strict=True))))
    assert (finding.rule, finding.fault) == ("reading.misread", Fault.READING)


@pytest.mark.parametrize("way", ["left", "right"])
def test_all_rows_moved_by_one_column_are_one_doubt(way):
    report = report_with({})
    for row in FORM.application_paths:
        values = [report.cells[path].value for path in row]
        moved = [*values[1:], 0] if way == "left" else [0, *values[:-1]]
        for path, value in zip(row, moved, strict=True):
            report.cells[path] = Cell(value, Status.PRINTED, str(value))
    (finding,) = check(report)
    assert (finding.rule, finding.fault) == ("reading.misread", Fault.READING)


def test_a_column_of_totals_left_at_nought_is_one_error():
    report = report_with({row[-1]: 0 for row in FORM.application_paths})
    (finding,) = check(report)
    assert (finding.rule, finding.severity) == ("applications.row_total", Severity.ERROR)
    assert len(finding.cells) == 10


def test_a_row_of_result_totals_left_at_nought_is_one_error():
    (finding,) = check(report_with(dict.fromkeys(cells_of("results_total"), 0)))
    assert finding.rule == "applications.result_total"
    assert "第三项加第四项" in finding.message


def test_a_figure_with_a_gap_between_its_digits_proves_nothing():
    report = report_with({"applications.granted.natural_person": 17})
    report.cells["applications.granted.natural_person"] = Cell(17, Status.PRINTED, "1 7 注", Place(page=2))
    assert rules(report) == ["reading.misread"]


def test_a_total_in_the_column_before_is_a_likely_misreading():
    report = report_with({"applications.granted.other_organisation": 8, "applications.granted.total": 0})
    (finding,) = check(report)
    assert (finding.rule, finding.fault) == ("reading.misread", Fault.READING)
    assert "错位" in finding.message


def test_10_read_as_1_and_0_is_a_likely_misreading():
    figures = {
        "applications.granted.natural_person": 10,
        "applications.granted.total": 11,
        "applications.results_total.natural_person": 22,
        "applications.results_total.total": 24,
        "applications.received.natural_person": 23,
        "applications.received.total": 25,
    }
    row = dict(zip(FORM.application_paths[2], (1, 0, 1, 0, 0, 0, 0), strict=True))
    assert FORM.application_paths[2][0] == "applications.granted.natural_person"
    report = report_with({**figures, **row})
    (finding,) = check(report)
    assert (finding.rule, finding.fault) == ("reading.misread", Fault.READING)
    assert "10可能被读成了1和0" in finding.message


def test_table_four_with_a_figure_cut_in_two_is_a_likely_misreading():
    run = (1, 0, 1, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    paths = [path for group in FORM.dispute_paths for path in group]
    (finding,) = check(report_with(dict(zip(paths, run, strict=True))))
    assert (finding.rule, finding.fault) == ("reading.misread", Fault.READING)
    assert "10、1、0、0、11" in finding.message


def test_the_rows_of_2019_add_up_without_the_two_that_came_later():
    report = report_with({"applications.other_other.natural_person": 1, "applications.other_other.total": 1})
    report.edition = "2019"
    report.year, report.dated = 2020, None
    for row in ("other_clarification_lapsed", "other_fee_unpaid"):
        for column in FORM.applicants:
            report.cells[f"applications.{row}.{column.key}"] = Cell(None, Status.ABSENT)
    for path in FORM.proactive_paths[:6]:
        report.cells[path] = Cell(None, Status.ABSENT)
    assert rules(report) == []
    report.cells["applications.results_total.total"] = Cell(25, Status.PRINTED, "25")
    assert rules(report) == ["applications.result_total"]


def test_evidence_quotes_what_is_printed_and_where():
    place = Place(page=3, table=2, row=9, column=4)
    report = report_with({})
    report.cells["applications.granted.total"] = Cell(9, Status.PRINTED, "９", place)
    (finding,) = check(report)
    assert finding.place == place
    assert str(finding.evidence[0]) == f"{place}：（一）予以公开·总计 “９”"


@pytest.mark.parametrize("year", [None, 2024])
def test_a_report_of_which_nothing_could_be_read_is_not_a_report_of_noughts(year):
    report = AnnualReport(year=year)
    (finding,) = check(report)
    assert (finding.rule, finding.fault) == ("reading.unreadable", Fault.READING)
    assert "表二、表三、表四" in finding.message
