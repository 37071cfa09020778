"""What happened in the example county, in its order, each act done as if on its day."""

from __future__ import annotations

import contextlib
import datetime
import heapq
import itertools
import os
from collections.abc import Callable, Iterator

import time_machine

from gongkai.acts.days import CHINA
from gongkai.statute.workdays import CALENDAR

ONE_DAY = datetime.timedelta(days=1)


def workday_before(day: datetime.date, count: int = 1) -> datetime.date:
    """The `count`-th working day before a day."""
    while count:
        day -= ONE_DAY
        count -= CALENDAR.is_workday(day)
    return day


def moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """A moment in China; minutes over sixty run on into the next hours."""
    midnight = datetime.datetime.combine(day, datetime.time(), CHINA)
    return midnight + datetime.timedelta(hours=hour, minutes=minute)


@contextlib.contextmanager
def real_days() -> Iterator[None]:
    """Within it `today()` follows the clock, whatever GONGKAI_TODAY says: the clock is set for each act."""
    fixed = os.environ.pop("GONGKAI_TODAY", None)
    try:
        yield
    finally:
        if fixed is not None:
            os.environ["GONGKAI_TODAY"] = fixed


class Timeline:
    """Acts, each with its moment. They may be noted in any order, and by other acts while they are done."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime.datetime, int, Callable[[], object]]] = []
        self._numbers = itertools.count()

    def at(self, when: datetime.datetime, act: Callable[[], object]) -> None:
        """Note an act. Of two at the same moment the one that was noted first comes first."""
        heapq.heappush(self._acts, (when, next(self._numbers), act))

    def run(self, until: datetime.datetime, reached: Callable[[datetime.date], None] | None = None) -> int:
        """Do every act before `until` in its order, with the clock at its moment; how many there were.

        `reached` is called with the day of each act before it is done.
        """
        done = 0
        with real_days():
            while self._acts and self._acts[0][0] < until:
                when, _, act = heapq.heappop(self._acts)
                if reached is not None:
                    reached(when.date())
                with time_machine.travel(when):
                    act()
                done += 1
        return done
