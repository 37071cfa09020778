"""What stage one of reading hands to stage two: paragraphs, grids and pictures in reading order.

Stage one (``formats``) knows a file format and nothing of the annual report; stage two (``recognition``)
knows the form and nothing of formats. These classes are all that they share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.annual.report import Place

__all__ = ["Block", "Document", "Grid", "GridCell", "Kind", "Link", "Paragraph", "Picture", "UnreadableError"]


class UnreadableError(Exception):
    """A source that cannot be read; its text is one Chinese line that says what it is and what to do."""


@dataclass(slots=True)
class Paragraph:
    """A line or paragraph of running text, without line breaks; tabs are kept as printed.

    ``level`` is 1 to 6 where the format marks a heading, else 0.
    """

    text: str
    page: int | None = None
    line: int | None = None
    level: int = 0

    @property
    def place(self) -> Place:
        """Where the paragraph stands."""
        return Place(page=self.page, line=self.line)


@dataclass(slots=True)
class GridCell:
    """A cell of a grid: its text (lines joined by ``\\n``) and the position of its upper left corner.

    Rows and columns count from 0 here; places that people see count from 1.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Grid:
    """A table: rows of positions; a cell that spans several stands at each; None where there is no cell.

    ``number`` counts the source's tables from 1. ``aligned`` is False where columns do not line up between
    rows (text cut by tabs or pipes): then only the order of cells in a row means anything.
    """

    rows: list[list[GridCell | None]]
    number: int
    page: int | None = None
    first_line: int | None = None
    aligned: bool = True
    caption: str = ""

    @property
    def width(self) -> int:
        """The widest row's number of positions."""
        return max((len(row) for row in self.rows), default=0)

    def anchors(self, row: int) -> Iterator[GridCell]:
        """The cells whose upper left corner is in that row, from left to right."""
        for column, cell in enumerate(self.rows[row]):
            if cell is not None and cell.row == row and cell.column == column:
                yield cell

    def place(self, cell: GridCell) -> Place:
        """Where a cell stands, for people."""
        line = self.first_line + cell.row if self.first_line is not None else None
        # as Place(...) does, in half the time: it is made for every figure of every report
        return tuple.__new__(Place, (self.page, self.number, cell.row + 1, cell.column + 1, line))


@dataclass(slots=True)
class Picture:
    """An image in the text; ``text`` is its alternative text."""

    text: str = ""
    page: int | None = None


Block = Paragraph | Grid | Picture


@dataclass(slots=True)
class Link:
    """A link out of the page, kept so that a page that only points to a file can say to which."""

    text: str
    target: str


class Kind(StrEnum):
    """The format that a source turned out to have, by content and not by name."""

    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    MARKDOWN = "markdown"
    TEXT = "text"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PICTURE = "picture"


@dataclass(slots=True)
class Document:
    """A source taken apart: its blocks in reading order, and what the file says of itself.

    ``metadata`` has lower-case names of the format's own (meta tags, document properties). ``scripted`` is
    true where the page holds no text of its own and loads it by script; ``picture_pages`` lists the pages
    of a PDF that are pictures without text.
    """

    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    scripted: bool = False
    picture_pages: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
