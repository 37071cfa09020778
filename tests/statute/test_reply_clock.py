"""When a reply is due: by the law's examples, and what holds whatever happened to a request."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.deadlines import DeadlineError, deadline
from gongkai.statute.reply_clock import ClockError, RequestDates, StretchKind, reply_clock
from gongkai.statute.workdays import CALENDAR

D = datetime.date
REPLY, PAUSE, EXTENSION = StretchKind.REPLY, StretchKind.THIRD_PARTY, StretchKind.EXTENSION


def test_twenty_workdays_after_the_day_of_receipt():
    clock = reply_clock(RequestDates(D(2026, 11, 23)))
    assert clock.due == D(2026, 12, 21)
    [stretch] = clock.stretches
    assert (stretch.kind, stretch.workdays, stretch.begins, stretch.ends) == (
        REPLY,
        20,
        D(2026, 11, 24),
        D(2026, 12, 21),
    )
    assert stretch.explanation() == (
        "2026年11月24日至2026年12月21日，答复期限，计20个工作日；"
        "扣除周末8天（11月28日至29日、12月5日至6日、12月12日至13日、12月19日至20日）。"
        "依据：《中华人民共和国政府信息公开条例》第三十三条第二款。"
    )
    assert not clock.provisional and not clock.remarks and not clock.faults


def test_a_correction_starts_the_clock_anew_with_the_day_after_it():
    asked = RequestDates(D(2026, 9, 1), asked_to_clarify=D(2026, 9, 4), clarified=D(2026, 9, 10), extended=10)
    clock = reply_clock(asked)
    assert [(each.kind, each.workdays) for each in clock.stretches] == [
        (StretchKind.CORRECTION, 0),
        (REPLY, 20),
        (EXTENSION, 10),
    ]
    assert clock.stretches[1].ends == reply_clock(RequestDates(D(2026, 9, 10))).due == D(2026, 10, 14)
    assert clock.due == D(2026, 10, 28)
    assert "不计入答复期限；其中周末2天（9月5日至6日）" in clock.stretches[0].explanation()


def test_while_the_correction_is_awaited_nothing_is_due():
    clock = reply_clock(RequestDates(D(2026, 9, 1), asked_to_clarify=D(2026, 9, 4)))
    assert clock.due is None
    # Fifteen workdays, which is this program's reading of “reasonable” and is said to be so.
    assert clock.stretches[0].ends == deadline("clarification_period").due(D(2026, 9, 4)).date
    [remark] = clock.remarks
    assert "法律只说“合理”" in remark


def test_what_cannot_move_the_day_is_said_to_be_left_out():
    awaited = RequestDates(D(2026, 9, 1), asked_to_clarify=D(2026, 9, 4), extended=10)
    assert reply_clock(awaited).due is None
    assert "这里没有计入" in reply_clock(awaited).remarks[1]
    answered = RequestDates(
        D(2026, 9, 1),
        asked_to_clarify=D(2026, 9, 4),
        third_party=D(2026, 9, 4),
        clarified=D(2026, 9, 10),
        answered=D(2026, 9, 9),
    )
    assert reply_clock(answered).due == reply_clock(RequestDates(D(2026, 9, 10))).due
    assert reply_clock(answered).remarks == ("征求第三方意见没有占用答复期限，不另行扣除时间。",)


def test_to_ask_for_a_correction_on_the_eighth_workday_is_too_late():
    assert not reply_clock(RequestDates(D(2026, 11, 23), asked_to_clarify=D(2026, 12, 2))).faults
    [fault] = reply_clock(RequestDates(D(2026, 11, 23), asked_to_clarify=D(2026, 12, 3))).faults
    assert "7个工作日内（2026年12月2日以前）" in fault


def test_asking_a_third_party_stops_the_clock_until_the_answer():
    dates = RequestDates(D(2026, 9, 21), third_party=D(2026, 9, 24), answered=D(2026, 10, 14))
    clock = reply_clock(dates)
    assert [(each.kind, each.workdays) for each in clock.stretches] == [(REPLY, 3), (PAUSE, 0), (REPLY, 17)]
    assert CALENDAR.workdays_between(D(2026, 9, 24), D(2026, 10, 14)) == 9
    assert clock.due == CALENDAR.workday_after(D(2026, 9, 21), 20 + 9)
    # A weekend day that is worked counts for nothing while the clock stands still.
    assert "调休" not in clock.stretches[1].explanation()


def test_a_third_party_that_says_nothing_or_speaks_late_stops_it_for_its_fifteen_days():
    asked = D(2026, 11, 30)
    silent = reply_clock(RequestDates(D(2026, 11, 23), third_party=asked))
    late = reply_clock(RequestDates(D(2026, 11, 23), third_party=asked, answered=D(2027, 1, 20)))
    assert silent.due == late.due == CALENDAR.workday_after(D(2026, 11, 23), 35)
    assert "还没有答复" in silent.remarks[0] and "逾期答复" in late.remarks[0]
    assert silent.provisional and "2027年" in silent.reason


def test_a_third_party_may_be_asked_while_an_extension_runs_and_not_when_all_is_over():
    received = D(2026, 1, 23)
    end = reply_clock(RequestDates(received)).due
    over = reply_clock(RequestDates(received, third_party=end, answered=D(2026, 3, 6)))
    assert over.due == end and "答复期限已经届满" in over.faults[0]
    within = reply_clock(RequestDates(received, third_party=end, answered=D(2026, 3, 6), extended=5))
    assert [each.kind for each in within.stretches] == [REPLY, PAUSE, EXTENSION]
    assert within.due == CALENDAR.workday_after(D(2026, 3, 6), 5)


def test_a_third_party_asked_before_the_correction_came_stops_only_what_ran():
    dates = RequestDates(
        D(2026, 9, 1),
        asked_to_clarify=D(2026, 9, 4),
        clarified=D(2026, 9, 10),
        third_party=D(2026, 9, 7),
        answered=D(2026, 9, 14),
    )
    assert reply_clock(dates).due == CALENDAR.workday_after(D(2026, 9, 14), 20)


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"clarified": D(2026, 9, 10)}, "没有写告知补正的日期"),
        ({"answered": D(2026, 9, 10)}, "没有写征求第三方意见的日期"),
        ({"asked_to_clarify": D(2026, 8, 31)}, "告知补正的日期（2026年8月31日）早于收到申请的日期"),
        ({"third_party": D(2026, 9, 9), "answered": D(2026, 9, 8)}, "第三方答复的日期"),
    ],
)
def test_dates_that_contradict_each_other_are_refused(dates, sentence):
    with pytest.raises(ClockError, match=sentence):
        reply_clock(RequestDates(D(2026, 9, 1), **dates))


def test_no_extension_is_longer_than_the_law_lets_it_be():
    assert reply_clock(RequestDates(D(2026, 9, 1), extended=20)).due is not None
    with pytest.raises(DeadlineError, match="最长为20个工作日"):
        reply_clock(RequestDates(D(2026, 9, 1), extended=21))


@given(st.dates(D(2019, 1, 1), D(2026, 6, 30)), st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_the_days_that_count_are_twenty_and_the_extension_whatever_stops_the_clock(
    received, until_asked, until_answered, extended
):
    asked = received + datetime.timedelta(days=until_asked)
    answered = asked + datetime.timedelta(days=until_answered)
    clock = reply_clock(RequestDates(received, third_party=asked, answered=answered, extended=extended))
    assert clock.due is not None and CALENDAR.is_workday(clock.due)
    assert sum(each.workdays for each in clock.stretches) == 20 + extended
    stopped = [each for each in clock.stretches if each.kind is PAUSE]
    counted = sum(CALENDAR.workdays_between(each.working.start, each.ends) for each in stopped)
    assert CALENDAR.workdays_between(received, clock.due) == 20 + extended + counted
    assert counted <= 15
    # One follows the other.
    for earlier, later in zip(clock.stretches, clock.stretches[1:], strict=False):
        assert earlier.ends < later.begins


@given(st.dates(D(2019, 1, 1), D(2026, 6, 30)), st.integers(1, 40), st.integers(0, 10))
def test_a_later_answer_never_makes_the_reply_due_earlier(received, until_asked, later):
    asked = received + datetime.timedelta(days=until_asked)
    first, second = (
        reply_clock(
            RequestDates(received, third_party=asked, answered=asked + datetime.timedelta(days=days))
        ).due
        for days in (later, later + 1)
    )
    assert first is not None and second is not None
    assert first <= second
