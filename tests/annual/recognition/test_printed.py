"""What a printed cell says."""

from decimal import Decimal

import pytest

from gongkai.annual.reading.recognition.printed import Kind, read_amount, read_count


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        (" 136 ", 136),
        ("１３６", 136),
        ("1,234", 1234),
        ("1，234，567", 1234567),
        ("22（其中修订16件）", 22),
        ("22件（其中修订 16 件）", 22),
        ("12 件", 12),
        ("\u200b7\u200b", 7),
        ("12.0", 12),
    ],
)
def test_counts(text: str, value: int) -> None:
    assert read_count(text)[:2] == (Kind.FIGURE, value)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "/", "无", "－", "——", "\u3000"])
def test_marks_that_are_no_figure_are_blank_and_never_nought(text: str) -> None:
    assert read_count(text) == (Kind.BLANK, None, ())
    assert read_amount(text).kind is Kind.BLANK


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-417", Kind.NEGATIVE),
        ("减3", Kind.NEGATIVE),
        ("3.5", Kind.FRACTION),
        ("约30", Kind.DOUBTFUL),
        ("30余件", Kind.DOUBTFUL),
        ("3其他", Kind.TEXT),
        ("规章", Kind.TEXT),
        ("1" * 40, Kind.DOUBTFUL),
    ],
)
def test_what_is_no_count(text: str, kind: Kind) -> None:
    assert read_count(text).kind is kind


def test_digits_with_a_gap_are_several_parts_and_no_figure_yet() -> None:
    assert read_count("1\n0") == (Kind.SPLIT, None, ("1", "0"))
    assert read_amount("77 30.28").parts == ("77", "30.28")


def test_letters_that_stand_for_digits_are_converted_not_plain() -> None:
    assert read_count("O")[:2] == (Kind.CONVERTED, 0)
    assert read_count("1O")[:2] == (Kind.CONVERTED, 10)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("4166.241619", Kind.FIGURE, "4166.241619"),
        ("96171.6", Kind.FIGURE, "96171.6"),
        ("0.37万元", Kind.FIGURE, "0.37"),
        ("251000元", Kind.CONVERTED, "25.1"),
        ("1.2亿元", Kind.CONVERTED, "12000"),
        ("1,234.50", Kind.FIGURE, "1234.50"),
        ("７７３０．２８", Kind.FIGURE, "7730.28"),
        ("8.5（其中考试费3万元）", Kind.FIGURE, "8.5"),
    ],
)
def test_amounts_keep_every_digit(text: str, kind: Kind, value: str) -> None:
    printed = read_amount(text)
    assert printed.kind is kind
    assert f"{Decimal(printed.value or 0):f}" == value


def test_an_amount_below_nought_is_no_amount() -> None:
    assert read_amount("-3.2").kind is Kind.NEGATIVE
    assert read_amount("不详").kind is Kind.TEXT
