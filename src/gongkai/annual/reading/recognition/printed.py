"""A printed cell as a figure: what is plainly a number, what is blank, what only looks like one."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from gongkai.annual.reading.recognition.folding import normalise
from gongkai.annual.report import Figure

__all__ = ["BLANK_MARKS", "Kind", "Printed", "read_amount", "read_count"]


class Kind(Enum):
    """What a printed text turned out to be."""

    FIGURE = "figure"
    BLANK = "blank"
    SPLIT = "split"
    """Digits with gaps between them: one number broken, or several in one cell."""
    CONVERTED = "converted"
    """A figure in another unit than the form's, or with letters for digits."""
    NEGATIVE = "negative"
    FRACTION = "fraction"
    DOUBTFUL = "doubtful"
    """A number that is not put plainly (约30, 30余件, 12?): it stands for a figure but is none."""
    TEXT = "text"


class Printed(NamedTuple):
    """A printed text read: the figure where it is one; the numbers met where they are several."""

    kind: Kind
    value: Figure | None = None
    parts: tuple[str, ...] = ()


BLANK_MARKS = frozenset(
    ("", "-", "--", "---", "/", "//", "—", "——", "–", "―", "－", "无", "\\", "╱", "∕", "*", "_")
)
"""What is printed in a cell that holds no figure; whether it stands for nought nobody says."""

_CLASSIFIER = r"(?:件次|人次|件|条|项|宗|份|个|次|起|部|篇|人|例|家)?"
_PLAIN = re.compile(rf"(\d+)\s*{_CLASSIFIER}[。.]?")
_THOUSANDS = re.compile(rf"(\d{{1,3}}(?:[,'’]\d{{3}})+)(?:\.0+)?\s*{_CLASSIFIER}")
_ANNOTATED = re.compile(rf"(\d+)\s*{_CLASSIFIER}\s*[(\[【<].*[)\]】>]\s*", re.DOTALL)
_WHOLE = re.compile(r"(\d+)\.0+")
_FRACTION = re.compile(r"\d+\.\d+")
_NEGATIVE = re.compile(rf"(?:[-−–]|减少?|负)\s*(\d+(?:\.\d+)?)\s*{_CLASSIFIER}")
_SPLIT = re.compile(r"\d+(?:\s+\d+)+")
_DOUBTFUL = re.compile(
    r"(?:约|近|超|超过|共|合计|计|达)?\s*\d[\d,.]*\s*(?:万|亿|元|余|多|左右|以上|件|条|宗|项|份|人|次|[?？※*#])*"
    r"|\d[\d,.]*[^\w\s]+"
)
_MATHS = re.compile(r"^\$\s*(.*?)\s*\$$")
"""Converters to Markdown set numbers of tables as formulas: $12$."""
_LETTERS = re.compile(r"[OoQ〇○零Il|]|[\dOol]{2,6}")
_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|万)?(?:人民币|整)?"
)
_AMOUNT_NOTE = re.compile(r"\s*[(\[【].*[)\]】]\s*$", re.DOTALL)
_UNIT_POWER = {"亿元": 4, "元": -4}
_LETTER_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "〇": "0", "○": "0", "零": "0", "I": "1", "l": "1", "|": "1"}
)


@lru_cache(maxsize=16384)
def read_count(text: str) -> Printed:
    """A cell of counts (件数). Annotations such as 22（其中修订16件） are not part of the figure."""
    plain = normalise(text).strip()
    if plain.isascii() and plain.isdigit():
        return Printed(Kind.FIGURE, int(plain)) if len(plain) <= 15 else Printed(Kind.DOUBTFUL)
    if plain in BLANK_MARKS:
        return Printed(Kind.BLANK)
    plain = _MATHS.sub(r"\1", plain)
    for pattern in (_PLAIN, _THOUSANDS, _WHOLE, _ANNOTATED):
        match = pattern.fullmatch(plain)
        if match:
            return Printed(Kind.FIGURE, int(re.sub(r"\D", "", match[1])))
    if _SPLIT.fullmatch(plain):
        return Printed(Kind.SPLIT, parts=tuple(plain.split()))
    if _NEGATIVE.fullmatch(plain):
        return Printed(Kind.NEGATIVE)
    if _FRACTION.fullmatch(plain):
        return Printed(Kind.FRACTION)
    if _LETTERS.fullmatch(plain):
        return Printed(Kind.CONVERTED, int(plain.translate(_LETTER_DIGITS)))
    return Printed(Kind.DOUBTFUL if _DOUBTFUL.fullmatch(plain) else Kind.TEXT)


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Printed:
    """A cell of 万元: exactly the digits printed; 元 and 亿元 are converted where the cell names them."""
    plain = normalise(text).strip()
    if plain in BLANK_MARKS:
        return Printed(Kind.BLANK)
    plain = _MATHS.sub(r"\1", plain)
    match = _AMOUNT.fullmatch(_AMOUNT_NOTE.sub("", plain))
    if match is None:
        joined = re.sub(r"\s+", "", plain)
        if joined != plain and re.fullmatch(r"\d+(?:\.\d+)?", joined):
            return Printed(Kind.SPLIT, parts=tuple(plain.split()))
        return Printed(Kind.NEGATIVE if _NEGATIVE.fullmatch(plain) else Kind.TEXT)
    number = Decimal(re.sub(r"[,']", "", match["number"]))
    power = _UNIT_POWER.get(match["unit"] or "")
    if power is None:
        return Printed(Kind.FIGURE, number)
    converted = number.scaleb(power)
    if converted == converted.to_integral_value():
        converted = converted.quantize(Decimal(1))
    return Printed(Kind.CONVERTED, converted.normalize() if "." in str(converted) else converted)
