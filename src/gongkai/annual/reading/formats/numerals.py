"""Numbers as Word writes them before automatically numbered paragraphs (numFmt of ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["format_number"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_number(number: int, form: str) -> str:
    """A number in the form that Word names so, e.g. 12 in ``chineseCounting`` is 十二; decimal if unknown."""
    if form in ("none", "bullet"):
        return ""
    if number < 1 or number > 9999:
        return str(number)
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    text, skipped = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if not digit:
            skipped = bool(text)
            continue
        if skipped:
            text += "零"
            skipped = False
        text += ("" if power == 10 and not text and digit == 1 else _DIGITS[digit]) + unit
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """Letters from a to z, then aa to zz: Word repeats the letter."""
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


def _from_block(first: str, count: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode, such as ① to ⑳; plain digits after the last."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _from_cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _chinese(number).translate(_LEGAL),
    "ideographTraditional": _from_cycle(_STEMS),
    "ideographZodiac": _from_cycle(_BRANCHES),
    "ideographEnclosedCircle": _from_block("㊀", 10),
    "decimalEnclosedCircle": _from_block("①", 20),
    "decimalEnclosedCircleChinese": _from_block("①", 20),
    "decimalEnclosedParen": _from_block("⑴", 20),
    "decimalEnclosedFullstop": _from_block("⒈", 20),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
}
