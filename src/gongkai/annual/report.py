"""What is known of one annual report: figures with where they came from, narrative, identity.

This is what reading produces and what checking, writing, totalling and comparing work on. Its JSON is the
contract's ``annual-report.schema.json``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai.annual.form import EDITION_2021, EDITIONS, PATHS, Edition, Unit, unit_of

__all__ = ["AnnualReport", "Cell", "Figure", "Note", "NoteKind", "Place", "SectionText", "Status"]

Figure = int | Decimal
"""A count, or an amount of 万元 with exactly the digits printed."""


class Status(StrEnum):
    """How a figure was come by."""

    PRINTED = "printed"
    RECONCILED = "reconciled"
    BLANK = "blank"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class NoteKind(StrEnum):
    """What the reader had to do, or could not do, at a cell or a place."""

    BLANK = "blank"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    RECONCILED = "reconciled"
    MERGED = "merged"
    GUESSED_LABEL = "guessed_label"


class Place(NamedTuple):
    """Where something stands in its source; every number counts from 1, None is unknown."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            # a line of text is found by its number; how many tables stand before it helps nobody
            return f"第{self.line}行" + (f"第{self.column}格" if self.column is not None else "")
        parts = (
            (self.page, "第{}页"),
            (self.table, "第{}个表"),
            (self.row, "第{}行"),
            (self.column, "第{}列"),
        )
        return "".join(text.format(number) for number, text in parts if number is not None)


class Cell(NamedTuple):
    """A figure, how it was come by, what is printed, and where.

    ``value`` is None unless the status is printed or reconciled. ``printed`` is the source's own text.
    """

    value: Figure | None
    status: Status
    printed: str | None = None
    place: Place | None = None


ABSENT = Cell(None, Status.ABSENT)

_AMOUNT = re.compile(r"\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the reader; ``cell`` is a path, or None where it concerns a place and not a figure."""

    cell: str | None
    kind: NoteKind
    detail: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section: its number 1 to 6, its heading as printed without the numeral, its narrative."""

    number: int
    title: str
    text: str
    place: Place | None = None


@dataclass(slots=True)
class AnnualReport:
    """One annual report.

    ``cells`` holds every path of the form; ``year`` is the year reported on; ``dated`` the date that the
    report bears; ``edition`` a key of :data:`gongkai.annual.form.EDITIONS`, None where it cannot be told.
    """

    file: str | None = None
    edition: str | None = None
    agency: str | None = None
    year: int | None = None
    dated: date | None = None
    title: str | None = None
    contact: str | None = None
    preface: str = ""
    sections: list[SectionText] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def form(self) -> Edition:
        """The edition of the form that this report follows; the one in force where it cannot be told."""
        return EDITIONS.get(self.edition or "", EDITION_2021)

    def cell(self, path: str) -> Cell:
        """The cell at ``path``; absent where nothing is known of it. Raises KeyError for no such path."""
        cell = self.cells.get(path)
        if cell is not None:
            return cell
        if path not in _PATHS:
            raise KeyError(path)
        return ABSENT

    def value(self, path: str) -> Figure | None:
        """The figure at ``path``, None where it is blank, absent or unreadable."""
        return self.cell(path).value

    def section(self, number: int) -> SectionText | None:
        """The section of that number, None where the report has none."""
        return next((section for section in self.sections if section.number == number), None)

    @classmethod
    def from_values(cls, values: Mapping[str, Figure | None], **identity: Any) -> AnnualReport:
        """A report whose figures are plainly given: path to figure, None for a blank cell."""
        report = cls(**{"edition": EDITION_2021.key, **identity})
        for path in PATHS:
            value = values.get(path)
            if value is None:
                report.cells[path] = Cell(None, Status.BLANK)
                report.notes.append(Note(path, NoteKind.BLANK, "空白"))
            else:
                report.cells[path] = Cell(value, Status.PRINTED, str(value))
        return report

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> AnnualReport:
        """The report of a JSON object that follows the contract's schema.

        Raises ValueError, with the place in Chinese, where a figure or a date is not what the schema asks.
        """
        notes = [Note(note["cell"], NoteKind(note["kind"]), note["detail"]) for note in data.get("notes", ())]
        by_cell = {note.cell: note.kind for note in notes if note.cell}
        tables = data["tables"]
        dated = data.get("dated")
        return cls(
            file=data.get("file"),
            edition=data.get("edition"),
            agency=data.get("agency"),
            year=data.get("year"),
            dated=date.fromisoformat(dated) if dated else None,
            title=data.get("title"),
            contact=data.get("contact"),
            preface=data.get("preface", ""),
            sections=[
                SectionText(item["number"], item["title"], item["text"]) for item in data.get("sections", ())
            ],
            cells={path: _cell_of(path, _at(tables, path), by_cell.get(path)) for path in PATHS},
            notes=notes,
        )

    def to_dict(self) -> dict[str, Any]:
        """The report as the contract's JSON object."""
        tables: dict[str, Any] = {}
        for path in PATHS:
            *branches, leaf = path.split(".")
            node = tables
            for branch in branches:
                node = node.setdefault(branch, {})
            value = self.value(path)
            if value is not None:
                node[leaf] = f"{value:f}" if unit_of(path) is Unit.WAN_YUAN else int(value)
            else:
                node[leaf] = None
        result: dict[str, Any] = {
            "file": self.file,
            "edition": self.edition,
            "agency": self.agency,
            "year": self.year,
            "dated": self.dated.isoformat() if self.dated else None,
            "sections": [
                {"number": section.number, "title": section.title, "text": section.text}
                for section in self.sections
            ],
            "tables": tables,
            "notes": [
                {"cell": note.cell, "kind": note.kind.value, "detail": note.detail} for note in self.notes
            ],
        }
        for name in ("title", "contact", "preface"):
            if getattr(self, name):
                result[name] = getattr(self, name)
        return result


_PATHS = frozenset(PATHS)

_EMPTY_STATUS = {
    NoteKind.ABSENT: Status.ABSENT,
    NoteKind.MERGED: Status.ABSENT,
    NoteKind.UNREADABLE: Status.UNREADABLE,
}


def _at(tables: Mapping[str, Any], path: str) -> Any:
    node: Any = tables
    for branch in path.split("."):
        if not isinstance(node, Mapping):
            raise ValueError(f"tables.{path}：这里应当是一组数")
        node = node.get(branch)
        if node is None:
            return None
    return node


def _cell_of(path: str, value: Any, noted: NoteKind | None) -> Cell:
    if value is None:
        return Cell(None, _EMPTY_STATUS.get(noted, Status.BLANK) if noted else Status.BLANK)
    status = Status.RECONCILED if noted is NoteKind.RECONCILED else Status.PRINTED
    if unit_of(path) is Unit.WAN_YUAN:
        if isinstance(value, str) and _AMOUNT.fullmatch(value):
            return Cell(Decimal(value), status, value)
        raise ValueError(f'tables.{path}：“{value}”不是金额，应当写成字符串，如 "7730.28"')
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Cell(value, status, str(value))
    raise ValueError(f"tables.{path}：“{value}”不是不小于0的整数")
