"""The yearly notices of the State Council on holidays and make-up workdays, as data.

Each year the General Office of the State Council sets which days are off and which weekend days are worked
(国务院办公厅关于××年部分节假日安排的通知). A notice may reach back into the December before: the one for 2019 made
Saturday 2018-12-29 a workday. A year whose notice is not out yet has only the days that 全国年节及纪念日放假办法 sets,
without make-up workdays: whatever is counted through it is provisional.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = [
    "NOTICES",
    "REACH_INTO_DECEMBER",
    "Holiday",
    "HolidayNotice",
    "NoticeError",
    "statutory_holidays",
]

# The first day of a December that the notice for the next year may still set. No notice since 2004 reached
# further back than 29 December; the weekend before is kept in doubt too.
REACH_INTO_DECEMBER = 25


class NoticeError(ValueError):
    """A notice that cannot be right; the message is a Chinese sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: its name, its first and last day off, and the weekend days worked in exchange (调休上班)."""

    name: str
    first: datetime.date
    last: datetime.date
    make_up: tuple[datetime.date, ...] = ()

    @property
    def days(self) -> Iterator[datetime.date]:
        """Every day off, weekend days among them."""
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            yield datetime.date.fromordinal(ordinal)


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The notice for one year: the numbers it was issued and amended under, and its holidays.

    Raises:
        NoticeError: a day belongs to another year, a make-up day is no weekend day, or a day is set twice.
    """

    year: int
    numbers: tuple[str, ...]
    holidays: tuple[Holiday, ...]

    def __post_init__(self) -> None:
        seen: set[datetime.date] = set()
        for holiday in self.holidays:
            if holiday.last < holiday.first:
                raise NoticeError(f"{holiday.name}的结束日期早于开始日期，请核对通知原文后重新填写。")
            for day in (*holiday.days, *holiday.make_up):
                self._check(holiday, day)
                if day in seen:
                    raise NoticeError(
                        f"{day.isoformat()}在{self.year}年的安排中出现了两次，请核对通知原文后只保留一处。"
                    )
                seen.add(day)

    def _check(self, holiday: Holiday, day: datetime.date) -> None:
        earliest = datetime.date(self.year - 1, 12, REACH_INTO_DECEMBER)
        if not earliest <= day <= datetime.date(self.year, 12, 31):
            raise NoticeError(
                f"{holiday.name}的{day.isoformat()}不在{self.year}年的安排之内，请核对年份和日期后重新填写。"
            )
        if day in holiday.make_up and day.isoweekday() < 6:
            raise NoticeError(
                f"{holiday.name}的调休上班日{day.isoformat()}不是周六或周日，请核对通知原文后重新填写。"
            )

    @classmethod
    def from_days(
        cls,
        year: int,
        numbers: Iterable[str],
        off: Iterable[tuple[str, datetime.date, datetime.date]],
        make_up: Iterable[datetime.date],
    ) -> HolidayNotice:
        """A notice from what a form asks: (name, first, last) of each holiday, and the make-up workdays.

        A make-up workday goes with the holiday that is nearest to it.

        Raises:
            NoticeError: as the class; also when there are make-up workdays and no holiday.
        """
        periods = list(off)
        given: list[list[datetime.date]] = [[] for _ in periods]
        for day in sorted(make_up):
            if not periods:
                raise NoticeError("只填写了调休上班日，没有填写放假日期，请补上放假日期。")
            nearest = min(range(len(periods)), key=lambda i: _distance(day, periods[i][1], periods[i][2]))
            given[nearest].append(day)
        holidays = tuple(
            Holiday(name, first, last, tuple(days))
            for (name, first, last), days in zip(periods, given, strict=True)
        )
        return cls(year, tuple(numbers), holidays)


def _distance(day: datetime.date, first: datetime.date, last: datetime.date) -> int:
    return (first - day).days if day < first else (day - last).days


def _day(year: int, text: str) -> datetime.date:
    month, day = text.split("-")
    # 12-30 of a New Year's holiday is in the year before; no other holiday begins so late.
    return datetime.date(year - 1 if month == "12" else year, int(month), int(day))


def _notice(year: int, numbers: tuple[str, ...], *lines: str) -> HolidayNotice:
    """A notice from lines such as ``春节 02-15 02-23 / 02-14 02-28``: name, first, last / make-up workdays."""
    holidays = []
    for line in lines:
        off, _, make_up = line.partition("/")
        name, first, last = off.split()
        worked = tuple(_day(year, text) for text in make_up.split())
        holidays.append(Holiday(name, _day(year, first), _day(year, last), worked))
    return HolidayNotice(year, numbers, tuple(holidays))


NOTICES: tuple[HolidayNotice, ...] = (
    _notice(
        2019,
        ("国办发明电〔2018〕15号", "国办发明电〔2019〕3号"),
        "元旦 12-30 01-01 / 12-29",
        "春节 02-04 02-10 / 02-02 02-03",
        "清明节 04-05 04-05",
        "劳动节 05-01 05-04 / 04-28 05-05",
        "端午节 06-07 06-07",
        "中秋节 09-13 09-13",
        "国庆节 10-01 10-07 / 09-29 10-12",
    ),
    _notice(
        2020,
        ("国办发明电〔2019〕16号", "国办发明电〔2020〕1号"),
        "元旦 01-01 01-01",
        # Prolonged to 02-02 on 2020-01-26; the make-up workday 02-01 fell away.
        "春节 01-24 02-02 / 01-19",
        "清明节 04-04 04-06",
        "劳动节 05-01 05-05 / 04-26 05-09",
        "端午节 06-25 06-27 / 06-28",
        "国庆节、中秋节 10-01 10-08 / 09-27 10-10",
    ),
    _notice(
        2021,
        ("国办发明电〔2020〕27号",),
        "元旦 01-01 01-03",
        "春节 02-11 02-17 / 02-07 02-20",
        "清明节 04-03 04-05",
        "劳动节 05-01 05-05 / 04-25 05-08",
        "端午节 06-12 06-14",
        "中秋节 09-19 09-21 / 09-18",
        "国庆节 10-01 10-07 / 09-26 10-09",
    ),
    _notice(
        2022,
        ("国办发明电〔2021〕11号",),
        "元旦 01-01 01-03",
        "春节 01-31 02-06 / 01-29 01-30",
        "清明节 04-03 04-05 / 04-02",
        "劳动节 04-30 05-04 / 04-24 05-07",
        "端午节 06-03 06-05",
        "中秋节 09-10 09-12",
        "国庆节 10-01 10-07 / 10-08 10-09",
    ),
    _notice(
        2023,
        ("国办发明电〔2022〕16号",),
        "元旦 12-31 01-02",
        "春节 01-21 01-27 / 01-28 01-29",
        "清明节 04-05 04-05",
        "劳动节 04-29 05-03 / 04-23 05-06",
        "端午节 06-22 06-24 / 06-25",
        "中秋节、国庆节 09-29 10-06 / 10-07 10-08",
    ),
    _notice(
        2024,
        ("国办发明电〔2023〕7号",),
        "元旦 01-01 01-01",
        "春节 02-10 02-17 / 02-04 02-18",
        "清明节 04-04 04-06 / 04-07",
        "劳动节 05-01 05-05 / 04-28 05-11",
        "端午节 06-10 06-10",
        "中秋节 09-15 09-17 / 09-14",
        "国庆节 10-01 10-07 / 09-29 10-12",
    ),
    _notice(
        2025,
        ("国办发明电〔2024〕12号",),
        "元旦 01-01 01-01",
        "春节 01-28 02-04 / 01-26 02-08",
        "清明节 04-04 04-06",
        "劳动节 05-01 05-05 / 04-27",
        "端午节 05-31 06-02",
        "国庆节、中秋节 10-01 10-08 / 09-28 10-11",
    ),
    _notice(
        2026,
        ("国办发明电〔2025〕7号",),
        "元旦 01-01 01-03 / 01-04",
        "春节 02-15 02-23 / 02-14 02-28",
        "清明节 04-04 04-06",
        "劳动节 05-01 05-05 / 05-09",
        "端午节 06-19 06-21",
        "中秋节 09-25 09-27",
        "国庆节 10-01 10-07 / 09-20 10-10",
    ),
)

# The festivals of the moon's year, to be had before a notice is out: the first day of 春节 (除夕), 清明, 端午, 中秋.
_MOVING_FESTIVALS = {
    2027: ("02-05", "04-05", "06-09", "09-15"),
    2028: ("01-25", "04-04", "05-28", "10-03"),
    2029: ("02-12", "04-04", "06-16", "09-22"),
    2030: ("02-02", "04-05", "06-05", "09-12"),
    2031: ("01-22", "04-05", "06-24", "10-01"),
    2032: ("02-10", "04-04", "06-12", "09-19"),
    2033: ("01-30", "04-04", "06-01", "09-08"),
}


def statutory_holidays(year: int) -> tuple[Holiday, ...]:
    """The days that 全国年节及纪念日放假办法 (2024-11-10) itself sets for a year, without any make-up workday.

    Thirteen days where the festivals of the moon's year are known here (2027 to 2033; 12 when 中秋 falls in
    国庆), else the six whose date never moves. Only a stopgap until the notice is out.
    """

    def off(name: str, first: str, length: int = 1) -> Holiday:
        start = _day(year, first)
        return Holiday(name, start, start + datetime.timedelta(days=length - 1))

    fixed = (off("元旦", "01-01"), off("劳动节", "05-01", 2), off("国庆节", "10-01", 3))
    if year not in _MOVING_FESTIVALS:
        return fixed
    spring, tomb_sweeping, dragon_boat, mid_autumn = _MOVING_FESTIVALS[year]
    moving = [off("春节", spring, 4), off("清明节", tomb_sweeping), off("端午节", dragon_boat)]
    if not "10-01" <= mid_autumn <= "10-03":
        moving.append(off("中秋节", mid_autumn))
    return tuple(sorted((*fixed, *moving), key=lambda holiday: holiday.first))
