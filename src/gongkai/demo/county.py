"""Fills an empty, migrated database with the example county: 盐边县, its towns and departments, and their last years.

Everything is done by the actions that people use, each as if on its day: nothing is written past them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Person
from gongkai.channels.models import PendingChange
from gongkai.demo import present as present_day
from gongkai.demo.account import Account
from gongkai.demo.founding import Founding, quick_passwords
from gongkai.demo.texts import happenings
from gongkai.demo.timeline import ONE_DAY, Timeline, moment, workday_before
from gongkai.demo.work import Office
from gongkai.review.notices import mark_read, notices_of, tell

__all__ = ["Account", "build"]

# Before it some of the people who are shown had not come yet.
EARLIEST = datetime.date(2025, 3, 10)


def build(echo: Callable[[str], None]) -> list[Account]:
    """Build the county as it stands today, whole or not at all; `echo` is told how far it has come.

    The day is that of `days.today()`: what would have happened later did not happen.

    Raises:
        Refused: when the database has bodies already, or the day lies before the county's story.
    """
    present = today()
    if Agency.objects.exists():
        raise Refused(
            "数据库里已经有机关，示例县只能建在空的数据库里。请换一个数据文件夹，或者用 gongkai demo --reset 从头建立。"
        )
    if present < EARLIEST:
        raise Refused(
            f"示例县的事从{EARLIEST:%Y年%-m月%-d日}以后才看得到，请把 GONGKAI_TODAY 设为以后的日期。"
        )
    timeline = Timeline()
    office = Office(timeline, present)
    founding = Founding(office)
    founding.note()
    for happening in happenings():
        office.note(happening)
    present_day.note(office)
    _note_telling(timeline, present)
    progress = _Progress(echo)
    with quick_passwords(), transaction.atomic():
        done = timeline.run(moment(present, 0), progress.reached)
        # Nobody waits for pages since the years that the acts bear.
        PendingChange.objects.update(since=timezone.now())
        accounts = founding.accounts()
    echo(
        f"示例县已建成：{Agency.objects.count()}个机关和单位，{Person.objects.count()}个人，办了{done}件事。"
    )
    return accounts


@dataclass
class _Progress:
    """Tells which half of a year has been reached."""

    echo: Callable[[str], None]
    last: str = ""

    def reached(self, day: datetime.date) -> None:
        """Said once for each half year."""
        half = f"{day.year}年{'上' if day.month < 7 else '下'}半年"
        if half != self.last:
            self.last = half
            self.echo(f"示例县：{half}……")


def _note_telling(timeline: Timeline, present: datetime.date) -> None:
    """Notices are told and read month by month; those of the last days are told, and still unread."""
    day = datetime.date(2023, 2, 1)
    while day < present - 30 * ONE_DAY:
        timeline.at(moment(day, 7), _tell_and_read)
        day = (day.replace(day=1) + 31 * ONE_DAY).replace(day=1)
    timeline.at(moment(workday_before(present, 5), 7), _tell_and_read)
    timeline.at(moment(workday_before(present), 18), lambda: tell(today()))


def _tell_and_read() -> None:
    tell(today())
    for person in Person.objects.filter(notices__isnull=False, notices__reading__isnull=True).distinct():
        mark_read(person, list(notices_of(person, unread_only=True)))
