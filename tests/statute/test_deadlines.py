import datetime

import pytest

from gongkai.statute.confidence import Confidence
from gongkai.statute.deadlines import DEADLINES, DeadlineError, TimeUnit, deadline, formed_by

D = datetime.date


def test_what_the_law_fixes_cannot_be_set():
    with pytest.raises(DeadlineError, match="第三十三条第二款规定为20个工作日，不能另行设置"):
        deadline("reply").adjusted(15)


def test_what_is_not_sure_can_be_set():
    unsure = [entry for entry in DEADLINES if entry.confidence is not Confidence.HIGH]
    assert unsure
    assert all(entry.adjustable for entry in unsure)


def test_a_town_may_promise_five_days_and_not_thirty():
    assert deadline("publish").adjusted(5).due(D(2026, 11, 23)).date == D(2026, 11, 30)
    with pytest.raises(DeadlineError, match="最长为20个工作日"):
        deadline("publish").adjusted(30)
    with pytest.raises(DeadlineError, match="应为1以上的整数"):
        deadline("publish").adjusted(0)


def test_a_period_without_a_limit_in_the_law_may_be_long():
    assert deadline("clarification_period").adjusted(60).length == 60


def test_workdays():
    assert deadline("reply").due(D(2026, 9, 21)).date == D(2026, 10, 26)


def test_calendar_days_that_end_on_a_day_off_end_on_the_next_workday():
    # The sixtieth day is 2026-10-03, in the National Day holiday.
    due = deadline("review").due(D(2026, 8, 4))
    assert due.date == D(2026, 10, 8)
    assert [(entry.name, len(entry.days)) for entry in due.skipped] == [("国庆节", 5)]
    assert due.explanation() == (
        "自2026年8月4日的次日起算，第60日为2026年10月8日；扣除国庆节5天（10月3日至7日）。"
    )


def test_calendar_days_that_end_on_a_workday_end_there():
    due = deadline("suit_after_review").due(D(2026, 11, 23))
    assert due.date == D(2026, 12, 8)
    assert due.skipped == ()


def test_months_end_on_the_same_day_or_the_last_of_the_month():
    assert deadline("suit_direct").due(D(2025, 3, 12)).date == D(2025, 9, 12)
    # 31 August and six months: the end of February, a Saturday that was worked in 2026.
    assert deadline("suit_direct").due(D(2025, 8, 31)).date == D(2026, 2, 28)
    assert deadline("suit_direct").due(D(2025, 11, 30)).date == D(2026, 6, 1)


def test_a_period_of_days_is_provisional_only_when_its_end_is():
    assert deadline("suit_direct").due(D(2026, 11, 23)).provisional
    assert not deadline("review").due(D(2026, 10, 20)).provisional


def test_keys_labels_and_units():
    assert len({entry.key for entry in DEADLINES}) == len(DEADLINES)
    assert {unit.label for unit in TimeUnit} == {"个工作日", "日", "个月"}
    assert {level.label for level in Confidence} == {"依据明确", "通行做法，可调整", "默认设置，请核实"}
    assert [entry.key for entry in DEADLINES if entry.pauses_reply] == ["third_party", "co_maker"]
    with pytest.raises(KeyError):
        deadline("nothing")


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        (D(2024, 6, 3), D(2024, 6, 3)),
        (D(1949, 1, 1), D(1949, 1, 1)),
        (D(2024, 6, 7), D(2024, 6, 7)),
        (D(2024, 6, 8), D(2024, 6, 7)),
        (D(1024, 6, 3), D(2024, 6, 7)),
        (D(9999, 12, 31), D(2024, 6, 7)),
        (None, D(2024, 6, 7)),
    ],
)
def test_the_day_of_forming_counts_where_it_can_be(typed, counted):
    assert formed_by(typed, D(2024, 6, 7)) == counted
