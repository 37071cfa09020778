"""A table of the form as HTML: its spans kept, a scope on every header cell. For a page that stands alone, and others.

A screen reader and a program find the labels of a figure in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from gongkai.annual.writing.tables import Role, Row, Table, TableCell

__all__ = ["table_html"]

Drawn = Callable[[TableCell], str]
"""The inside of a figure's cell, as HTML."""


def table_html(table: Table, *, drawn: Drawn | None = None, widths: bool = True) -> Iterator[str]:
    """The table from its tag to its end, in lines.

    ``drawn`` draws a figure, by default its text. ``widths`` writes the columns' widths into the page, which one
    whose policy forbids styles in it leaves out: then the columns have classes, ``label`` and ``figure``.
    """
    drawn = drawn or (lambda cell: escape(cell.text))
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    yield from _column_groups(table, widths)
    for part in table.parts:
        if len(table.parts) == 1:
            yield "<thead>"
            yield from (_row(row, table, part.header, drawn, widths) for row in part.header)
            yield "</thead>"
        for place, body in enumerate(part.bodies):
            yield "<tbody>"
            if len(table.parts) > 1 and not place:
                # A later part has a header of its own, which HTML allows in no other place.
                yield from (
                    _row(row, table, part.header, drawn, widths, ' class="heads"') for row in part.header
                )
            yield from (_row(row, table, body, drawn, widths) for row in body)
            yield "</tbody>"
    yield "</table>"


def _column_groups(table: Table, widths: bool) -> Iterator[str]:
    total = sum(table.widths)
    labels = {
        column
        for cell in table.cells
        if cell.role in (Role.ROW, Role.GROUP)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    first = 0
    for size in table.column_groups:
        columns = "".join(
            f'<col style="width:{100 * table.widths[column] / total:.2f}%">'
            if widths
            else f'<col class="{"label" if column in labels else "figure"}">'
            for column in range(first, first + size)
        )
        yield f"<colgroup>{columns}</colgroup>"
        first += size


def _row(
    row: Row, table: Table, rows: tuple[Row, ...], drawn: Drawn, widths: bool, attributes: str = ""
) -> str:
    cells = "".join(_cell(cell, table, len(rows), drawn, widths) for cell in row)
    return f"<tr{attributes}>{cells}</tr>"


def _cell(cell: TableCell, table: Table, rows: int, drawn: Drawn, widths: bool) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    if cell.role is Role.FIGURE:
        return f"<td{spans}>{drawn(cell)}</td>"
    place = "" if widths or cell.role in (Role.BASIS, Role.COLUMN) else f"at{cell.column}"
    if cell.role is Role.NOTE:
        return f'<td class="{f"note {place}".strip()}"{spans}>{escape(cell.text)}</td>'
    name = "basis" if cell.role is Role.BASIS else place
    kind = f' class="{name}"' if name else ""
    return f'<th{kind} scope="{_scope(cell, table, rows)}"{spans}>{escape(cell.text)}</th>'


def _scope(cell: TableCell, table: Table, rows: int) -> str:
    if cell.role is Role.ROW:
        return "row"
    if cell.role is Role.GROUP:
        return "rowgroup" if cell.row_span == rows else "row"
    first = 0
    for size in table.column_groups:
        if size > 1 and (cell.column, cell.column_span) == (first, size):
            return "colgroup"
        first += size
    return "col"
