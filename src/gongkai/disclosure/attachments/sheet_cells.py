"""The cells of a workbook's sheets as text, and which rows and columns of a sheet are hidden."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.disclosure.attachments.gathering import TooMuchError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["Shape", "column_name", "rows_of", "shape_of"]

_MAX_AREA = 4_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)")
_FORMAT = re.compile(rb"<(?:\w+:)?sheetFormatPr\b([^<>]*)")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
# As every program writes them; and, many times slower, in any way that XML allows.
_WIDE_CELL = re.compile(rb' r="([A-Za-z]{2,3})[0-9]')
_ROW_NUMBER = re.compile(rb'<row r="([0-9]{1,7})"')
_ANY_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{2,3})[0-9]""")
_ANY_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]{1,7})["']""")
_ODD_WRITING = (b" r='", b"\tr=", b"\nr=", b"\rr=", b" r =", b'" r= ')
# Plain searches, a hundred times as quick as an expression, tell that nothing is hidden in most sheets.
_HIDING = (b"hidden", b"zeroHeight", b' ht="0', b" ht='0", b' width="0', b" width='0")
_YES = (b"1", b"true", b"on")
_NOUGHT = (b"0", b"0.0")
_WIDEST = 16_384
_NARROW = 26
_LARGEST_WHOLE = 1e21


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a sheet is hidden (rows from 1, columns from 0), and how far its cells reach."""

    hidden_rows: frozenset[int]
    shown_rows: frozenset[int]
    all_rows_hidden: bool
    hidden_columns: frozenset[int]
    area: int

    def hides_row(self, number: int) -> bool:
        """Whether a row does not show; where the sheet hides all, those do that it makes an exception of."""
        return number in self.hidden_rows or (self.all_rows_hidden and number not in self.shown_rows)


def shape_of(part: bytes) -> Shape:
    """What the XML of a sheet hides: by mark, by a height or a width of nought, or all rows by default."""
    if not any(mark in part for mark in _HIDING):
        return Shape(frozenset(), frozenset(), False, frozenset(), _area(part))
    hidden: set[int] = set()
    shown: set[int] = set()
    for number, found in enumerate(_ROW.finditer(part), 1):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        row = int(attributes.get(b"r", b"").decode("ascii", "replace") or number)
        is_hidden = attributes.get(b"hidden") in _YES or attributes.get(b"ht") in _NOUGHT
        (hidden if is_hidden else shown).add(row)
    default = _FORMAT.search(part)
    all_hidden = default is not None and dict(_ATTRIBUTE.findall(default[1])).get(b"zeroHeight") in _YES
    return Shape(frozenset(hidden), frozenset(shown), all_hidden, frozenset(_columns(part)), _area(part))


def _columns(part: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(part):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes.get(b"hidden") in _YES or attributes.get(b"width") in _NOUGHT:
            first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))
            yield from range(first - 1, min(last, _WIDEST))


def _area(part: bytes) -> int:
    """At most how many positions the sheet's cells span, which is what reading it takes in memory."""
    is_plain = part.count(b"<row ") == part.count(b'<row r="') and not any(
        mark in part for mark in _ODD_WRITING
    )
    rows = [int(number) for number in (_ROW_NUMBER if is_plain else _ANY_ROW_NUMBER).findall(part)]
    wide = set((_WIDE_CELL if is_plain else _ANY_CELL).findall(part))
    width = max((_column_number(letters) for letters in wide), default=_NARROW)
    return (max(rows) - min(rows) + 1) * width if rows else 0


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def column_name(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def rows_of(data: bytes, sheets: Sequence[tuple[str, Shape]]) -> Iterator[list[tuple[int, list[str]]]]:
    """For each sheet its rows that hold something: the number from 1 and the cells' texts from column A on.

    Formulas give their stored values. Raises UnreadableError when the workbook is damaged or locked, and
    TooMuchError when a sheet's cells lie too far apart.
    """
    for name, shape in sheets:
        if shape.area > _MAX_AREA:
            raise TooMuchError(f"工作表“{name}”的内容散得太开，没有检查完；请删去远处的空行空列再传。")
    try:
        with _workbook(data) as workbook:
            for name, _ in sheets:
                yield _rows(workbook.get_sheet_by_name(name))
    except (TooMuchError, UnreadableError):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableError(_message(error)) from error


def _message(error: BaseException) -> str:
    if type(error).__name__ == "PasswordError":
        return "电子表格有密码保护，无法检查；请去掉密码后再传。"
    return "电子表格已损坏，无法检查；请用原软件另存为 XLSX。"


def _workbook(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _rows(sheet: CalamineSheet) -> list[tuple[int, list[str]]]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    margin = [""] * left
    return [
        (number, margin + texts)
        for number, line in enumerate(sheet.to_python(), top + 1)
        if any(texts := [value if type(value) is str else _printed(value) for value in line])
    ]


def _printed(value: object) -> str:
    """A value as digits: no exponent, no ``.0`` behind whole numbers, so that a telephone number is one."""
    text = str(value)
    if text.endswith(".0"):
        return text[:-2]
    if "e" in text and isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return text
