"""The looks of cells in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

from gongkai.annual.writing.tables import Role

__all__ = ["Formats"]

_CELL: dict[str, Any] = {
    "font_name": "宋体",
    "font_size": 10,
    "border": 1,
    "valign": "vcenter",
    "text_wrap": True,
}
_HEAD: dict[str, Any] = {**_CELL, "font_name": "黑体", "align": "center"}
_FIGURE: dict[str, Any] = {**_CELL, "align": "center", "text_wrap": False}
_LINE: dict[str, Any] = {"font_name": "仿宋", "font_size": 12, "text_wrap": True, "valign": "top"}


class Formats:
    """The formats of one workbook; those of figures are made when first asked for."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._figures: dict[tuple[str, bool], Format] = {}
        self.title = book.add_format(
            {**_LINE, "font_name": "宋体", "bold": True, "font_size": 18, "align": "center"}
        )
        self.heading = book.add_format({**_LINE, "font_name": "黑体", "font_size": 14})
        self.table_heading = book.add_format({"font_name": "黑体", "font_size": 14})
        self.subheading = book.add_format({**_LINE, "font_name": "楷体"})
        self.text = book.add_format(_LINE)
        self.signature = book.add_format({**_LINE, "align": "right"})
        self.check = book.add_format(
            {"font_name": "宋体", "font_size": 9, "align": "center", "font_color": "#555555"}
        )
        self.check_label = book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#555555"})
        self.alarm = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE", "bold": True})
        self._labels = {
            Role.BASIS: book.add_format({**_HEAD, "bg_color": "#EBEBEB"}),
            Role.COLUMN: book.add_format(_HEAD),
            Role.GROUP: book.add_format({**_CELL, "align": "center"}),
            Role.ROW: book.add_format(_CELL),
            Role.NOTE: book.add_format(_CELL),
        }

    def label(self, role: Role) -> Format:
        """The format of a cell that is no figure."""
        return self._labels[role]

    def figure(self, number_format: str, marked: bool = False) -> Format:
        """The format of a figure; ``marked`` for a printed total that is not the sum of its parts."""
        key = (number_format, marked)
        if key not in self._figures:
            mark = {"bg_color": "#FFEB9C"} if marked else {}
            self._figures[key] = self._book.add_format({**_FIGURE, **mark, "num_format": number_format})
        return self._figures[key]
