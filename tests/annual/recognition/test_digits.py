"""Digits whose separators were lost, moved or added."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.reading.recognition import digits

figures = st.lists(st.integers(0, 400), min_size=2, max_size=6)


@given(figures)
def test_the_true_cut_of_glued_digits_is_among_the_readings(parts: list[int]) -> None:
    row = (*parts, sum(parts))
    assert row in digits.split_row("".join(map(str, row)), len(row))


@given(figures)
def test_every_reading_of_glued_digits_adds_up_and_uses_every_digit(parts: list[int]) -> None:
    run = "".join(map(str, (*parts, sum(parts))))
    for reading in digits.split_row(run, len(parts) + 1):
        assert sum(reading[:-1]) == reading[-1]
        assert "".join(map(str, reading)) == run


def test_rows_of_the_published_glued_report_have_one_reading_each() -> None:
    assert digits.split_row("15130000154", 7) == [(151, 3, 0, 0, 0, 0, 154)]
    assert digits.split_row("0000000", 7) == [(0, 0, 0, 0, 0, 0, 0)]
    assert digits.glued_groups("21317000001324019", 3, 5) == [(2, 1, 3, 1, 7, 0, 0, 0, 0, 0, 13, 2, 4, 0, 19)]


def test_three_counts_without_a_rule_have_many_readings() -> None:
    assert len(digits.split_free("5845546", 3)) > 1
    assert digits.split_free("000", 3) == [(0, 0, 0)]
    assert digits.split_free("12", 3) == []
    assert digits.split_free("07", 1) == []


def test_a_run_too_short_or_too_long_has_no_reading() -> None:
    assert digits.split_row("123", 7) == []
    assert digits.split_row("1" * 500, 7) == []
    assert digits.split_row("1234567", 7) == []


@given(figures, st.data())
def test_a_number_broken_in_two_is_joined_again(parts: list[int], data: st.DataObject) -> None:
    tokens = [str(value) for value in (*parts, sum(parts))]
    long = [at for at, token in enumerate(tokens) if len(token) > 1]
    if not long:
        return
    at = data.draw(st.sampled_from(long))
    broken = [*tokens[:at], tokens[at][:1], tokens[at][1:], *tokens[at + 1 :]]
    assert tuple(tokens) in list(digits.joined(broken, len(tokens)))


def test_joining_never_makes_a_number_with_a_superfluous_nought() -> None:
    assert list(digits.joined(["0", "0", "1"], 2)) == []
    assert list(digits.joined(["1", "0", "1"], 2)) == [("10", "1")]
    assert list(digits.joined(["1"], 2)) == []


def test_a_lone_digit_goes_behind_one_of_the_numbers_above() -> None:
    assert list(digits.thrown(["1", "0", "2"], ["0"])) == [("10", "0", "2"), ("1", "0", "20")]
    assert list(digits.thrown(["1"], ["0", "0"])) == []


def test_fewer_numbers_than_cells_are_spread_in_order() -> None:
    assert list(digits.spread(["3"], 2)) == [("3", None), (None, "3")]
    assert list(digits.spread(["3", "4"], 2)) == []


def test_partly_glued_numbers_keep_the_cuts_that_are_printed() -> None:
    assert digits.split_some(["21", "00000", "21"], 7) == [(21, 0, 0, 0, 0, 0, 21)]
    assert digits.split_some(["1", "1"], 7) == []


def test_a_column_too_many_can_be_left_out() -> None:
    assert (0, 0) in digits.without_one(["0", "0", "0"], 2)
    assert digits.without_one(["0", "0"], 2) == []
