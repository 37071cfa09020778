"""A table of the form on a sheet: figures as numbers, totals as formulas, and the checks beside and below."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport, Figure
from gongkai.annual.writing.outline import SectionPart, width_in_characters
from gongkai.annual.writing.tables import Role, Row, Table, TableCell
from gongkai.annual.writing.xlsx_formats import Formats
from gongkai.annual.writing.xlsx_sums import (
    Balance,
    Position,
    Total,
    balance_formula,
    balance_of,
    reference,
    sum_formula,
)
from gongkai.annual.writing.xlsx_text import pieces

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_table"]

CHARACTERS_PER_MM = 0.62
BODY_CHARACTERS = 92
LINE_HEIGHT = 14
EXACT_DIGITS = 15
"""Significant digits that a number in a sheet keeps."""

_CHECKS = {
    "applications.balance": "核对：一＋二＝三＋四",
    "applications.result_total": "核对：各项办理结果相加＝（七）总计",
    "disputes.total": "核对：各项结果相加＝总计",
}


def write_table(
    sheet: Worksheet,
    section: SectionPart,
    report: AnnualReport,
    edition: Edition,
    totals: Mapping[str, Total],
    formats: Formats,
) -> None:
    """Fill a sheet with a section that has a table: its heading, its text, the table, the checks."""
    table = section.table
    assert table is not None
    top = _write_heading(sheet, section, len(table.widths), formats)
    positions = {cell.path: (top + cell.row, cell.column) for cell in table.cells if cell.path}
    _prepare(sheet, table, top)
    for row in table.rows:
        sheet.set_row(top + row[0].row, _height(row, table))
        for cell in row:
            if cell.role is Role.FIGURE:
                _write_figure(sheet, cell, top, positions, totals, formats)
            else:
                _span(sheet, cell, top, formats.label(cell.role))
                sheet.write_string(top + cell.row, cell.column, cell.text, formats.label(cell.role))
    _write_checks(sheet, table, report, edition, positions, formats)


def _write_heading(sheet: Worksheet, section: SectionPart, width: int, formats: Formats) -> int:
    """Write the section's heading and text over the table; returns the row that the table begins in."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, section.heading, formats.table_heading)
    row = 1
    for paragraph in section.paragraphs:
        for piece in pieces(paragraph.lead + paragraph.text):
            sheet.set_row(
                row, LINE_HEIGHT * math.ceil(2.2 * width_in_characters(piece) / BODY_CHARACTERS) + 6
            )
            sheet.merge_range(row, 0, row, width - 1, "", formats.text)
            sheet.write_string(row, 0, piece, formats.text)
            row += 1
    return row


def _prepare(sheet: Worksheet, table: Table, top: int) -> None:
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, max(6.5, width * CHARACTERS_PER_MM))
    sheet.set_column(len(table.widths) + 1, len(table.widths) + 1, 24)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if len(table.parts) == 1:
        header = len(table.parts[0].header)
        sheet.repeat_rows(top, top + header - 1)
        sheet.freeze_panes(top + header, 0)


def _height(row: Row, table: Table) -> float:
    """A height for the most lines that a cell of one row needs: spreadsheets do not fit merged cells."""
    lines = 1
    for cell in row:
        if cell.row_span == 1 and cell.text:
            room = sum(table.widths[cell.column : cell.column + cell.column_span]) * CHARACTERS_PER_MM
            # A Chinese character is two of the units that columns are measured in.
            lines = max(lines, math.ceil(2.2 * width_in_characters(cell.text) / max(6.5, room)))
    return max(18, LINE_HEIGHT * lines + 4)


def _span(sheet: Worksheet, cell: TableCell, top: int, form: Format) -> None:
    if cell.row_span > 1 or cell.column_span > 1:
        last = (top + cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        sheet.merge_range(top + cell.row, cell.column, *last, "", form)


def _write_figure(
    sheet: Worksheet,
    cell: TableCell,
    top: int,
    positions: Mapping[str, Position],
    totals: Mapping[str, Total],
    formats: Formats,
) -> None:
    total = totals.get(cell.path or "")
    form = formats.figure(_number_format(cell.value), marked=bool(total and total.remark))
    _span(sheet, cell, top, form)
    at = (top + cell.row, cell.column)
    if cell.value is None:
        sheet.write_blank(*at, None, form)
    elif total and total.parts:
        sheet.write_formula(*at, sum_formula(total.parts, positions), form, int(cell.value))
    elif _is_exact(cell.value):
        sheet.write_number(*at, cell.value, form)
    else:
        # A number with more digits than a sheet keeps would be printed with other ones.
        sheet.write_string(*at, cell.text, form)
    if total and total.remark:
        sheet.write_comment(*at, total.remark, {"author": "", "width": 260, "height": 80})


def _number_format(value: Figure | None) -> str:
    places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return "0." + "0" * places if places > 0 else "0"


def _is_exact(value: Figure) -> bool:
    return len(Decimal(value).as_tuple().digits) <= EXACT_DIGITS


def _write_checks(
    sheet: Worksheet,
    table: Table,
    report: AnnualReport,
    edition: Edition,
    positions: Mapping[str, Position],
    formats: Formats,
) -> None:
    """A check for each equation of this table: for rows in a column at the side, for columns in rows below."""
    side = len(table.widths) + 1
    below = max(row for row, _ in positions.values()) + 2
    rules = [rule for rule in _CHECKS if rule.startswith(f"{table.key}.")]
    for place, rule in enumerate(rules):
        first = min(column for _, column in positions.values())
        # Table 4 has no column of labels: its label stands at the side.
        at = (below + place, side if first == 0 else 0)
        sheet.write_string(*at, _CHECKS[rule], formats.check_label)
    if table.key == "applications":
        sheet.write_string(
            min(row for row, _ in positions.values()) - 1, side, "核对：六类相加＝总计", formats.check_label
        )
    for identity in edition.identities:
        row, column = positions.get(identity.right[0], (0, 0))
        if not row:
            continue
        at = (below + rules.index(identity.rule), column) if identity.rule in rules else (row, side)
        state = balance_of(report, identity)
        sheet.write_formula(*at, balance_formula(identity, positions), formats.check, state.value)
        _alarm(sheet, at, formats)


def _alarm(sheet: Worksheet, at: Position, formats: Formats) -> None:
    condition = {"type": "cell", "criteria": "==", "value": f'"{Balance.ODD}"', "format": formats.alarm}
    sheet.conditional_format(reference(at), condition)
