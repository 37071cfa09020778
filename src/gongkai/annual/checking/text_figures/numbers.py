"""Numbers as narratives print them: digits of any width, thousands, Chinese numerals, 万, per cent, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Number", "chinese_number", "find_numbers", "plain_text"]

_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
_SIGNS = {
    ord(sign): other for sign, other in zip("％．，：（）；,:;()", "%.，：（）；，：；（）", strict=True)
}
_GONE = dict.fromkeys(map(ord, ' \t\r\u3000\xa0\u200b\u200c\u200d\u2060\ufeff*“”‘’"'))
_PLAIN = {**_WIDTH, **_SIGNS, **_GONE}
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?:\D|$))(?<!\d{4}，)")

_UNITS = r"件次|件|宗|条|份|个|次|起|项|篇|部|例|%|万元|亿元|元"
_NUMBER = re.compile(
    rf"(?:(?P<digits>\d+(?:\.\d+)?)|百分之(?P<per>[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
    rf"|(?P<han>[〇零一二两三四五六七八九十百千]+(?:万[〇零一二两三四五六七八九十百千]*)?))"
    rf"(?P<scale>[万亿](?!元))?(?P<about>余|多|几)?(?P<unit>{_UNITS})?"
)
_VALUE = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_ROUGH_BEFORE = ("近", "约", "超", "超过", "逾", "不足", "至少", "大约", "最多", "突破")
_NO_COUNT_BEFORE = ("第", "每", "任", "逐", "某", "同", "各", "几")
_LONGEST_BEFORE = 2
_STATES_BEFORE = frozenset("为是：数共计")
_ENDS_AFTER = frozenset("，。；、）")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a clause: its value, its unit (empty without one), where it stands.

    ``exact`` is False for 近百件 and 三十余件. ``decimals`` is the number of places printed.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    exact: bool = True
    decimals: int = 0


def plain_text(text: str) -> str:
    """Text with digits and signs of one width and no spaces; the line breaks stay."""
    return _THOUSANDS.sub("", text.translate(_PLAIN))


def chinese_number(text: str) -> int:
    """A Chinese numeral: 一百零三 is 103, 二〇 is 20, 两万三千 is 23000."""
    if not any(sign in _SCALE or sign == "万" for sign in text):
        return int("".join(str(_VALUE[sign]) for sign in text))
    head, mark, rest = text.rpartition("万")
    if mark:
        return chinese_number(head or "一") * 10000 + (chinese_number(rest) if rest else 0)
    total = digit = 0
    for sign in text:
        if sign in _SCALE:
            total += (digit or 1) * _SCALE[sign]
            digit = 0
        else:
            digit = _VALUE[sign]
    return total + digit


def find_numbers(clause: str) -> Iterator[Number]:
    """The counts, shares and amounts in a clause of plain text; ordinals, dates and names are left out."""
    for match in _NUMBER.finditer(clause):
        before = clause[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
        unit = match["unit"] or ("%" if match["per"] else "")
        if before[-1:] in _NO_COUNT_BEFORE:
            continue
        if not unit and not _stands_alone(clause, match):
            continue
        value = _value(match)
        decimals = len(match["digits"].partition(".")[2]) if match["digits"] else _places(match["per"])
        rough = match["about"] is not None or before.endswith(_ROUGH_BEFORE) or match["scale"] is not None
        yield Number(value, unit, match.start(), match.end(), not rough, decimals)


def _places(per: str | None) -> int:
    return len(per.partition("点")[2]) if per else 0


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = Decimal(match["digits"])
    elif match["per"]:
        whole, _, fraction = match["per"].partition("点")
        value = Decimal(f"{chinese_number(whole)}.{''.join(str(_VALUE[sign]) for sign in fraction) or 0}")
    else:
        value = Decimal(chinese_number(match["han"]))
    scale = match["scale"]
    return value * {"万": 10_000, "亿": 100_000_000}[scale] if scale else value


def _stands_alone(clause: str, match: re.Match[str]) -> bool:
    """A number without a unit counts only as 数量为21 before a stop, never as a part of a name or a date."""
    after = clause[match.end() : match.end() + 1]
    before = clause[max(0, match.start() - 1) : match.start()]
    if after and after not in _ENDS_AFTER:
        return False
    if match["han"]:
        return match["han"] in ("零", "〇") and before in _STATES_BEFORE
    return before in _STATES_BEFORE
