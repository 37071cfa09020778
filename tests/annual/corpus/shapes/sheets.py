"""Shapes of sheets: the tables as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.grids import Box, matrix, tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.registry import shape

__all__ = ["as_csv", "as_xlsx"]


def _name(draft: Draft, ending: str) -> str:
    return f"{draft.narrative.agency.name}{draft.narrative.year}年政府信息公开工作年度报告.{ending}"


def as_csv(draft: Draft, separator: str = ",") -> str:
    """Title and headings in lines of their own, then the tables."""
    draft.texts = {}
    draft.without_signature()
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(["".join(draft.narrative.title)])
    for number, rows in tables(draft).items():
        writer.writerow([draft.headings[number]])
        for row in matrix(rows):
            writer.writerow([box.text if anchor else "" for box, anchor in row])
        writer.writerow([])
    return buffer.getvalue()


@shape("csv_utf8")
def csv_utf8(random: Random) -> Sample:
    """CSV with a byte order mark, as Excel saves it."""
    draft = new_draft(random)
    text = as_csv(draft)
    return draft.sample(text.encode("utf-8-sig"), _name(draft, "csv"), text)


@shape("csv_gbk")
def csv_gbk(random: Random) -> Sample:
    """CSV in GBK, with semicolons or tabs at times."""
    draft = new_draft(random)
    text = as_csv(draft, random.choice((",", ",", ";", "\t")))
    return draft.sample(text.encode("gbk"), _name(draft, "csv"), text)


def as_xlsx(draft: Draft, sheets: bool, numbers: bool = True) -> bytes:
    """A workbook: the tables in one sheet or one each; figures as numbers or as text."""
    import xlsxwriter

    draft.texts = {}
    draft.without_signature()
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, at = book.add_worksheet("年度报告"), 0
    sheet.write_string(0, 0, "".join(draft.narrative.title))
    for number, rows in tables(draft).items():
        if sheets:
            sheet, at = book.add_worksheet(f"表{number - 1}"), -1
        sheet.write_string(at + 1, 0, draft.headings[number])
        _write_rows(sheet, rows, at + 2, numbers)
        at += len(rows) + 3
    book.close()
    return buffer.getvalue()


def _write_rows(sheet, rows: list[list[Box]], top: int, numbers: bool) -> None:  # type: ignore[no-untyped-def]
    for r, row in enumerate(matrix(rows)):
        for c, (box, anchor) in enumerate(row):
            if not anchor:
                continue
            if box.rows > 1 or box.columns > 1:
                sheet.merge_range(top + r, c, top + r + box.rows - 1, c + box.columns - 1, box.text)
            if box.figure and numbers and box.text:
                sheet.write_number(top + r, c, float(box.text))
            elif box.rows == 1 and box.columns == 1:
                sheet.write_string(top + r, c, box.text)


@shape("xlsx_one_sheet")
def one_sheet(random: Random) -> Sample:
    """One sheet, figures as numbers."""
    draft = new_draft(random)
    return draft.sample(as_xlsx(draft, sheets=False), _name(draft, "xlsx"), "(XLSX)")


@shape("xlsx_three_sheets")
def three_sheets(random: Random) -> Sample:
    """A sheet for each table; figures as text at times."""
    draft = new_draft(random)
    return draft.sample(
        as_xlsx(draft, sheets=True, numbers=random.random() < 0.5), _name(draft, "xlsx"), "(XLSX)"
    )
