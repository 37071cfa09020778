"""What an office may set for its checks, each with the value that raises no false alarm."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CheckSettings", "MonthDay"]

MonthDay = tuple[int, int]
"""A month and a day, of the year after the one reported on."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Settings of :func:`gongkai.annual.checking.check`.

    The due days of departments and of governments are 第四十九条. The Regulation names no day for towns
    (乡镇); local practice differs between 1-31 and 2-20, so that the latest day in use stands here until an
    office sets its own.
    """

    department_due: MonthDay = (1, 31)
    government_due: MonthDay = (3, 31)
    town_due: MonthDay = (3, 31)

    outlier_ratio: int = 5
    """A figure this many times last year's, or under that part of it, is an outlier."""
    outlier_minimum: int = 50
    """Changes smaller than this (件, or 万元) are never outliers: 1 and 6 is noise."""
    peer_minimum: int = 100
    """Nought is remarkable where every peer has at least this much."""
    peer_count: int = 3
    """Fewer peers than this say nothing."""

    fee_ratio: int = 100
    """A charge this many times last year's looks like 元 in a column of 万元."""
    fee_minimum: int = 100
    """Charges below this many 万元 are never taken for 元 by their ratio alone."""
    fee_digits: int = 9
    """More whole digits than these in an amount of 万元 look like 元."""

    repeated_share: float = 0.6
    """The share of the narrative that may be last year's, word for word."""
    repeated_minimum: int = 200
    """Narratives shorter than this many characters are not compared."""
