import datetime

import pytest

from gongkai.statute.holidays import NOTICES, Holiday, HolidayNotice, NoticeError, statutory_holidays

D = datetime.date


def off_days(notice):
    return sorted(day for holiday in notice.holidays for day in holiday.days)


def make_up_days(notice):
    return sorted(day for holiday in notice.holidays for day in holiday.make_up)


def test_the_notices_run_from_2019_to_2026_without_a_gap():
    assert [notice.year for notice in NOTICES] == list(range(2019, 2027))
    assert all(notice.numbers for notice in NOTICES)


@pytest.mark.parametrize(
    ("year", "count", "make_up"),
    [
        (2019, 24, "12-29 02-02 02-03 04-28 05-05 09-29 10-12"),
        (2020, 30, "01-19 04-26 05-09 06-28 09-27 10-10"),
        (2021, 31, "02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
        (2022, 31, "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
        (2023, 27, "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
        (2024, 28, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, 28, "01-26 02-08 04-27 09-28 10-11"),
        (2026, 33, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ],
)
def test_days_off_and_make_up_workdays_are_those_of_the_notice(year, count, make_up):
    notice = next(notice for notice in NOTICES if notice.year == year)
    assert len(off_days(notice)) == count
    assert [f"{day:%m-%d}" for day in make_up_days(notice)] == make_up.split()


def test_the_notice_for_2019_reaches_into_the_december_before():
    notice = NOTICES[0]
    assert D(2018, 12, 29) in make_up_days(notice)
    assert off_days(notice)[:3] == [D(2018, 12, 30), D(2018, 12, 31), D(2019, 1, 1)]


def test_the_statutory_days_of_2027():
    days = " ".join(f"{day:%m-%d}" for holiday in statutory_holidays(2027) for day in holiday.days)
    assert days == "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"


def test_mid_autumn_inside_national_day_is_not_counted_twice():
    assert [holiday.name for holiday in statutory_holidays(2028)].count("中秋节") == 0
    assert sum(len(list(holiday.days)) for holiday in statutory_holidays(2028)) == 12


def test_a_year_whose_moon_is_not_known_has_the_days_that_never_move():
    assert [holiday.name for holiday in statutory_holidays(2090)] == ["元旦", "劳动节", "国庆节"]


def test_a_notice_from_a_form_puts_each_make_up_day_to_its_nearest_holiday():
    notice = HolidayNotice.from_days(
        2027,
        ["国办发明电〔2026〕9号"],
        [("元旦", D(2027, 1, 1), D(2027, 1, 3)), ("春节", D(2027, 2, 5), D(2027, 2, 11))],
        [D(2027, 2, 14), D(2027, 1, 30), D(2026, 12, 26)],
    )
    assert notice.holidays[0].make_up == (D(2026, 12, 26),)
    assert notice.holidays[1].make_up == (D(2027, 1, 30), D(2027, 2, 14))


@pytest.mark.parametrize(
    ("holiday", "says"),
    [
        (Holiday("春节", D(2027, 2, 9), D(2027, 2, 5)), "结束日期早于开始日期"),
        (Holiday("春节", D(2028, 2, 5), D(2028, 2, 9)), "不在2027年的安排之内"),
        (Holiday("元旦", D(2026, 12, 24), D(2027, 1, 1)), "不在2027年的安排之内"),
        (Holiday("春节", D(2027, 2, 5), D(2027, 2, 9), (D(2027, 2, 10),)), "不是周六或周日"),
        (Holiday("春节", D(2027, 2, 5), D(2027, 2, 9), (D(2027, 2, 7),)), "出现了两次"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_in_a_sentence(holiday, says):
    with pytest.raises(NoticeError, match=says) as refusal:
        HolidayNotice(2027, ("国办发明电〔2026〕9号",), (holiday,))
    assert str(refusal.value).endswith("。")


def test_make_up_days_without_any_holiday_are_refused():
    with pytest.raises(NoticeError, match="没有填写放假日期"):
        HolidayNotice.from_days(2027, [], [], [D(2027, 1, 30)])
