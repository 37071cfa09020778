"""Export to XLSX, one row a report, written as it comes so that memory stays flat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from gongkai.annual.exporting.rows import FIELDS, Row, Shape

__all__ = ["XlsxExport"]

_NAMED = ("file", "agency", "year", "dated", "edition")
_WIDTHS = (40, 24, 8, 12, 8)


class XlsxExport:
    """A sheet 年度报告 with a frozen line of names."""

    shape = Shape.ROWS

    def __init__(self, file: BinaryIO) -> None:
        import tempfile

        import xlsxwriter

        # Rows wait on disk until the end; whatever becomes of the export, they are gone with it.
        self.aside = tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True)
        options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": self.aside.name}
        self.book: Any = xlsxwriter.Workbook(file, options)
        self.sheet: Any = self.book.add_worksheet("年度报告")
        self.bold: Any = self.book.add_format({"bold": True})
        self.day: Any = self.book.add_format({"num_format": "yyyy-mm-dd"})
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(1, len(_NAMED))
        for column, name in enumerate(FIELDS):
            self.sheet.write_string(0, column, name, self.bold)
        self.row = 0

    def add(self, body: bytes | list[Row]) -> None:
        """Write rows; figures that are not known stay empty. Raises OSError where they cannot wait on disk."""
        assert isinstance(body, list)
        try:
            for values in body:
                self.row += 1
                for column, value in enumerate(values):
                    self._write(column, value)
        except OSError as error:
            raise self._no_room(error) from error

    def _write(self, column: int, value: str | int | Decimal | date | None) -> None:
        if isinstance(value, str):
            self.sheet.write_string(self.row, column, value.encode("utf-8", "replace").decode())
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, column, value, self.day)
        elif isinstance(value, Decimal) and Decimal(repr(float(value))) != value:
            # More digits than a cell's number can hold: text keeps them all.
            self.sheet.write_string(self.row, column, f"{value:f}")
        elif value is not None:
            self.sheet.write_number(self.row, column, value)

    def finish(self) -> None:
        """Write what is left of the workbook. Raises OSError as :meth:`add` does."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.book.close()
        except FileCreateError as error:
            raise self._no_room(error.args[0]) from error
        finally:
            self.aside.cleanup()

    def _no_room(self, error: OSError) -> OSError:
        return OSError(error.errno, error.strerror, self.aside.name)
