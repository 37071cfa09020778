"""A total is the sum of its parts, exactly, and a missing figure is never nought."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from annual.totalling.bodies import (
    COUNTY,
    YEAR,
    counties,
    fee,
    report,
    with_empty,
    with_merged_row,
)
from gongkai.annual.exact import exact_sum
from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, NoteKind, Status
from gongkai.annual.totalling import RemarkKind, Totaller, describe, to_dict, total

REVIEW = "disputes.review.total"
OTHERS = [
    f"applications.{row}.natural_person"
    for row in ("other_clarification_lapsed", "other_fee_unpaid", "other_other")
]


@given(counties())
def test_every_sum_is_that_of_its_parts_or_null(reports):
    outcome = total(reports, COUNTY, YEAR)
    noted = {note.cell for note in outcome.report.notes}
    for path in PATHS:
        parts = [part.value(path) for part in reports]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            assert outcome.report.value(path) == exact_sum(known)
            assert path not in noted
        else:
            assert outcome.report.value(path) is None
            assert path in noted
            assert outcome.partial.get(path) == (exact_sum(known) if known else None)


@given(counties(), st.randoms())
def test_the_order_of_the_files_does_not_matter(reports, random):
    mixed = [
        *reports,
        report(reports[0].agency, {REVIEW: 999_999_999}, file="again.pdf"),
        report("新坪乡", year=YEAR - 1),
        report(COUNTY),
    ]
    shuffled = list(mixed)
    random.shuffle(shuffled)
    assert to_dict(total(mixed, COUNTY, YEAR)) == to_dict(total(shuffled, COUNTY, YEAR))


@given(counties())
def test_the_same_file_twice_counts_once(reports):
    once = total(reports, COUNTY, YEAR)
    assert to_dict(total([*reports, *reports], COUNTY, YEAR)) == to_dict(once)


@given(counties(gaps=False, most=8), st.integers(1, 7))
def test_a_total_of_two_halves_is_the_total(reports, cut):
    halves = [total(half, COUNTY, YEAR).report for half in (reports[:cut], reports[cut:]) if half]
    whole = total(reports, COUNTY, YEAR).report
    assert all(whole.value(path) == exact_sum(half.value(path) for half in halves) for path in PATHS)


@given(counties())
def test_the_total_is_a_report_that_can_be_read_back(reports):
    made = total(reports, COUNTY, YEAR).report
    again = AnnualReport.from_dict(made.to_dict())
    assert {path: again.cell(path)[:2] for path in PATHS} == {path: made.cell(path)[:2] for path in PATHS}


@given(counties())
def test_finishing_early_changes_nothing(reports):
    totaller = Totaller(COUNTY, YEAR)
    for part in reports:
        totaller.add(part)
        totaller.finish()
    assert to_dict(totaller.finish()) == to_dict(total(reports, COUNTY, YEAR))


def test_amounts_keep_every_digit():
    parts = [
        report("渔门镇", fee("4166.241619")),
        report("红格镇", fee("96171.6")),
        report("财政局", fee("0")),
    ]
    outcome = total(parts, COUNTY, YEAR)
    assert outcome.report.to_dict()["tables"]["proactive"]["fees_wan"] == "100337.841619"
    assert outcome.remarks_of(RemarkKind.FEES)


def test_a_blank_makes_the_sum_null_and_the_known_part_is_told_beside_it():
    parts = [report("渔门镇", {REVIEW: 3}), report("惠民镇", {REVIEW: None}), report("红格镇", {REVIEW: 4})]
    outcome = total(parts, COUNTY, YEAR)
    assert outcome.report.cell(REVIEW).status is Status.UNREADABLE
    assert outcome.partial == {REVIEW: 7}
    (note,) = [note for note in outcome.report.notes if note.cell == REVIEW]
    assert "惠民镇（空白）" in note.detail
    assert "2 个单位之和为 7" in note.detail
    (remark,) = outcome.remarks_of(RemarkKind.INCOMPLETE)
    assert (remark.agency, remark.cells) == ("惠民镇", (REVIEW,))
    assert "7?" in describe(outcome)
    assert not outcome.is_complete


def test_an_unreadable_figure_is_named_as_such():
    outcome = total([report("渔门镇"), with_empty(report("惠民镇"), REVIEW, Status.UNREADABLE)], COUNTY, YEAR)
    assert "惠民镇（读不出来）" in outcome.report.notes[0].detail


def test_nothing_to_sum_is_not_nought():
    outcome = total([], COUNTY, YEAR)
    assert all(outcome.report.value(path) is None for path in PATHS)
    assert not outcome.is_complete
    assert outcome.report.notes


def test_figures_of_one_merged_row_belong_to_none_of_the_three():
    outcome = total(
        [report("渔门镇", {OTHERS[0]: 2, OTHERS[2]: 1}), with_merged_row("惠民镇", 5)], COUNTY, YEAR
    )
    assert [outcome.report.value(path) for path in OTHERS] == [None, None, None]
    assert [outcome.partial[path] for path in OTHERS] == [2, 0, 1]
    assert outcome.remarks_of(RemarkKind.OLD_EDITION)[0].agency == "惠民镇"


def test_a_merged_row_of_nought_is_three_noughts():
    outcome = total(
        [report("渔门镇", {OTHERS[0]: 2}), with_merged_row("惠民镇", 0, edition="2021")], COUNTY, YEAR
    )
    assert [outcome.report.value(path) for path in OTHERS] == [2, 0, 0]


def test_where_every_body_has_the_merged_row_the_total_has_it():
    outcome = total([with_merged_row("渔门镇", 2), with_merged_row("惠民镇", 5)], COUNTY, YEAR)
    assert outcome.report.edition == "2019"
    assert outcome.report.value(OTHERS[2]) == 7
    assert [outcome.report.cell(path).status for path in OTHERS[:2]] == [Status.ABSENT] * 2
    assert (OTHERS[2], NoteKind.MERGED) in {(note.cell, note.kind) for note in outcome.report.notes}
    assert not outcome.partial


def test_the_equations_of_balanced_parts_hold_in_the_total():
    column = {
        f"applications.{row}.{who}": number
        for row, number in (
            ("received", 5),
            ("carried_in", 1),
            ("granted", 4),
            ("results_total", 4),
            ("carried_out", 2),
        )
        for who in ("natural_person", "total")
    }
    made = total([report("渔门镇", column), report("红格镇", column)], COUNTY, YEAR).report
    for identity in EDITION_2021.identities:
        assert exact_sum(map(made.value, identity.left)) == exact_sum(map(made.value, identity.right))


def test_a_body_out_of_balance_is_counted_as_printed_and_named():
    broken = {"disputes.review.upheld": 10, "disputes.review.corrected": 1, "disputes.review.total": 0}
    outcome = total([report("渔门镇", broken), report("红格镇")], COUNTY, YEAR)
    assert outcome.report.value("disputes.review.upheld") == 10
    assert outcome.report.value(REVIEW) == 0
    (remark,) = outcome.remarks_of(RemarkKind.OUT_OF_BALANCE)
    assert remark.agency == "渔门镇"
    assert REVIEW in remark.cells


def test_amounts_given_as_whole_numbers_are_amounts():
    outcome = total([report("渔门镇", {"proactive.fees_wan": 3})], COUNTY, YEAR)
    assert outcome.report.value("proactive.fees_wan") == Decimal(3)
