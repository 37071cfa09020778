"""A correct report gives no finding; one wrong figure gives one finding that names it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.annual.checking.writers import FORM, correct_reports

from gongkai.annual.checking import Fault, Severity, check
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.report import Cell, Status

SLOW = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
SUMMED = [path for row in FORM.application_paths for path in row] + [
    path for group in FORM.dispute_paths for path in group
]


def messages(findings):
    return [f"{finding.rule}: {finding.message}" for finding in findings]


@SLOW
@given(correct_reports())
def test_a_correct_report_gives_no_finding(report):
    assert messages(check(report)) == []


@SLOW
@given(correct_reports(largest=3000))
def test_nor_does_a_big_one(report):
    assert messages(check(report)) == []


@SLOW
@given(correct_reports())
def test_nor_do_two_years_that_fit(report):
    previous = correct_report(dict.fromkeys(FORM.paths, 0), year=2023)
    previous.sections = []
    values = report.cells
    for column in FORM.applicants:
        carried = values[f"applications.carried_in.{column.key}"].value
        for row in ("carried_out", "received"):
            previous.cells[f"applications.{row}.{column.key}"] = Cell(carried, Status.PRINTED)
    kind = "proactive.normative_documents"
    issued, repealed = (int(values[f"{kind}.{key}"].value or 0) for key in ("issued", "repealed"))
    in_force = previous.cells[f"{kind}.in_force"] = Cell(repealed + 7, Status.PRINTED)
    values[f"{kind}.in_force"] = Cell(int(in_force.value or 0) + issued - repealed, Status.PRINTED)
    assert messages(check(report, previous, ignore=["outlier"])) == []


@SLOW
@given(correct_reports(), st.sampled_from(SUMMED), st.integers(1, 30), st.booleans())
def test_one_wrong_figure_is_one_error_that_names_it(report, path, change, less):
    cell = report.cells[path]
    wrong = int(cell.value) - change if less and int(cell.value) >= change else int(cell.value) + change
    report.cells[path] = replace_value(cell, wrong)
    findings = check(report)
    assert len(findings) == 1, messages(findings)
    (finding,) = findings
    assert (finding.severity, finding.fault) == (Severity.ERROR, Fault.REPORT)
    assert path in finding.cells
    if path.startswith("applications."):
        assert finding.cells == (path,)
        assert (finding.actual, finding.expected) == (wrong, cell.value)


@SLOW
@given(correct_reports(), st.sampled_from(FORM.paths), st.sampled_from([None, "/", "-", "—", "无"]))
def test_one_blank_cell_is_one_finding_that_names_it(report, path, mark):
    report.cells[path] = Cell(None, Status.BLANK, mark)
    findings = check(report)
    assert [(finding.rule, finding.cells) for finding in findings] == [("form.blank_cell", (path,))]


@SLOW
@given(correct_reports(), st.lists(st.sampled_from(FORM.paths), min_size=1, max_size=12, unique=True))
def test_what_cannot_be_read_is_one_finding_and_breaks_no_sum(report, paths):
    for path in paths:
        report.cells[path] = Cell(None, Status.UNREADABLE, "▇▇")
    findings = check(report)
    assert [finding.rule for finding in findings] == ["reading.unreadable"]
    assert set(findings[0].cells) == set(paths)
    assert findings[0].fault is Fault.READING


@SLOW
@given(correct_reports())
def test_figures_won_by_arithmetic_are_as_good_where_all_agrees(report):
    for path in SUMMED:
        report.cells[path] = replace_status(report.cells[path], Status.RECONCILED)
    assert messages(check(report)) == []


def replace_value(cell: Cell, value: int) -> Cell:
    return Cell(value, cell.status, str(value), cell.place)


def replace_status(cell: Cell, status: Status) -> Cell:
    return cell._replace(status=status)


def test_the_example_report_of_the_documentation_is_correct():
    assert check(correct_report()) == []
    assert check(replace_year(correct_report())) == []


def replace_year(report):
    """The same report without anything known of its source: no year, no agency, no sections."""
    return replace(report, year=None, agency=None, dated=None, sections=[], preface="")
