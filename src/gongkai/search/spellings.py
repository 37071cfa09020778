"""Other ways to write the same: 2024年 and 二〇二四年, 第33条 and 第三十三条, 2024-3-5, 〔2024〕3号, 1,234."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from gongkai.search.folding import HAN, folded

__all__ = ["DOCUMENT_NUMBER", "spellings", "split_at_days", "written_otherwise"]

_DIGITS: Final = "〇一二三四五六七八九"
_VALUES: Final = {**{digit: value for value, digit in enumerate(_DIGITS)}, "零": 0, "两": 2}
_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_UNIT: Final = "年月日号条款项章节编届次期批季个名户人亩元万亿"
_NUMERALS: Final = "〇零一二三四五六七八九十百千两"
_LARGEST: Final = 9999

_MARK = rf"[{HAN}]{{0,14}}"
_YEAR = "(?:19|20)\\d\\d|[一二][〇零一二三四五六七八九]{3}"
_SERIAL = rf"\d{{1,5}}|[{_NUMERALS}]{{1,7}}"
DOCUMENT_NUMBER: Final = re.compile(
    rf"(?P<mark>{_MARK})\s*(?:[〔\[(【「<{{]\s*(?P<year>{_YEAR})\s*[〕\])】」>}}]\s*第?\s*(?P<serial>{_SERIAL})\s*号?"
    rf"|(?P<year2>(?:19|20)\d\d)\s*-\s*第?\s*(?P<serial2>\d{{1,5}})\s*号)"
)
"""A 文号 however its brackets and numbers are written, in a folded text: mark (it may be left out), year, number."""

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?!\d)")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/年]\s*(0?[1-9]|1[0-2])月?(?![\d\-/.])")
_ARABIC = re.compile(rf"(?<![\d.,])\d{{1,4}}(?=[{_UNIT}])|(?<=第)\d{{1,4}}(?!\d)")
_CHINESE = re.compile(rf"(?<=第)[{_NUMERALS}]+|[{_NUMERALS}]+(?=[{_UNIT}])")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_LONG = re.compile(r"(?<![\d.,])\d{4,12}(?![\d,年])")

_BETWEEN_CLAUSES = re.compile(r"[。;!?、\n]|,(?!\d)|(?<!\d),")
_HAS_A_NUMBER = re.compile(rf"\d|第[{_NUMERALS}]|[{_NUMERALS}][{_UNIT}]")


def spellings(text: str) -> tuple[str, ...]:
    """The text as it is, then its other ways of writing, each once; seldom more than four."""
    plain = folded(text)
    ways: tuple[Callable[[str], str], ...] = (
        _document(""),
        _document("第"),
        _date_in_words,
        _date_in_figures,
        _month_in_words,
        _arabic,
        lambda way: _chinese(_arabic(_date_in_words(way)), "〇"),
        lambda way: _chinese(_arabic(_date_in_words(way)), "零"),
        _ungrouped,
        _grouped,
    )
    found = dict.fromkeys([plain, *(way(plain) for way in ways)])
    return tuple(found)


def written_otherwise(text: str) -> list[str]:
    """The clauses of a text that have numbers, each as it is also written: for an index that is asked in one way only."""
    found: dict[str, None] = {}
    for clause in _BETWEEN_CLAUSES.split(folded(text)):
        if _HAS_A_NUMBER.search(clause):
            # Twice, because a date in words is written in figures only once its numbers are.
            ways = dict.fromkeys(again for way in spellings(clause) for again in spellings(way))
            found |= dict.fromkeys(way for way in ways if way != clause)
    return list(found)


def split_at_days(text: str) -> list[str]:
    """A folded text cut before and after its dates: what is not of them, and each of them, by turns."""
    pieces, place = [], 0
    for found in _DATE.finditer(text):
        pieces += [text[place : found.start()], found[0]]
        place = found.end()
    return [*pieces, text[place:]]


def chinese(number: int) -> str:
    """一百零五 for 105: as articles and ordinals are counted, up to 9999."""
    if number == 0:
        return "零"
    text, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def arabic(numeral: str) -> str | None:
    """33 for 三十三, 2024 for 二〇二四; None for what is no number."""
    if not any(sign in _POWERS for sign in numeral):
        return "".join(str(_VALUES[sign]) for sign in numeral)
    number, digit = 0, None
    for sign in numeral:
        if sign in _POWERS:
            number += (1 if digit is None else digit) * _POWERS[sign]
            digit = None
        else:
            digit = _VALUES[sign]
    number += digit or 0
    spoken = numeral.replace("两", "二").replace("〇", "零")
    said = {chinese(number), f"一{chinese(number)}"} if number <= _LARGEST else set()
    return str(number) if spoken in said else None


def _document(between: str) -> Callable[[str], str]:
    def written(found: re.Match[str]) -> str:
        year = _figures(found["year"] or found["year2"])
        serial = _figures(found["serial"] or found["serial2"])
        return f"{found['mark']}〔{year}〕{between}{serial}"

    return lambda text: DOCUMENT_NUMBER.sub(written, text)


def _figures(number: str) -> str:
    return str(int(number)) if number.isdecimal() else arabic(number) or number


def _date_in_words(text: str) -> str:
    return _DATE.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def _date_in_figures(text: str) -> str:
    return _DATE.sub(lambda found: f"{found[1]}-{int(found[2])}-{int(found[3])}", text)


def _month_in_words(text: str) -> str:
    return text if _DATE.search(text) else _MONTH.sub(lambda found: f"{found[1]}年{int(found[2])}月", text)


def _arabic(text: str) -> str:
    return _CHINESE.sub(lambda found: arabic(found[0]) or found[0], text)


def _chinese(text: str, nought: str) -> str:
    def spoken(found: re.Match[str]) -> str:
        digits = found[0]
        year = len(digits) == 4 and text[found.end() : found.end() + 1] == "年"
        if year:
            return "".join(_DIGITS[int(digit)] for digit in digits).replace("〇", nought)
        return chinese(int(digits))

    return _ARABIC.sub(spoken, text)


def _ungrouped(text: str) -> str:
    return _GROUPED.sub(lambda found: found[0].replace(",", ""), text)


def _grouped(text: str) -> str:
    if DOCUMENT_NUMBER.search(text) or _DATE.search(text) or _MONTH.search(text):
        return text
    return _LONG.sub(lambda found: f"{int(found[0]):,}" if found[0][0] != "0" else found[0], text)
