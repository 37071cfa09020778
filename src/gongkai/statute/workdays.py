"""Working days: which days count, when a period ends, and the working behind it.

A working day is a day from Monday to Friday that is not off by the notice of its year, or a weekend day that the
notice makes a workday (调休上班). Everything is on dates in Asia/Shanghai; no clock time comes in. A day whose notice
is not known yet is guessed from the statutory days alone, and whatever is counted through it is provisional.

The number of working days up to each day stands in an array, so that counting costs one look-up however long
the period is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gongkai.statute.holidays import (
    NOTICES,
    REACH_INTO_DECEMBER,
    Holiday,
    HolidayNotice,
    statutory_holidays,
)

__all__ = ["CALENDAR", "FIRST_DAY", "LAST_DAY", "Calendar", "CalendarError", "Due", "SkipKind", "Skipped"]

FIRST_DAY = datetime.date(1949, 1, 1)
LAST_DAY = datetime.date(2100, 12, 31)


class CalendarError(ValueError):
    """A day or a number that the calendar does not reach; the message is a Chinese sentence."""


class SkipKind(StrEnum):
    """Why days did not count."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Days that did not count, of one kind: all plain weekends together, or one holiday with its name."""

    kind: SkipKind
    name: str
    days: tuple[datetime.date, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period, and its working.

    ``start`` is the day that set it off and is not counted itself; ``counted`` is the length of the period in
    words, such as 第20个工作日. ``reason`` is a Chinese sentence when the day is provisional, else empty. ``skipped`` are the days between
    that did not count, in the order of their first day, weekends first; ``make_up`` the weekend days that did.
    """

    date: datetime.date
    start: datetime.date
    counted: str
    reason: str = ""
    skipped: tuple[Skipped, ...] = ()
    make_up: tuple[datetime.date, ...] = ()

    @property
    def provisional(self) -> bool:
        """True when a notice that is not known yet can still move the day."""
        return bool(self.reason)

    def explanation(self) -> str:
        """The working in Chinese, for a screen or a letter."""
        counted = f"自{chinese_date(self.start)}的次日起算，{self.counted}为{chinese_date(self.date)}"
        return "；".join([counted, *self.deducted()]) + "。" + self.reason

    def deducted(self) -> list[str]:
        """The days that did not count, and the weekend days that did, as phrases."""
        parts = [f"扣除{days}" for days in self.days_off()]
        if self.make_up:
            parts.append(f"调休上班{len(self.make_up)}天计入（{_listed(self.make_up)}）")
        return parts

    def days_off(self) -> list[str]:
        """The days off, a phrase for each kind: 周末2天（11月28日至29日）."""
        return [f"{entry.name}{len(entry.days)}天（{_listed(entry.days)}）" for entry in self.skipped]


def chinese_date(day: datetime.date) -> str:
    """A date as documents print it: 2026年10月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _listed(days: tuple[datetime.date, ...]) -> str:
    """Days as runs, without the year: 9月26日至27日, 10月1日至7日."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_run(run[0], run[-1]) for run in runs)


def _run(first: datetime.date, last: datetime.date) -> str:
    begin = f"{first.month}月{first.day}日"
    if first == last:
        return begin
    return f"{begin}至{last.day}日" if first.month == last.month else f"{begin}至{last.month}月{last.day}日"


class Calendar:
    """The working days under the notices it was given, from 1949 to 2100.

    A calendar never changes: :meth:`with_year` gives a new one. Late December has two notices, its own year's
    and the next one's; a day that either makes a workday is one.
    """

    def __init__(self, notices: Iterable[HolidayNotice] = NOTICES) -> None:
        self._notices = {notice.year: notice for notice in sorted(notices, key=lambda notice: notice.year)}

    @property
    def notices(self) -> tuple[HolidayNotice, ...]:
        """The notices behind the calendar, by year."""
        return tuple(self._notices.values())

    def with_year(self, notice: HolidayNotice) -> Calendar:
        """A calendar that knows one more year; a notice for a known year takes the place of the old one."""
        return Calendar((self._notices | {notice.year: notice}).values())

    def is_workday(self, day: datetime.date) -> bool:
        """Whether the day counts.

        Raises:
            CalendarError: the day is outside 1949 to 2100.
        """
        index = self._index(day)
        return self._up_to[index + 1] > self._up_to[index]

    def missing_notice(self, day: datetime.date) -> int | None:
        """The year whose notice is not known and may still move the day; None when the day is settled."""
        if day.year not in self._notices:
            return day.year
        in_reach = day.month == 12 and day.day >= REACH_INTO_DECEMBER
        return day.year + 1 if in_reach and day.year + 1 not in self._notices else None

    def workday_after(self, day: datetime.date, count: int) -> datetime.date:
        """The ``count``-th working day after ``day``, which is not counted itself (当日不计): for long lists.

        Raises:
            CalendarError: ``count`` is below one, or the period leaves 1949 to 2100.
        """
        if count < 1:
            raise CalendarError(f"工作日数应为1以上的整数，现为{count}，请重新填写。")
        before = self._up_to[self._index(day) + 1]
        if before + count > len(self._workdays):
            raise CalendarError(f"{count}个工作日超出了工作日历（至{LAST_DAY.year}年），请缩短期限。")
        return datetime.date.fromordinal(self._workdays[before + count - 1])

    def add_workdays(self, day: datetime.date, count: int) -> Due:
        """As :meth:`workday_after`, with the working: what was skipped, and whether the day may still move.

        Raises:
            CalendarError: as there.
        """
        due = self.workday_after(day, count)
        return self._due(day, day, due, f"第{count}个工作日")

    def moved_to_workday(self, start: datetime.date, last: datetime.date, counted: str) -> Due:
        """The end of a period of calendar days: ``last``, or the first working day after it (期满遇休息日顺延).

        Only the days from ``last`` on can move it: those before count whether worked or not.

        Raises:
            CalendarError: the period leaves 1949 to 2100.
        """
        before = self._up_to[self._index(last)]
        if before >= len(self._workdays):
            raise CalendarError(f"{chinese_date(last)}之后超出了工作日历（至{LAST_DAY.year}年）。")
        due = datetime.date.fromordinal(self._workdays[before])
        return self._due(start, last - datetime.timedelta(days=1), due, counted)

    def between(self, start: datetime.date, end: datetime.date) -> Due:
        """The days after ``start`` up to and with ``end``, with the working, whether ``end`` is a working day or not.

        Raises:
            CalendarError: a day is outside 1949 to 2100.
        """
        count = self.workdays_between(start, end)
        return self._due(start, start, end, f"其中工作日{count}天，最后一天")

    def workdays_between(self, start: datetime.date, end: datetime.date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative when ``end`` is earlier.

        ``workdays_between(day, add_workdays(day, n).date) == n``; with today first and a due day second it tells
        the days left, and below nought the days overdue.

        Raises:
            CalendarError: a day is outside 1949 to 2100.
        """
        return self._up_to[self._index(end) + 1] - self._up_to[self._index(start) + 1]

    def provisional_reason(self, start: datetime.date, end: datetime.date) -> str:
        """Why a period after ``start`` up to ``end`` may still move, as a Chinese sentence; empty when settled."""
        span = range(start.toordinal() + 1, end.toordinal() + 1)
        missing = {self.missing_notice(datetime.date.fromordinal(ordinal)) for ordinal in span}
        years = sorted(year for year in missing if year is not None)
        if not years:
            return ""
        names = "、".join(f"{year}年" for year in years)
        return (
            f"尚未载入国务院办公厅关于{names}部分节假日安排的通知，以上日期仅按周末和法定节假日推算，"
            "为暂定日期，载入通知后将重新计算。"
        )

    def _due(self, start: datetime.date, before: datetime.date, due: datetime.date, counted: str) -> Due:
        """The working over the days after ``before`` up to ``due``."""
        weekends: list[datetime.date] = []
        off: dict[str, list[datetime.date]] = {}
        make_up = []
        for ordinal in range(before.toordinal() + 1, due.toordinal() + 1):
            day = datetime.date.fromordinal(ordinal)
            if self.is_workday(day):
                if day.isoweekday() > 5:
                    make_up.append(day)
            elif ordinal in self._holiday_names:
                off.setdefault(self._holiday_names[ordinal], []).append(day)
            else:
                weekends.append(day)
        skipped = [Skipped(SkipKind.WEEKEND, "周末", tuple(weekends))] if weekends else []
        skipped += [Skipped(SkipKind.HOLIDAY, name, tuple(days)) for name, days in off.items()]
        reason = self.provisional_reason(before, due)
        return Due(due, start, counted, reason, tuple(skipped), tuple(make_up))

    @staticmethod
    def _index(day: datetime.date) -> int:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise CalendarError(
                f"{chinese_date(day)}不在工作日历之内（{FIRST_DAY.year}年至{LAST_DAY.year}年），请核对日期。"
            )
        return day.toordinal() - FIRST_DAY.toordinal()

    def _holidays(self) -> Iterator[Holiday]:
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
            known = self._notices.get(year)
            yield from known.holidays if known else statutory_holidays(year)

    @cached_property
    def _holiday_names(self) -> dict[int, str]:
        """The name of the holiday of each day off, by its ordinal."""
        return {day.toordinal(): holiday.name for holiday in self._holidays() for day in holiday.days}

    @cached_property
    def _workdays(self) -> list[int]:
        """The ordinals of all working days."""
        make_up = {day.toordinal() for holiday in self._holidays() for day in holiday.make_up}
        off = self._holiday_names.keys() - make_up
        span = range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1)
        # Ordinal 1 is a Monday: the remainders 6 and 0 are Saturday and Sunday.
        return [n for n in span if n in make_up or (0 < n % 7 < 6 and n not in off)]

    @cached_property
    def _up_to(self) -> list[int]:
        """How many working days lie before each day, by its index; one entry more than there are days."""
        base = FIRST_DAY.toordinal()
        counts = [0] * (LAST_DAY.toordinal() - base + 2)
        for ordinal in self._workdays:
            counts[ordinal - base + 1] = 1
        total = 0
        for index, worked in enumerate(counts):
            total += worked
            counts[index] = total
        return counts


CALENDAR = Calendar()
