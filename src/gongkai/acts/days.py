"""What day it is: dates of the law are days in China, never moments."""

from __future__ import annotations

import datetime
import os
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def today() -> datetime.date:
    """The day in China. GONGKAI_TODAY (2026-11-23) fixes it, for the demo and for tests of time."""
    fixed = os.environ.get("GONGKAI_TODAY", "")
    return datetime.date.fromisoformat(fixed) if fixed else datetime.datetime.now(CHINA).date()


def day_of(moment: datetime.datetime) -> datetime.date:
    """The day in China of a moment that knows its time zone."""
    return moment.astimezone(CHINA).date()
