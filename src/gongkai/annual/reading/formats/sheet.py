"""Workbooks (XLSX, old XLS) become grids, one for each visible sheet."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import Block, Document, Grid, Kind, UnreadableError
from gongkai.annual.reading.formats.archive import Archive
from gongkai.annual.reading.formats.characters import plain, without_controls
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.tables import SourceRow, arrange, number_grids

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["read_workbook"]

_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell that has a value: one that is only formatted ends at once and takes no room.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Za-z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_FILLED_ROW = re.compile(rb'<(?:\w+:)?row\b[^<>]*?\br="([0-9]{1,7})"[^<>]*(?<!/)>')
_DAMAGED = "电子表格已损坏，无法读取；请用原软件另存为 XLSX。"


def read_workbook(data: bytes) -> Document:
    """Take an XLSX or XLS file apart: each visible sheet's cells, its name as their caption.

    Formulas give their stored values. Raises UnreadableError when it is damaged, locked or too large.
    """
    allowance = Allowance()
    if data.startswith(b"PK"):
        _refuse_far_cells(data, allowance)
    document = Document(Kind.XLSX)
    try:
        with _workbook(data) as workbook:
            _read_sheets(workbook, document, allowance)
    except UnreadableError:
        raise
    except BaseException as error:  # a panic of the library is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableError(_message(error)) from error
    number_grids(document.blocks)
    return document


def _workbook(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _message(error: BaseException) -> str:
    if type(error).__name__ == "PasswordError":
        return "电子表格有密码保护，无法读取；请去掉密码后再试。"
    return _DAMAGED


def _refuse_far_cells(data: bytes, allowance: Allowance) -> None:
    """Account for the area from the first to the last filled cell: the library lays all of it out."""
    archive = Archive(data)
    archive.verify()
    for name in archive.names:
        if _SHEET_PART.fullmatch(name):
            part = archive.read(name) or b""
            rows = [int(match[1]) for match in _FILLED_ROW.finditer(part)]
            columns = {match[1].upper() for match in _FILLED_CELL.finditer(part)}
            rows += [int(match[2]) for match in _FILLED_CELL.finditer(part)]
            if rows:
                width = max((_column_number(letters) for letters in columns), default=1)
                allowance.take_positions((max(rows) - min(rows) + 1) * width)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_sheets(workbook: CalamineWorkbook, document: Document, allowance: Allowance) -> None:
    for about in workbook.sheets_metadata:
        kind, visible = str(about.typ), str(about.visible)
        if not kind.endswith("WorkSheet"):
            continue
        if not visible.endswith(".Visible"):
            document.warnings.append(f"工作表“{about.name}”是隐藏的，没有读取。")
            continue
        name = plain(about.name).strip()
        document.blocks += _sheet_blocks(workbook.get_sheet_by_name(about.name), name, allowance)


def _sheet_blocks(sheet: CalamineSheet, name: str, allowance: Allowance) -> list[Block]:
    allowance.take_positions(sheet.height * sheet.width)
    values = sheet.to_python()
    if not values or sheet.start is None:
        return []
    spans, covered = _spans(sheet, sheet.start)
    rows: list[SourceRow] = []
    for number, line in enumerate(values):
        row: SourceRow = []
        for column, value in enumerate(line):
            if (number, column) not in covered:
                height, width = spans.get((number, column), (1, 1))
                row.append((_printed(value), height, width, None))
        rows.append(row)
    blocks = arrange(rows, allowance)
    # a sheet of mere text has no use for its name, which is often just 正文 or Sheet1
    for block in blocks:
        if isinstance(block, Grid):
            block.caption = name
            break
    return blocks


def _spans(
    sheet: CalamineSheet, start: tuple[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Height and width of merged cells by their upper left corner, and the positions that they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        first, last = (top - start[0], left - start[1]), (bottom - start[0], right - start[1])
        last = min(last[0], sheet.height - 1), min(last[1], sheet.width - 1)
        positions = {
            (row, column)
            for row in range(max(first[0], 0), last[0] + 1)
            for column in range(max(first[1], 0), last[1] + 1)
        }
        if first in positions and covered.isdisjoint(positions):
            spans[first] = (last[0] - first[0] + 1, last[1] - first[1] + 1)
            covered |= positions - {first}
    return spans, covered


def _printed(value: object) -> str:
    """A value as the sheet shows it: no ``.0`` behind whole numbers, no exponent, dates as 2025-01-15."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        return text[:-2] if text.endswith(".0") else text
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    lines = plain(without_controls(str(value))).replace("_x000D_", "").splitlines()
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
