"""Figures of two reports: difference, share, and what became of each."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.comparing import FigureState, compare, count_states
from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, Cell, Status

LICENCES, FEES = "proactive.licences", "proactive.fees_wan"


def report(values=None, **identity):
    return AnnualReport.from_values(dict.fromkeys(PATHS, 0) | (values or {}), **identity)


def changed(first, second, path=LICENCES):
    comparison = compare(report({path: first}), report({path: second}))
    return next(change for change in comparison.figures if change.path == path)


@pytest.mark.parametrize(
    ("first", "second", "state", "difference", "percent", "text"),
    [
        (8, 9, FigureState.UP, 1, Decimal("12.5"), "+1（+12.5%）"),
        (3, 1, FigureState.DOWN, -2, Decimal("-66.7"), "-2（-66.7%）"),
        (3, 3, FigureState.SAME, 0, Decimal("0.0"), "相同"),
        (0, 5, FigureState.UP, 5, None, "+5（原为0）"),
        (11398889, 11398901, FigureState.UP, 12, Decimal("0.0"), "+12（不到0.1%）"),
        (None, 5, FigureState.ONLY_SECOND, None, None, "不可比"),
        (5, None, FigureState.ONLY_FIRST, None, None, "不可比"),
        (None, None, FigureState.NEITHER, None, None, ""),
    ],
)
def test_what_became_of_a_figure(first, second, state, difference, percent, text):
    change = changed(first, second)
    assert (change.state, change.difference, change.percent, change.change_text) == (
        state,
        difference,
        percent,
        text,
    )


def test_amounts_differ_by_every_digit():
    change = changed(Decimal("4166.241619"), Decimal("96171.6"), FEES)
    assert change.change_text.startswith("+92005.358381（")


def test_why_a_figure_is_not_there_is_said():
    first, second = report(), report()
    first.cells[LICENCES] = Cell(None, Status.ABSENT)
    second.cells[LICENCES] = Cell(None, Status.UNREADABLE)
    change = compare(first, second).figures[PATHS.index(LICENCES)]
    assert (change.first_text, change.second_text) == ("无此栏", "读不出")


FIGURES = st.dictionaries(st.sampled_from(PATHS[:6] + PATHS[20:40]), st.none() | st.integers(0, 500))


@given(FIGURES, FIGURES)
def test_exchanging_the_reports_turns_every_difference_round(first, second):
    there = compare(report(first), report(second)).figures
    back = compare(report(second), report(first)).figures
    assert [change.path for change in there] == list(PATHS)
    for one, other in zip(there, back, strict=True):
        assert (one.difference is None) == (other.difference is None)
        assert one.difference is None or one.difference == -other.difference
    counts = count_states(there)
    assert sum(counts.values()) == len(PATHS)
    assert counts[FigureState.UP] == count_states(back)[FigureState.DOWN]


def test_what_makes_two_reports_hard_to_compare_is_said():
    def remarks(first, second):
        return " ".join(compare(report(**first), report(**second)).remarks)

    assert "单位不同" in remarks({"agency": "盐边县财政局"}, {"agency": "米易县财政局"})
    assert remarks({"agency": "盐边县财政局"}, {"agency": "财政局"}) == ""
    assert "都是2024年" in remarks({"year": 2024}, {"year": 2024})
    assert "倒着算" in remarks({"year": 2024}, {"year": 2023})
    assert "版本不同" in remarks({"edition": "2019"}, {"edition": "2021"})


def test_the_reports_are_called_by_their_years_where_these_differ():
    assert compare(report(year=2023), report(year=2024)).names == ("2023年", "2024年")
    assert compare(report(year=2024), report(year=2024)).names == ("甲", "乙")
