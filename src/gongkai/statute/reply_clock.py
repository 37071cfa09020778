"""The clock of a reply (答复期限): when a request has to be answered, and the way there.

Every event moves the clock by a rule: a correction starts it anew (第三十条), the asking of a third party stops it
(第三十三条第三款), an extension adds to it (第三十三条第二款). The day of an event is never counted itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.deadlines import Deadline, deadline
from gongkai.statute.workdays import CALENDAR, Calendar, Due, chinese_date

__all__ = ["Clock", "ClockError", "RequestDates", "Stretch", "StretchKind", "reply_clock"]


class ClockError(ValueError):
    """Dates that contradict each other; the message is a Chinese sentence that says which, and how to mend them."""


class StretchKind(StrEnum):
    """What a stretch of time is for."""

    CORRECTION = "correction"
    REPLY = "reply"
    THIRD_PARTY = "third_party"
    EXTENSION = "extension"

    @property
    def label(self) -> str:
        """The word for a screen."""
        return {
            "correction": "等待补正",
            "reply": "答复期限",
            "third_party": "征求第三方意见",
            "extension": "延长的期限",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RequestDates:
    """What happened to a request, by the day.

    ``clarified`` and ``answered`` are None while the correction, or the third party's answer, is still awaited;
    ``extended`` is the number of working days that the head of the office granted, 0 for none.
    """

    received: datetime.date
    asked_to_clarify: datetime.date | None = None
    clarified: datetime.date | None = None
    third_party: datetime.date | None = None
    answered: datetime.date | None = None
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days after one day up to and with another, and what they are for.

    ``workdays`` is how many of them count for the reply: none while a correction or a third party is awaited.
    ``working`` has the days off among them; its ``start`` is the day that set the stretch off.
    """

    kind: StretchKind
    working: Due
    workdays: int
    basis: str

    @property
    def begins(self) -> datetime.date:
        """Its first day."""
        return self.working.start + datetime.timedelta(days=1)

    @property
    def ends(self) -> datetime.date:
        """Its last day."""
        return self.working.date

    def explanation(self) -> str:
        """The stretch in Chinese, for a screen or a letter: its days, what of them counts, and why."""
        parts = [f"{chinese_date(self.begins)}至{chinese_date(self.ends)}，{self.kind.label}"]
        if self.workdays:
            parts[0] += f"，计{self.workdays}个工作日"
            parts += self.working.deducted()
        else:
            parts[0] += "，不计入答复期限"
            parts += ["其中" + "、".join(self.working.days_off())] if self.working.skipped else []
        return f"{'；'.join(parts)}。依据：{self.basis}。"


@dataclass(frozen=True, slots=True)
class Clock:
    """The answer: the last day for the reply, None while the correction is awaited, and the stretches up to it.

    ``reason`` is a Chinese sentence where days off that are not announced yet may move the day, else empty.
    ``remarks`` say what was assumed; ``faults`` what the office did too late.
    """

    dates: RequestDates
    due: datetime.date | None
    stretches: tuple[Stretch, ...]
    reason: str = ""
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """True when a notice that is not known yet can still move the day."""
        return bool(self.reason)


def reply_clock(dates: RequestDates, calendar: Calendar = CALENDAR) -> Clock:
    """When the reply is due, by what happened so far.

    Raises:
        ClockError: the dates contradict each other.
        DeadlineError: the extension is longer than the law allows, or shorter than a day.
        CalendarError: a day is outside of the calendar.
    """
    _refuse_contradictions(dates)
    # Refused before anything else, also while a correction is awaited.
    extension = deadline("extension").adjusted(dates.extended) if dates.extended else None
    faults = list(_late_notice(dates, calendar))
    remarks: list[str] = []
    stretches: list[Stretch] = []
    if dates.asked_to_clarify is not None:
        stretches.append(_correction(dates, calendar))
        remarks += _about_correction(dates, calendar)
    awaited = dates.asked_to_clarify is not None and dates.clarified is None
    if not awaited:
        start = dates.clarified or dates.received
        periods = [(StretchKind.REPLY, deadline("reply"))]
        periods += [(StretchKind.EXTENSION, extension)] if extension is not None else []
        pause = _pause(dates, start, calendar)
        if pause is not None and _is_over(pause, start, sum(each.length for _, each in periods), calendar):
            asked = chinese_date(pause.working.start)
            faults.append(f"{asked}征求第三方意见时，答复期限已经届满，不再扣除征求意见的时间。")
            pause = None
        elif pause is None and dates.third_party is not None:
            remarks.append("征求第三方意见没有占用答复期限，不另行扣除时间。")
        remarks += _about_third_party(dates, pause) if pause is not None else []
        stretches += _running(start, periods, pause, calendar)
    last = stretches[-1].ends
    return Clock(
        dates,
        None if awaited else last,
        tuple(stretches),
        calendar.provisional_reason(dates.received, last),
        tuple(remarks),
        tuple(faults),
    )


def _refuse_contradictions(dates: RequestDates) -> None:
    """Raises ClockError for what cannot have happened in that order."""
    if dates.clarified is not None and dates.asked_to_clarify is None:
        raise ClockError("写了收到补正的日期，没有写告知补正的日期，请补上。")
    if dates.answered is not None and dates.third_party is None:
        raise ClockError("写了第三方答复的日期，没有写征求第三方意见的日期，请补上。")
    for name, day, earlier_name, earlier in (
        ("告知补正", dates.asked_to_clarify, "收到申请", dates.received),
        ("收到补正", dates.clarified, "告知补正", dates.asked_to_clarify),
        ("征求第三方意见", dates.third_party, "收到申请", dates.received),
        ("第三方答复", dates.answered, "征求第三方意见", dates.third_party),
    ):
        if day is not None and earlier is not None and day < earlier:
            raise ClockError(
                f"{name}的日期（{chinese_date(day)}）早于{earlier_name}的日期（{chinese_date(earlier)}），请核对。"
            )


def _late_notice(dates: RequestDates, calendar: Calendar) -> Iterator[str]:
    """What is wrong with the day on which the applicant was asked to clarify."""
    if dates.asked_to_clarify is None:
        return
    notice = deadline("clarification_notice")
    last = notice.due(dates.received, calendar).date
    if dates.asked_to_clarify > last:
        yield (
            f"告知补正应当在收到申请之日起{notice.length}个工作日内（{chinese_date(last)}以前）作出，"
            f"{chinese_date(dates.asked_to_clarify)}已经超过（{notice.basis}）。"
        )


def _correction(dates: RequestDates, calendar: Calendar) -> Stretch:
    """From the request to the correction; as long as that has not come, to the end of the time set for it."""
    assert dates.asked_to_clarify is not None
    basis = deadline("clarification_notice").basis
    end = dates.clarified or deadline("clarification_period").due(dates.asked_to_clarify, calendar).date
    return Stretch(StretchKind.CORRECTION, calendar.between(dates.received, end), 0, basis)


def _about_correction(dates: RequestDates, calendar: Calendar) -> Iterator[str]:
    assert dates.asked_to_clarify is not None
    period = deadline("clarification_period")
    last = period.due(dates.asked_to_clarify, calendar).date
    set_by = f"补正期限法律只说“合理”，这里按{period.length}个工作日推算，以告知书写明的为准"
    if dates.clarified is None:
        yield f"收到补正的次日起重新计算{deadline('reply').length}个工作日的答复期限。{set_by}；无正当理由逾期不补正的，视为放弃申请。"
        if dates.third_party is not None or dates.extended:
            yield "征求第三方意见、延长期限，收到补正、答复期限重新起算以后才影响答复的日期，这里没有计入。"
    elif dates.clarified > last:
        yield f"收到补正时已经过了{chinese_date(last)}。{set_by}。"


def _pause(dates: RequestDates, start: datetime.date, calendar: Calendar) -> Stretch | None:
    """The days of asking the third party, as far as the clock was running: no longer than the law gives it."""
    if dates.third_party is None:
        return None
    period = deadline("third_party")
    last = period.due(dates.third_party, calendar).date
    begins, ends = max(dates.third_party, start), min(dates.answered or last, last)
    if ends <= begins:
        return None
    basis = f"{period.basis}、第三十三条第三款"
    return Stretch(StretchKind.THIRD_PARTY, calendar.between(begins, ends), 0, basis)


def _is_over(pause: Stretch, start: datetime.date, length: int, calendar: Calendar) -> bool:
    """Whether the whole period had run when the third party was asked."""
    return calendar.workdays_between(start, pause.working.start) >= length


def _about_third_party(dates: RequestDates, pause: Stretch) -> Iterator[str]:
    period = deadline("third_party")
    last = pause.working.date
    if dates.answered is None:
        yield (
            f"第三方还没有答复，按{period.length}个工作日期满（{chinese_date(last)}）推算；"
            "提前答复的，答复期限相应提前。"
        )
    elif dates.answered > last:
        yield (
            f"第三方逾期答复，只扣除到{period.length}个工作日期满（{chinese_date(last)}）；"
            "期满未提出意见的，由本机关决定是否公开。"
        )


def _running(
    start: datetime.date,
    periods: list[tuple[StretchKind, Deadline]],
    pause: Stretch | None,
    calendar: Calendar,
) -> Iterator[Stretch]:
    """The stretches after the day that started the clock, with the pause where it falls."""
    cursor = start
    for kind, period in periods:
        left = period.length
        if pause is not None:
            before = calendar.workdays_between(cursor, pause.working.start)
            if before < left:
                if before:
                    yield Stretch(kind, calendar.between(cursor, pause.working.start), before, period.basis)
                yield pause
                left, cursor, pause = left - before, pause.working.date, None
        working = calendar.add_workdays(cursor, left)
        yield Stretch(kind, working, left, period.basis)
        cursor = working.date
