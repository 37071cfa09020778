"""Dates of an item that contradict each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from gongkai.disclosure.checking.document_number import year_of_number
from gongkai.disclosure.checking.draft import Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.registry import Example, Rule, register
from gongkai.statute.workdays import FIRST_DAY, LAST_DAY

__all__ = ["check_dates"]

CONTRADICT = register(
    Rule(
        name="dates.contradict",
        title="几个日期互不矛盾",
        basis="《政府信息公开条例》第六条：准确公开；第二十六条：自形成或者变更之日起公开",
        severity=Severity.WARNING,
        explanation="成文不晚于发布，也不在将来；下线在上线之后；文号里的年份就是成文的年份。",
        example=Example("成文日期在发布日期之后", {"published_on": datetime.date(2024, 3, 1)}),
    )
)
NO_SUCH_DAY = register(
    Rule(
        name="dates.formed_on",
        title="成文日期是可能的日期",
        basis="《政府信息公开条例》第十二条：生成日期；第二十六条：自形成或者变更之日起计算公开期限",
        severity=Severity.BLOCKING,
        explanation="成文日期在1949年以后，年份不晚于公开的那一年；公开期限、检索的年份都由它推算。",
        example=Example("成文日期的年份少打一位", {"formed_on": datetime.date(204, 3, 1)}),
    )
)


def check_dates(draft: Draft) -> Iterator[Finding]:
    """Each pair of dates that cannot both be right."""
    yield from _of_formation(draft)
    yield from _of_expiry(draft)
    yield from _of_number(draft)


def _of_formation(draft: Draft) -> Iterator[Finding]:
    formed, public = draft.formed_on, draft.published_on
    last_year = max(
        (day.year for day in (draft.today, draft.go_live_on, public) if day), default=LAST_DAY.year
    )
    if formed and not FIRST_DAY.year <= formed.year <= last_year:
        yield NO_SUCH_DAY.finding(
            "成文日期",
            "",
            f"成文日期是{_said(formed)}，年份应在{FIRST_DAY.year}年至{last_year}年之间。",
            "请对照原件改正成文日期；原件确是这个日期的，请写明情况。",
            content=f"formed {formed} impossible",
        )
    elif formed and public and formed > public:
        yield _finding(
            "成文日期",
            f"成文日期（{_said(formed)}）在发布日期（{_said(public)}）之后。",
            "请核对原件上的成文日期。",
            f"formed {formed} published {public}",
        )
    elif formed and draft.today and formed > draft.today:
        yield _finding(
            "成文日期",
            f"成文日期（{_said(formed)}）在将来。",
            "请核对原件上的成文日期。",
            f"formed {formed} in future",
        )


def _of_expiry(draft: Draft) -> Iterator[Finding]:
    live = draft.go_live_on or draft.published_on
    if draft.expires_on and live and draft.expires_on <= live:
        yield _finding(
            "下线日期",
            f"下线日期（{_said(draft.expires_on)}）不在上线日期（{_said(live)}）之后，读者看不到它。",
            "请改正上线或下线的日期。",
            f"expires {draft.expires_on} live {live}",
        )
    elif draft.expires_on and draft.today and draft.expires_on <= draft.today:
        yield _finding(
            "下线日期",
            f"下线日期（{_said(draft.expires_on)}）已过。",
            "请改为以后的日期，或删去下线日期。",
            f"expires {draft.expires_on} passed",
        )


def _of_number(draft: Draft) -> Iterator[Finding]:
    formed, number = draft.formed_on, draft.metadata.get("document_number", "")
    year = year_of_number(number)
    if formed and year and year != formed.year:
        yield _finding(
            "文号",
            f"文号“{number}”是{year}年的，成文日期却是{_said(formed)}。",
            "请核对文号和成文日期。",
            f"number {number} formed {formed}",
        )


def _said(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _finding(place: str, message: str, remedy: str, content: str) -> Finding:
    return CONTRADICT.finding(place, "", message, remedy, content=content)
