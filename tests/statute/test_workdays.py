import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.holidays import NOTICES, Holiday, HolidayNotice
from gongkai.statute.workdays import CALENDAR, Calendar, CalendarError, SkipKind

D = datetime.date
days = st.dates(D(2018, 1, 1), D(2030, 12, 31))


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        (D(2026, 11, 23), 7, D(2026, 12, 2)),
        (D(2026, 11, 23), 20, D(2026, 12, 21)),
        (D(2026, 9, 21), 20, D(2026, 10, 26)),
        (D(2026, 2, 9), 20, D(2026, 3, 13)),
        (D(2026, 4, 28), 15, D(2026, 5, 21)),
        (D(2025, 1, 20), 20, D(2025, 2, 21)),
        (D(2024, 9, 10), 20, D(2024, 10, 14)),
        (D(2018, 12, 28), 1, D(2018, 12, 29)),
        (D(2018, 12, 29), 1, D(2019, 1, 2)),
    ],
)
def test_due_days(received, count, due):
    assert CALENDAR.add_workdays(received, count).date == due
    assert CALENDAR.workday_after(received, count) == due


def test_the_working_is_shown():
    due = CALENDAR.add_workdays(D(2026, 9, 21), 20)
    assert not due.provisional
    assert [(entry.kind, entry.name, len(entry.days)) for entry in due.skipped] == [
        (SkipKind.WEEKEND, "周末", 5),
        (SkipKind.HOLIDAY, "中秋节", 3),
        (SkipKind.HOLIDAY, "国庆节", 7),
    ]
    assert due.make_up == (D(2026, 10, 10),)
    assert due.explanation() == (
        "自2026年9月21日的次日起算，第20个工作日为2026年10月26日；"
        "扣除周末5天（10月11日、10月17日至18日、10月24日至25日）；扣除中秋节3天（9月25日至27日）；"
        "扣除国庆节7天（10月1日至7日）；调休上班1天计入（10月10日）。"
    )


def test_a_run_over_the_end_of_a_month_names_both_months():
    due = CALENDAR.add_workdays(D(2025, 1, 27), 1)
    assert "1月28日至2月4日" in due.explanation()


def test_a_period_into_a_year_without_notice_is_provisional_and_says_why():
    due = CALENDAR.add_workdays(D(2026, 12, 10), 20)
    assert due.provisional
    assert "2027年部分节假日安排的通知" in due.reason
    assert due.explanation().endswith(due.reason)


def test_late_december_waits_for_the_next_notice():
    # 25 December 2026 is a Friday of a year with a notice; the one for 2027 may still set the days after.
    assert CALENDAR.missing_notice(D(2026, 12, 24)) is None
    assert CALENDAR.missing_notice(D(2026, 12, 25)) == 2027
    assert not CALENDAR.add_workdays(D(2026, 12, 23), 1).provisional
    assert CALENDAR.add_workdays(D(2026, 12, 23), 2).provisional
    # In 2025 both notices are known.
    assert not CALENDAR.add_workdays(D(2025, 12, 24), 8).provisional


def test_a_new_notice_settles_the_days_and_moves_them():
    before = CALENDAR.add_workdays(D(2027, 1, 20), 15)
    notice = HolidayNotice(
        2027,
        ("国办发明电〔2026〕9号",),
        (
            Holiday("元旦", D(2026, 12, 30), D(2027, 1, 1), (D(2026, 12, 26),)),
            Holiday("春节", D(2027, 2, 4), D(2027, 2, 12), (D(2027, 1, 30), D(2027, 2, 20))),
        ),
    )
    calendar = CALENDAR.with_year(notice)
    after = calendar.add_workdays(D(2027, 1, 20), 15)
    assert before.provisional
    assert not after.provisional
    assert before.date != after.date
    assert calendar.is_workday(D(2026, 12, 26))
    assert not calendar.is_workday(D(2026, 12, 30))
    # The calendar it came from has not changed.
    assert not CALENDAR.is_workday(D(2026, 12, 26))
    assert len(calendar.notices) == len(NOTICES) + 1


def test_an_amended_notice_takes_the_place_of_the_old_one():
    amended = HolidayNotice(2026, ("更正",), (Holiday("元旦", D(2026, 1, 1), D(2026, 1, 1)),))
    calendar = CALENDAR.with_year(amended)
    assert calendar.is_workday(D(2026, 1, 2))
    assert len(calendar.notices) == len(NOTICES)


def test_the_order_of_notices_does_not_matter():
    backwards = Calendar(reversed(NOTICES))
    assert backwards.add_workdays(D(2018, 12, 25), 20) == CALENDAR.add_workdays(D(2018, 12, 25), 20)


@pytest.mark.parametrize("count", [0, -3])
def test_a_period_has_at_least_a_day(count):
    with pytest.raises(CalendarError, match="应为1以上的整数"):
        CALENDAR.add_workdays(D(2026, 1, 5), count)


def test_days_outside_the_calendar_are_refused():
    with pytest.raises(CalendarError, match="请核对日期"):
        CALENDAR.is_workday(D(1900, 1, 1))
    with pytest.raises(CalendarError, match="请缩短期限"):
        CALENDAR.add_workdays(D(2100, 12, 20), 60)
    with pytest.raises(CalendarError, match="超出了工作日历"):
        # New Year's Eve of 2100 is a Friday; a notice makes it a day off, and nothing comes after it.
        last = HolidayNotice(2100, ("示例",), (Holiday("示例", D(2100, 12, 31), D(2100, 12, 31)),))
        CALENDAR.with_year(last).moved_to_workday(D(2100, 11, 1), D(2100, 12, 31), "第60日")


@given(days, st.integers(1, 60))
def test_counting_forward_and_between_agree(day, count):
    due = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(due.date)
    assert CALENDAR.workdays_between(day, due.date) == count
    assert CALENDAR.workdays_between(due.date, day) == -count


@given(days, st.integers(1, 40))
def test_every_day_between_is_counted_or_skipped_once(day, count):
    due = CALENDAR.add_workdays(day, count)
    skipped = [each for entry in due.skipped for each in entry.days]
    assert len(skipped) == len(set(skipped))
    assert len(skipped) + count == (due.date - day).days
    assert not any(CALENDAR.is_workday(each) for each in skipped)
    assert all(each.isoweekday() > 5 and CALENDAR.is_workday(each) for each in due.make_up)


@given(days, days)
def test_between_is_the_number_of_workdays_one_by_one(start, end):
    start, end = min(start, end), max(start, end)
    end = min(end, start + datetime.timedelta(days=120))
    span = [start + datetime.timedelta(days=n + 1) for n in range((end - start).days)]
    assert CALENDAR.workdays_between(start, end) == sum(map(CALENDAR.is_workday, span))


def test_a_hundred_thousand_due_days_take_no_time():
    begin = time.process_time()
    for offset in range(100_000):
        CALENDAR.workday_after(D(2019, 1, 1) + datetime.timedelta(days=offset % 2500), 20)
    assert time.process_time() - begin < 5


def test_agrees_with_chinesecalendar_on_every_day_of_the_notices():
    chinese_calendar = pytest.importorskip("chinese_calendar")
    day = D(2019, 1, 1)
    while day <= D(2026, 12, 31):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        day += datetime.timedelta(days=1)


def test_agrees_with_holidays_on_every_day_of_the_notices():
    holidays = pytest.importorskip("holidays")
    china = holidays.China(years=range(2018, 2028))
    day = D(2019, 1, 1)
    while day <= D(2026, 12, 31):
        assert CALENDAR.is_workday(day) == china.is_working_day(day), day
        day += datetime.timedelta(days=1)
