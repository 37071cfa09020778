"""Exports that are text: JSON lines, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import BinaryIO

from gongkai.annual.exporting.rows import FIELDS, Row, Shape

__all__ = ["CsvExport", "JsonExport", "JsonLinesExport"]


class JsonLinesExport:
    """One JSON object a line."""

    shape = Shape.LINES

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def add(self, body: bytes | list[Row]) -> None:
        """Write lines."""
        assert isinstance(body, bytes)
        self.file.write(body)

    def finish(self) -> None:
        """Nothing is left to do."""


class JsonExport:
    """One JSON array, an object a line; or, where ``single``, the object itself when there is but one."""

    shape = Shape.LINES

    def __init__(self, file: BinaryIO, *, single: bool = False) -> None:
        self.file = file
        self.single = single
        self.first: bytes | None = None
        self.many = False

    def add(self, body: bytes | list[Row]) -> None:
        """Write the objects of these lines; the first waits until it is known whether it stays alone."""
        assert isinstance(body, bytes)
        for line in body.splitlines():
            if self.first is None:
                self.first = line
                continue
            if not self.many:
                self.file.write(b"[\n" + self.first)
                self.many = True
            self.file.write(b",\n" + line)

    def finish(self) -> None:
        """Close the array, or write the single object in lines for people to read."""
        if self.many:
            self.file.write(b"\n]\n")
        elif self.first is None:
            self.file.write(b"[]\n")
        elif self.single:
            content = json.loads(self.first)
            self.file.write(_indented(content) + b"\n")
        else:
            self.file.write(b"[\n" + self.first + b"\n]\n")


def _indented(content: object) -> bytes:
    try:
        return json.dumps(content, ensure_ascii=False, indent=2).encode()
    except UnicodeEncodeError:
        return json.dumps(content, indent=2).encode()


class CsvExport:
    """One line a report under a line of names; it starts with a byte order mark so that Excel sees UTF-8."""

    shape = Shape.CSV

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        names = io.StringIO()
        csv.writer(names).writerow(FIELDS)
        file.write(names.getvalue().encode("utf-8-sig"))

    def add(self, body: bytes | list[Row]) -> None:
        """Write lines."""
        assert isinstance(body, bytes)
        self.file.write(body)

    def finish(self) -> None:
        """Nothing is left to do."""
