"""Dates as reports print them, in digits or in Chinese numerals."""

from __future__ import annotations

import re
from datetime import date

from gongkai.annual.reading.recognition.folding import normalise, unspaced

__all__ = ["YEAR", "date_in", "is_date", "number_of", "without_date"]

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
YEAR = r"(?:2[0O]\d\d|二\s*[〇○零0]\s*[〇○零一二三四五六七八九0-9]\s*[〇○零一二三四五六七八九0-9])"
"""A year in digits (0 misprinted as O) or in numerals, as a piece of an expression."""
_DATE = re.compile(
    r"(?P<year>20\d\d)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})\s*日?(?!\d)"
)
_HAN_DATE = re.compile(
    r"(?P<year>二[〇○零0O][〇○零一二三四五六七八九]{2})年(?P<month>[元一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,3})日"
)


def date_in(text: str) -> date | None:
    """The date that a text is or contains, written in digits or in Chinese numerals; None where it has none."""
    plain = normalise(text)
    match = _DATE.search(plain)
    if match:
        return _date(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _HAN_DATE.search(unspaced(plain))
    if match:
        return _date(number_of(match["year"]), _han_number(match["month"]), _han_number(match["day"]))
    return None


def is_date(text: str) -> bool:
    """True where a text is a date in digits and nothing else."""
    return _DATE.fullmatch(text) is not None


def without_date(text: str) -> str:
    """A text without the dates in it."""
    return _DATE.sub("", _HAN_DATE.sub("", text))


def number_of(year: str) -> int:
    """A year in digits or numerals as a number."""
    return int(unspaced(year).replace("O", "0").translate(_DIGITS))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han_number(text: str) -> int:
    """元 to 三十一."""
    if text == "元":
        return 1
    tens, mark, ones = text.partition("十")
    if not mark:
        return int(text.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
