"""The register as files: a workbook in the usual form, and JSON Lines that can be verified without this program.

Both stream: entries are read in chunks and written at once, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from gongkai.register.ledger_form import COLUMNS, line
from gongkai.register.models import ChangeKind
from gongkai.register.queries import EntryQuerySet
from gongkai.register.walking import CHUNK

ROWS_A_SHEET = 1_000_000
"""A sheet holds 1,048,576 rows; what is more goes on in the next."""

_HEADING_ROWS = 3


def write_json_lines(entries: EntryQuerySet, file: BinaryIO) -> int:
    """A line an entry, oldest first; how many.

    `body` is the canonical text as it was hashed: `entry_hash` is SM3 over the version tag, `previous_hash` and
    it. A part of the register verifies entry by entry, all of it as a chain.
    """
    names = ("sequence", "previous_hash", "entry_hash", "body")
    number = 0
    for row in _streamed(entries, *names):
        text = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        file.write(text.encode() + b"\n")
        number += 1
    return number


def write_workbook(entries: EntryQuerySet, file: BinaryIO, note: str = "") -> int:
    """A workbook in the usual form, oldest first; how many entries. `note` stands under the title."""
    import xlsxwriter

    # Cells are strings whatever they look like: a title that begins with = must not become a formula.
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    labels = dict(ChangeKind.choices)
    looks = _Looks(book)
    sheet, row, number = _sheet(book, looks, note, 1), _HEADING_ROWS, 0
    for entry_hash, kind, body in _streamed(entries, "entry_hash", "kind", "body"):
        if number and number % ROWS_A_SHEET == 0:
            sheet, row = _sheet(book, looks, note, number // ROWS_A_SHEET + 1), _HEADING_ROWS
        cells = line(entry_hash, labels.get(kind, kind), json.loads(body))
        sheet.write_number(row, 0, cells[0], looks.cell)
        for column, cell in enumerate(cells[1:], 1):
            sheet.write_string(row, column, cell, looks.cell)
        row, number = row + 1, number + 1
    book.close()
    return number


def _streamed(entries: EntryQuerySet, *names: str) -> Iterator[tuple[Any, ...]]:
    yield from entries.order_by("sequence").values_list(*names).iterator(chunk_size=CHUNK)


class _Looks:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        frame = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.cell = book.add_format(frame)
        self.head = book.add_format({**frame, "font_name": "黑体", "align": "center", "bg_color": "#EBEBEB"})
        self.title = book.add_format({"font_name": "宋体", "bold": True, "font_size": 16})
        self.note = book.add_format({"font_name": "宋体", "font_size": 10})


def _sheet(book: Any, looks: _Looks, note: str, number: int) -> Any:
    sheet = book.add_worksheet("登记台账" if number == 1 else f"登记台账（{number}）")
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: fifteen columns
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING_ROWS - 1)
    sheet.freeze_panes(_HEADING_ROWS, 3)
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "政府信息公开登记台账", looks.title)
    sheet.write_string(1, 0, note, looks.note)
    for column, (label, _) in enumerate(COLUMNS):
        sheet.write_string(_HEADING_ROWS - 1, column, label, looks.head)
    return sheet
