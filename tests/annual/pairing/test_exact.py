"""Sums lose no digit, whatever Python's own precision is."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.exact import exact_difference, exact_sum, figure_text

AMOUNTS = st.decimals(min_value=0, max_value=10**40, allow_nan=False, allow_infinity=False)


def test_amounts_of_published_reports():
    assert exact_sum([Decimal("4166.241619"), Decimal("96171.6")]) == Decimal("100337.841619")


@given(st.lists(AMOUNTS | st.integers(0, 10**30)))
def test_sums_are_those_of_fractions(figures):
    assert Fraction(exact_sum(figures)) == sum(map(Fraction, figures))


@given(AMOUNTS | st.integers(0, 10**30), AMOUNTS | st.integers(0, 10**30))
def test_differences_are_those_of_fractions(later, earlier):
    assert Fraction(exact_difference(later, earlier)) == Fraction(later) - Fraction(earlier)


def test_a_figure_is_never_shown_with_an_exponent():
    assert figure_text(Decimal("1E+3")) == "1000"
    assert figure_text(7) == "7"
