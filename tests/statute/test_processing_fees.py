"""The fee for processing: the published examples, and what holds for any number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.processing_fees import FeeError, FeeMeasure, processing_fee, scale_of


@pytest.mark.parametrize(
    ("measure", "number", "yuan"),
    [
        *((FeeMeasure.ITEMS, *pair) for pair in ((0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200))),
        *((FeeMeasure.ITEMS, *pair) for pair in ((35, 3000), (41, 4300), (45, 5500), (51, 7400))),
        *((FeeMeasure.PAGES, *pair) for pair in ((30, 0), (31, 10), (100, 700), (120, 1100))),
        *((FeeMeasure.PAGES, *pair) for pair in ((200, 2700), (250, 4700))),
    ],
)
def test_examples(measure, number, yuan):
    assert processing_fee(measure, number).yuan == yuan


@given(st.sampled_from(FeeMeasure), st.integers(0, 3_000))
def test_steps_lie_side_by_side_and_get_dearer(measure, number):
    fee = processing_fee(measure, number)
    assert sum(step.count for step in fee.steps) == number
    assert [step.first for step in fee.steps] == [
        1,
        *(step.last + 1 for step in fee.steps),
    ][: len(fee.steps)]
    rates = [step.rate for step in fee.steps]
    assert rates == sorted(set(rates))
    assert fee.yuan <= processing_fee(measure, number + 1).yuan


def test_nothing_can_be_charged_for_less_than_nothing():
    with pytest.raises(FeeError, match="页数应为0以上的整数，现为-1"):
        processing_fee(FeeMeasure.PAGES, -1)


def test_the_scale_in_words():
    assert scale_of(FeeMeasure.ITEMS) == (
        "第1至10件免费，第11至30件每件100元，第31至40件每件200元，以后每10件为一档，每件增加100元"
    )
    assert scale_of(FeeMeasure.PAGES) == (
        "第1至30页免费，第31至100页每页10元，第101至200页每页20元，第201页起每页40元"
    )
