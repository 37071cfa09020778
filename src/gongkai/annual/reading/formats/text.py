"""Plain text becomes paragraphs, and its lines cut by tabs become grids whose columns need not line up."""

from __future__ import annotations

import re

from gongkai.annual.reading.blocks import Block, Document, Grid, GridCell, Kind, Paragraph
from gongkai.annual.reading.formats.characters import LINE_ENDS, plain, without_controls
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.tables import number_grids

__all__ = ["blocks_of_lines", "read"]

_PAGE_END = "\f"
# Bold print as Markdown marks it, left over in texts taken from there; a lone ** may stand for masked letters.
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*")


def read(text: str) -> Document:
    """Take a text apart: every line with something on it is a paragraph, a run of tabbed lines is a grid.

    Lines count from 1. Form feeds end pages; pages are counted only where there is one. Raises
    UnreadableError when there are too many lines.
    """
    blocks = blocks_of_lines(text, Allowance())
    number_grids(blocks)
    return Document(Kind.TEXT, blocks)


def blocks_of_lines(text: str, allowance: Allowance, *, numbered: bool = True) -> list[Block]:
    """The blocks of a text; only when ``numbered`` do they know their lines and pages."""
    lines = LINE_ENDS.split(_BOLD.sub(r"\1", plain(without_controls(text))))
    allowance.take_lines(len(lines))
    gatherer = _Gatherer(allowance, page=1 if numbered and _PAGE_END in text.strip("\f\r\n") else None)
    for number, line in enumerate(lines, start=1):
        for position, piece in enumerate(line.split(_PAGE_END)):
            if position:
                gatherer.turn_page()
            gatherer.add(piece.strip(" "), number if numbered else None)
    return gatherer.blocks


class _Gatherer:
    """Collects lines into blocks; a grid stays open as long as tabbed lines follow each other."""

    def __init__(self, allowance: Allowance, page: int | None) -> None:
        self.blocks: list[Block] = []
        self._allowance = allowance
        self._page = page
        self._grid: Grid | None = None

    def turn_page(self) -> None:
        self._grid = None
        if self._page is not None:
            self._page += 1

    def add(self, line: str, number: int | None) -> None:
        words = line.strip()
        if "\t" in words or (words and line.endswith("\t")) or (self._grid is not None and "\t" in line):
            self._add_row(line, number)
            return
        self._grid = None
        if words:
            self.blocks.append(Paragraph(words, self._page, number))

    def _add_row(self, line: str, number: int | None) -> None:
        texts = line.split("\t")
        self._allowance.take_positions(len(texts))
        if self._grid is None:
            self._grid = Grid([], 0, self._page, number, aligned=False)
            self.blocks.append(self._grid)
        rows = self._grid.rows
        rows.append([GridCell(text.strip(), len(rows), column) for column, text in enumerate(texts)])
