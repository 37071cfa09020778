"""The total as a workbook: the county's report, and who reported what, a row a body, with sums as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.exact import figure_text
from gongkai.annual.form import EDITION_2021, PATHS, Unit, unit_of
from gongkai.annual.report import Figure
from gongkai.annual.totalling.counted_body import MERGED_GROUPS, BodyFigures
from gongkai.annual.totalling.result import Total

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["workbook"]

_HEAD_ROWS = 3
_HEAD_COLUMNS = 2
_NOT_WHOLE = "不全"


def workbook(total: Total) -> bytes:
    """The workbook: the report in the official form, then who reported what.

    The sheet 各单位数据 has the sums below it, 没有计入与说明 every remark. A sum whose column has an empty cell shows 不全; the row under it adds up what is known. The same total
    gives the same bytes.
    """
    from gongkai.annual.writing.xlsx_book import render

    def add_sheets(book: Workbook) -> None:
        styles = _Styles.of(book)
        _write_figures(book.add_worksheet("各单位数据"), total, styles)
        _write_remarks(book.add_worksheet("没有计入与说明"), total, styles)

    return render(total.report, EDITION_2021, add_sheets)


@dataclass(frozen=True)
class _Styles:
    head: Format
    name: Format
    figure: Format
    gap: Format
    total: Format
    text: Format

    @classmethod
    def of(cls, book: Workbook) -> _Styles:
        edge = {"border": 1, "valign": "vcenter"}
        return cls(
            head=book.add_format({**edge, "bold": True, "align": "center", "text_wrap": True}),
            name=book.add_format({**edge, "bold": True}),
            figure=book.add_format(edge),
            gap=book.add_format({**edge, "bg_color": "#F2F2F2"}),
            total=book.add_format({**edge, "bold": True, "top": 2}),
            text=book.add_format({**edge, "text_wrap": True, "valign": "top"}),
        )


def _columns() -> Iterator[tuple[str, str, str]]:
    """Table, row and column of every figure, as the three lines above it."""
    form = EDITION_2021
    headings = {section.table: section.heading for section in form.sections}
    for block in form.proactive:
        for row in block.rows:
            for cell in row.cells:
                yield headings["proactive"], str(row.label), str(cell.column)
    for application in form.applications:
        for column in form.applicants:
            yield headings["applications"], str(application.label), str(column.label)
    for group in form.dispute_groups:
        for column in form.dispute_columns:
            name = f"{group.group}·{group.label}" if group.group else str(group.label)
            yield headings["disputes"], name, str(column.label)


def _write_figures(sheet: Worksheet, total: Total, styles: _Styles) -> None:
    _write_head(sheet, styles)
    some_divided = not all(body.merged for body in total.bodies)
    undivided = frozenset(group[2] for group in MERGED_GROUPS) if some_divided else frozenset()
    for row, body in enumerate(total.bodies, start=_HEAD_ROWS):
        _write_body(sheet, row, body, undivided if body.merged else frozenset(), styles)
    if total.bodies:
        _write_sums(sheet, total, styles)
    sheet.freeze_panes(_HEAD_ROWS, _HEAD_COLUMNS)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 22)
    sheet.set_column(_HEAD_COLUMNS, _HEAD_COLUMNS + len(PATHS) - 1, 12)
    sheet.set_row(1, 48)


def _write_head(sheet: Worksheet, styles: _Styles) -> None:
    sheet.merge_range(0, 0, _HEAD_ROWS - 1, 0, "单位", styles.head)
    sheet.merge_range(0, 1, _HEAD_ROWS - 1, 1, "文件", styles.head)
    columns = list(_columns())
    for depth in range(2):
        start = 0
        for end in range(1, len(columns) + 1):
            if end < len(columns) and columns[end][: depth + 1] == columns[start][: depth + 1]:
                continue
            _write_span(sheet, depth, start, end - 1, columns[start][depth], styles.head)
            start = end
    for position, names in enumerate(columns):
        sheet.write_string(2, _HEAD_COLUMNS + position, names[2], styles.head)


def _write_span(sheet: Worksheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    first, last = first + _HEAD_COLUMNS, last + _HEAD_COLUMNS
    if first == last:
        sheet.write_string(row, first, text, style)
    else:
        sheet.merge_range(row, first, row, last, text, style)


def _write_body(
    sheet: Worksheet, row: int, body: BodyFigures, undivided: frozenset[int], styles: _Styles
) -> None:
    sheet.write_string(row, 0, body.name, styles.name)
    sheet.write_string(row, 1, "、".join(body.files), styles.figure)
    for position, figure in enumerate(body.figures):
        column = _HEAD_COLUMNS + position
        if figure is None:
            sheet.write_blank(row, column, None, styles.gap)
        elif figure and position in undivided:
            # As text it counts in no sum: it is that of three rows together.
            sheet.write_string(row, column, f"{figure_text(figure)}（三行合计）", styles.gap)
        else:
            sheet.write_number(row, column, figure, styles.figure)


def _write_sums(sheet: Worksheet, total: Total, styles: _Styles) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    row = _HEAD_ROWS + len(total.bodies)
    sheet.write_string(row, 0, "合计", styles.total)
    sheet.write_string(row, 1, "", styles.total)
    sheet.write_string(row + 1, 0, "已知部分之和", styles.name)
    sheet.write_string(row + 1, 1, "", styles.figure)
    for position, path in enumerate(PATHS):
        column = _HEAD_COLUMNS + position
        figures = f"{xl_rowcol_to_cell(_HEAD_ROWS, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        added = _addition(path, figures, total.bodies, position)
        whole = total.report.value(path)
        known = total.partial.get(path, 0) if whole is None else whole
        shown = _NOT_WHOLE if whole is None else _number(whole)
        formula = f'=IF(COUNT({figures})=ROWS({figures}),{added},"{_NOT_WHOLE}")'
        sheet.write_formula(row, column, formula, styles.total, shown)
        sheet.write_formula(row + 1, column, f"={added}", styles.figure, _number(known))


def _addition(path: str, figures: str, bodies: tuple[BodyFigures, ...], position: int) -> str:
    if unit_of(path) is Unit.COUNT:
        return f"SUM({figures})"
    # A sheet adds in binary: rounding to the decimals that were printed gives the decimal sum back.
    decimals = max((_decimals(body.figures[position]) for body in bodies), default=0)
    return f"ROUND(SUM({figures}),{decimals})"


def _decimals(figure: Figure | None) -> int:
    return max(0, -int(figure.as_tuple().exponent)) if isinstance(figure, Decimal) else 0


def _number(figure: Figure) -> int | float:
    return float(figure) if isinstance(figure, Decimal) else figure


def _write_remarks(sheet: Worksheet, total: Total, styles: _Styles) -> None:
    for column, (title, width) in enumerate((("是否计入", 10), ("单位", 28), ("文件", 28), ("说明", 90))):
        sheet.write_string(0, column, title, styles.head)
        sheet.set_column(column, column, width)
    for row, remark in enumerate(total.remarks, start=1):
        texts = (
            "没有计入" if remark.left_out else "请注意",
            remark.agency or "",
            "、".join(remark.files),
            remark.sentence,
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, styles.text)
    sheet.freeze_panes(1, 0)
