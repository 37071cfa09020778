"""A table of the form in a Word document.

Rows are built as elements: the library's own cells are found by counting, which takes seconds for Table 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.annual.writing.docx_layout import FONT_HEADING, FONT_TABLE, TABLE_STYLE, child, set_fonts
from gongkai.annual.writing.tables import Role, Row, Table, TableCell

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["add_table"]

_TWIPS_PER_MM = 1440 / 25.4

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")

_SHADE = "EBEBEB"

_LONGEST_GROUP = 10
"""Rows of a group that stay together; 三、本年度办理结果, which has 22, may go on overleaf."""

_FEWEST_BEFORE_END = 10
_FEWEST_AFTER_END = 3
"""Rows of a table that stand at least before and behind the end of a page."""


class _Style:
    """Sizes of one table: 五号 with room for Table 2, 小五 for the two with many columns."""

    def __init__(self, table: Table) -> None:
        wide = len(table.widths) <= 7
        self.size = 21 if wide else 18
        self.side = 100 if wide else 30
        self.height = {"proactive": 480, "applications": 310, "disputes": 420}.get(table.key, 360)


def add_table(document: Document, table: Table) -> None:
    """Append the table: fixed widths, header rows that repeat, rows that do not split."""
    anchor: Any = document.add_paragraph()._p
    anchor.addprevious(_table(table))
    anchor.getparent().remove(anchor)


def _table(table: Table) -> Any:
    from docx.oxml import OxmlElement

    style = _Style(table)
    widths = [round(width * _TWIPS_PER_MM) for width in table.widths]
    element = OxmlElement("w:tbl")
    _table_properties(element, table, sum(widths), style)
    grid = child(element, "tblGrid")
    for width in widths:
        child(grid, "gridCol", w=width)
    _add_rows(element, table, widths, style)
    return element


def _table_properties(element: Any, table: Table, total: int, style: _Style) -> None:
    properties = child(element, "tblPr")
    child(properties, "tblW", w=total, type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for side in _BORDERS:
        child(borders, side, val="single", sz=4, space=0, color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side, width in (("top", 40), ("left", style.side), ("bottom", 40), ("right", style.side)):
        child(margins, side, w=width, type="dxa")
    child(properties, "tblCaption", val=table.caption)


def _add_rows(element: Any, table: Table, widths: list[int], style: _Style) -> None:
    # Only a table with one header can have it repeated: Word repeats the first rows and no others.
    repeats = len(table.parts) == 1
    spanning: dict[int, TableCell] = {}
    for part in table.parts:
        body = [row for rows in part.bodies for row in rows]
        rows = [*part.header, *body]
        ends = _page_ends(rows, len(part.header))
        for place, row in enumerate(rows):
            line = child(element, "tr")
            properties = child(line, "trPr")
            child(properties, "cantSplit")
            child(properties, "trHeight", val=style.height, hRule="atLeast")
            if repeats and place < len(part.header):
                child(properties, "tblHeader")
            _add_cells(line, row, spanning, widths, style, keep=place not in ends)


def _page_ends(rows: list[Row], header: int) -> set[int]:
    """The rows behind which a page may end: the last, and in a long table those that end a group.

    A table kept whole would leave up to a page white before it; cut anywhere it would leave a header with a
    row or two.
    """
    ends = {len(rows) - 1}
    groups = [cell for row in rows for cell in row if 1 < cell.row_span <= _LONGEST_GROUP]
    top = rows[0][0].row
    for place in range(header + _FEWEST_BEFORE_END - 1, len(rows) - _FEWEST_AFTER_END):
        row = top + place
        if not any(cell.row <= row < cell.row + cell.row_span - 1 for cell in groups):
            ends.add(place)
    return ends


def _add_cells(
    line: Any, row: Row, spanning: dict[int, TableCell], widths: list[int], style: _Style, keep: bool
) -> None:
    """Fill a row; ``spanning`` holds, by column, the cells from rows above that reach down to it."""
    number = row[0].row
    starting = {cell.column: cell for cell in row}
    column = 0
    while column < len(widths):
        cell = starting.get(column)
        if cell is not None:
            _add_cell(line, cell, widths, style, keep)
            if cell.row_span > 1:
                spanning[column] = cell
        else:
            cell = spanning[column]
            _continue_cell(line, cell, widths, keep)
            if number == cell.row + cell.row_span - 1:
                del spanning[column]
        column += cell.column_span


def _cell(line: Any, cell: TableCell, widths: list[int], merge: str | None) -> Any:
    element = child(line, "tc")
    properties = child(element, "tcPr")
    child(properties, "tcW", w=sum(widths[cell.column : cell.column + cell.column_span]), type="dxa")
    if cell.column_span > 1:
        child(properties, "gridSpan", val=cell.column_span)
    if merge:
        child(properties, "vMerge", val=merge)
    if cell.role is Role.BASIS:
        child(properties, "shd", val="clear", color="auto", fill=_SHADE)
    child(properties, "vAlign", val="center")
    return element


def _continue_cell(line: Any, cell: TableCell, widths: list[int], keep: bool) -> None:
    _paragraph(_cell(line, cell, widths, "continue"), "center", keep)


def _add_cell(line: Any, cell: TableCell, widths: list[int], style: _Style, keep: bool) -> None:
    element = _cell(line, cell, widths, "restart" if cell.row_span > 1 else None)
    side = "left" if cell.role in (Role.ROW, Role.NOTE) else "center"
    paragraph = _paragraph(element, side, keep)
    if not cell.text:
        return
    run = child(paragraph, "r")
    properties = child(run, "rPr")
    set_fonts(properties, FONT_HEADING if cell.role in (Role.COLUMN, Role.BASIS) else FONT_TABLE)
    size = _size(cell, widths, style)
    child(properties, "sz", val=size)
    child(properties, "szCs", val=size)
    child(run, "t").text = cell.text


def _paragraph(element: Any, side: str, keep: bool) -> Any:
    paragraph = child(element, "p")
    properties = child(paragraph, "pPr")
    child(properties, "pStyle", val=TABLE_STYLE.replace(" ", ""))
    if keep:
        child(properties, "keepNext")
    child(properties, "jc", val=side)
    return paragraph


def _size(cell: TableCell, widths: list[int], style: _Style) -> int:
    """The size in half points; a figure too long for its column is set smaller, for it must not break."""
    if cell.role is not Role.FIGURE:
        return style.size
    room = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * style.side
    # A digit is half as wide as the type is high; a half point is ten twips.
    return max(6, min(style.size, int(room / (len(cell.text) * 5.2))))
