"""Export to Parquet through pyarrow, which is an optional part of the installation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, BinaryIO

from gongkai.annual.exporting.rows import FIELDS, Row, Shape
from gongkai.annual.form import Unit, unit_of

__all__ = ["ParquetExport"]

BATCH = 500
"""Rows that wait in memory before they are written as one group."""

_DECIMALS = 12


class ParquetExport:
    """Counts as 64-bit integers, 万元 as decimal128 so that no digit is lost, the date as a date.

    Raises ModuleNotFoundError where pyarrow is not installed.
    """

    shape = Shape.ROWS

    def __init__(self, file: BinaryIO) -> None:
        import pyarrow
        import pyarrow.parquet

        self.arrow: Any = pyarrow
        self.schema: Any = pyarrow.schema([(name, self._type_of(name)) for name in FIELDS])
        self.writer: Any = pyarrow.parquet.ParquetWriter(file, self.schema)
        self.rows: list[Row] = []

    def _type_of(self, name: str) -> Any:
        special = {
            "file": self.arrow.string(),
            "agency": self.arrow.string(),
            "year": self.arrow.int32(),
            "dated": self.arrow.date32(),
            "edition": self.arrow.string(),
        }
        if name in special:
            return special[name]
        return self.arrow.decimal128(38, _DECIMALS) if unit_of(name) is Unit.WAN_YUAN else self.arrow.int64()

    def add(self, body: bytes | list[Row]) -> None:
        """Take rows, and write them when there are enough."""
        assert isinstance(body, list)
        self.rows.extend(body)
        if len(self.rows) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = [
            self.arrow.array([_storable(row[column]) for row in self.rows], type=field.type)
            for column, field in enumerate(self.schema)
        ]
        self.writer.write_table(self.arrow.Table.from_arrays(columns, schema=self.schema))
        self.rows.clear()

    def finish(self) -> None:
        """Write what waits and the file's index."""
        if self.rows:
            self._flush()
        self.writer.close()


def _storable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return round(value, _DECIMALS)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
