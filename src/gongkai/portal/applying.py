"""What the law lets an applicant expect, in words for a page (第二十七条至第五十一条): from the statute's own data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from gongkai.statute.deadlines import DEADLINES
from gongkai.statute.processing_fees import FeeMeasure, scale_of
from gongkai.statute.reply_clock import Clock, RequestDates, reply_clock

PERIODS: Final = {one.key: f"{one.length}{one.unit.label}" for one in DEADLINES}
"""The periods by the statute's keys: 20个工作日, 60日, 6个月."""

FEES: Final = tuple((f"{one.label}计收", one.scope, scale_of(one)) for one in FeeMeasure)
"""The two ways to charge for processing: their names, what is counted together, the scale."""


@dataclass(frozen=True)
class Reply:
    """One of the seven kinds of reply (第三十六条)."""

    case: str
    answer: str


REPLIES: Final = (
    Reply("所申请公开的信息已经主动公开", "告知获取的方式、途径"),
    Reply("经检索、审查，可以公开", "提供该信息，或者告知获取的方式、途径和时间"),
    Reply("依法决定不予公开", "告知不予公开，并说明理由"),
    Reply("经检索没有所申请公开的信息", "告知该信息不存在"),
    Reply("不属于本机关负责公开", "告知并说明理由；能够确定负责机关的，告知名称、联系方式"),
    Reply("已经就同样的申请作出过答复", "告知不予重复处理"),
    Reply("属于工商、不动产登记资料等，有关法律、行政法规对获取有特别规定", "告知依照有关规定办理"),
)


def received_on(day: datetime.date) -> Clock:
    """When a request of that day has to be answered, and why: an example with the days off in it."""
    return reply_clock(RequestDates(day))
