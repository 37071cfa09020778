"""The periods of the law as data, and the day each of them ends.

What the Regulation or a law fixes is constant. What it leaves open (第三十条 says only 合理期限) or what only local
rules set is a setting with a default here: :attr:`Deadline.adjustable`.
"""

from __future__ import annotations

import calendar as months
import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.statute.confidence import Confidence
from gongkai.statute.workdays import CALENDAR, FIRST_DAY, Calendar, Due

__all__ = ["DEADLINES", "Deadline", "DeadlineError", "TimeUnit", "deadline", "formed_by"]


class DeadlineError(ValueError):
    """A setting that the law does not allow; the message is a Chinese sentence that says what to do."""


class TimeUnit(StrEnum):
    """What a period is counted in."""

    WORKDAY = "workday"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"

    @property
    def label(self) -> str:
        """个工作日, 日 or 个月, to be put behind the number."""
        return {"workday": "个工作日", "calendar_day": "日", "month": "个月"}[self.value]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period: its length, what sets it off, where it is written, and whether an office may set it.

    ``longest`` is the limit of the law for an adjustable length, None where the law has none.
    ``pauses_reply`` is true when the time does not count for the reply (第三十三条第三款).
    """

    key: str
    label: str
    length: int
    unit: TimeUnit
    trigger: str
    basis: str
    confidence: Confidence = Confidence.HIGH
    adjustable: bool = False
    longest: int | None = None
    pauses_reply: bool = False

    def adjusted(self, length: int) -> Deadline:
        """The same period with the length that an office set.

        Raises:
            DeadlineError: the law fixes the length, or the new one is not within what the law allows.
        """
        if not self.adjustable:
            raise DeadlineError(
                f"“{self.label}”的期限由{self.basis}规定为{self.length}{self.unit.label}，不能另行设置。"
            )
        if length < 1:
            raise DeadlineError(f"“{self.label}”的期限应为1以上的整数，现为{length}，请重新填写。")
        if self.longest is not None and length > self.longest:
            raise DeadlineError(
                f"“{self.label}”的期限最长为{self.longest}{self.unit.label}（{self.basis}），"
                f"现为{length}，请改为不超过{self.longest}。"
            )
        return replace(self, length=length)

    def due(self, trigger: datetime.date, calendar: Calendar = CALENDAR) -> Due:
        """The last day of the period; the day of the trigger is not counted.

        A period of calendar days or months that would end on a day off ends on the first working day after it
        (民事诉讼法第八十五条第三款, to which 行政复议法第八十八条 and 行政诉讼法第一百零一条 lead).

        Raises:
            CalendarError: the period leaves the calendar.
        """
        if self.unit is TimeUnit.WORKDAY:
            return calendar.add_workdays(trigger, self.length)
        if self.unit is TimeUnit.CALENDAR_DAY:
            last = trigger + datetime.timedelta(days=self.length)
            return calendar.moved_to_workday(trigger, last, f"第{self.length}日")
        last = _months_later(trigger, self.length)
        return calendar.moved_to_workday(trigger, last, f"满{self.length}个月之日")


def _months_later(day: datetime.date, count: int) -> datetime.date:
    """The same day of a later month, or that month's last day where it has no such day (民法典第二百零二条)."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


_REGULATION = "《中华人民共和国政府信息公开条例》"
_REVIEW_LAW = "《中华人民共和国行政复议法》"
_SUIT_LAW = "《中华人民共和国行政诉讼法》"
_WORKDAY = TimeUnit.WORKDAY

DEADLINES: tuple[Deadline, ...] = (
    # Town catalogues often promise five working days; the Regulation's twenty are the limit.
    Deadline(
        "publish",
        "主动公开",
        20,
        _WORKDAY,
        "政府信息形成或者变更之日",
        f"{_REGULATION}第二十六条",
        adjustable=True,
        longest=20,
    ),
    Deadline("clarification_notice", "一次性告知补正", 7, _WORKDAY, "收到申请之日", f"{_REGULATION}第三十条"),
    Deadline(
        "clarification_period",
        "补正期限",
        15,
        _WORKDAY,
        "申请人收到补正告知之日",
        f"{_REGULATION}第三十条（合理的补正期限）",
        Confidence.LOW,
        adjustable=True,
    ),
    Deadline(
        "reply",
        "答复",
        20,
        _WORKDAY,
        "收到申请之日（补正的，为收到补正申请之日；收费的，为完成缴费次日）",
        f"{_REGULATION}第三十三条第二款",
    ),
    Deadline(
        "extension",
        "延期答复",
        20,
        _WORKDAY,
        "原答复期限届满之日",
        f"{_REGULATION}第三十三条第二款",
        adjustable=True,
        longest=20,
    ),
    Deadline(
        "third_party",
        "第三方反馈意见",
        15,
        _WORKDAY,
        "第三方收到征求意见书之日",
        f"{_REGULATION}第三十二条",
        pauses_reply=True,
    ),
    Deadline(
        "co_maker",
        "共同制作机关反馈意见",
        15,
        _WORKDAY,
        "共同制作机关收到征求意见文书之日",
        f"{_REGULATION}第三十四条",
        pauses_reply=True,
    ),
    Deadline("fee_payment", "缴纳信息处理费", 20, _WORKDAY, "收到收费通知之日", "国办函〔2020〕109号"),
    Deadline(
        "review",
        "申请行政复议",
        60,
        TimeUnit.CALENDAR_DAY,
        "知道或者应当知道行政行为之日",
        f"{_REVIEW_LAW}第二十条",
    ),
    Deadline(
        "suit_direct",
        "直接提起行政诉讼",
        6,
        TimeUnit.MONTH,
        "知道或者应当知道作出行政行为之日",
        f"{_SUIT_LAW}第四十六条",
    ),
    Deadline(
        "suit_after_review",
        "不服行政复议决定提起行政诉讼",
        15,
        TimeUnit.CALENDAR_DAY,
        "收到行政复议决定书之日",
        f"{_SUIT_LAW}第四十五条",
    ),
    Deadline(
        "review_answer_simple",
        "行政复议简易程序答复举证",
        5,
        _WORKDAY,
        "收到行政复议申请书副本之日",
        f"{_REVIEW_LAW}第五十四条",
    ),
    Deadline(
        "interpretation",
        "发布政策解读",
        3,
        _WORKDAY,
        "文件公开之日",
        "地方规定（解读与文件同步公开，最迟不超过3个工作日）",
        Confidence.MEDIUM,
        adjustable=True,
    ),
)

_BY_KEY = {entry.key: entry for entry in DEADLINES}


def deadline(key: str) -> Deadline:
    """The period with this key.

    Raises:
        KeyError: there is none.
    """
    return _BY_KEY[key]


def formed_by(typed: datetime.date | None, public_on: datetime.date) -> datetime.date:
    """The day from which 第二十六条 counts for what came out on `public_on`: on which it was formed, as somebody typed.

    Where nobody typed one, or one that cannot be (before the calendar begins, or after it came out), it is the day on
    which it came out: a slip of the pen sets off no period.
    """
    return typed if typed is not None and FIRST_DAY <= typed <= public_on else public_on
