"""The tables of a page are taken out of it, inner ones first, and a mark is left where each stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import Block, Paragraph, Picture
from gongkai.annual.reading.formats.characters import collapse, without_invisibles
from gongkai.annual.reading.formats.limits import MAX_COLUMN_SPAN, MAX_ROW_SPAN, Allowance
from gongkai.annual.reading.formats.tables import SourceCell, SourceRow, arrange

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["LINE", "Shelf", "take_tables"]

LINE = "\x1e"
"""Stands for the end of a line; a control character that no text has, and white space to ``str.split``."""
_OPEN, _CLOSE, _CELL_END = "\x02", "\x03", "\x04"
_MARK = re.compile(f"{_OPEN}(h?)([0-9]{{1,9}}){_CLOSE}")
_SPAN = re.compile(r"\s*\+?([0-9]{1,9})")
_CELLS = ("td", "th")
_ORDER_OF_GROUPS = {"thead": 0, "tfoot": 2}
# A nested table that is only a frame round a figure is part of the cell that it stands in.
_SHORT, _FEW_LINES = 60, 8
_TEXT_OF_CONTENT = 2000


class Shelf:
    """Keeps the blocks that were taken out of the page while marks in the text stand for them."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self._kept: list[list[Block]] = []

    def put(self, blocks: list[Block]) -> str:
        """Keep blocks; the mark returned stands for them."""
        self._kept.append(blocks)
        return f"{_OPEN}{len(self._kept) - 1}{_CLOSE}"

    @staticmethod
    def heading(level: int) -> str:
        """The mark that makes the line in which it stands a heading."""
        return f"{_OPEN}h{level}{_CLOSE}"

    def blocks_of(self, text: str) -> list[Block]:
        """The lines of a text as paragraphs, with the kept blocks where their marks stand."""
        blocks: list[Block] = []
        lines = text.split(LINE)
        self.allowance.take_lines(len(lines))
        for line in lines:
            if _OPEN in line:
                blocks += self._blocks_of_marked(line)
            elif "\n" in line:
                if text_of_line := collapse(line):
                    blocks.append(Paragraph(text_of_line))
            elif words := line.split():
                blocks.append(Paragraph(" ".join(words)))
        return blocks

    def _blocks_of_marked(self, line: str) -> list[Block]:
        """A line with marks: pictures come after the text that they stand in, other blocks divide it."""
        blocks: list[Block] = []
        pictures: list[Block] = []
        text, level, end = "", 0, 0
        for mark in _MARK.finditer(line):
            text += line[end : mark.start()]
            end = mark.end()
            if mark[1]:
                level = min(int(mark[2]), 6)
                continue
            kept = self._kept[int(mark[2])] if int(mark[2]) < len(self._kept) else []
            if all(isinstance(block, Picture) for block in kept):
                pictures += kept
                continue
            blocks += [*_paragraph(text, level), *pictures, *kept]
            text, level, pictures = "", 0, []
        return [*blocks, *_paragraph(text + line[end:], level), *pictures]


def _paragraph(text: str, level: int) -> Iterable[Block]:
    text = collapse(text.replace(_OPEN, "").replace(_CLOSE, ""))
    return (Paragraph(text, level=level),) if text else ()


def take_tables(tables: list[LexborNode], shelf: Shelf, *, parted: bool = True) -> None:
    """Replace the tables, given in the order of the page, by marks for what they amount to.

    ``parted`` is False where no table of the page has a head, a foot or a caption.
    """
    for table in reversed(tables):
        rows, group_ends, caption = _rows_of_parted(table, shelf) if parted else _rows(table, shelf)
        blocks = arrange(rows, shelf.allowance, group_ends, caption)
        text = _short_text(blocks)
        table.replace_with(LINE + (shelf.put(blocks) if text is None else text) + LINE)


def _short_text(blocks: list[Block]) -> str | None:
    """The text of blocks that are no more than a few words, None for all others."""
    if len(blocks) > _FEW_LINES:
        return None
    texts = [block.text for block in blocks if isinstance(block, Paragraph) and not block.level]
    if len(texts) < len(blocks) or sum(map(len, texts)) > _SHORT:
        return None
    return LINE.join(texts)


_Rows = tuple[list[SourceRow], list[int], str]
"""A table's own rows, for each the row where its group ends, and the caption."""


def _rows(table: LexborNode, shelf: Shelf) -> _Rows:
    """The rows of a table without head, foot and caption: all cells in one look at it."""
    rows: list[LexborNode] = []
    own: list[list[LexborNode]] = []
    nodes = table.css("tr,td,th")
    if nodes and nodes[0].tag != "tr":
        return _rows_of_parted(table, shelf)
    row_tag = nodes[0].tag_id if nodes else 0  # compared in half the time that names take
    for node in nodes:
        if node.tag_id == row_tag:
            rows.append(node)
            own.append([])
        else:
            own[-1].append(node)
    return _cells_of(table, own, shelf), _group_ends(rows), ""


def _rows_of_parted(table: LexborNode, shelf: Shelf) -> _Rows:
    """The rows of any table, those of its head first and those of its foot last."""
    caption, ordered = "", True
    rows: list[LexborNode] = []
    for node in table.css("tr,thead,tfoot,caption"):
        tag = node.tag
        if tag == "tr":
            rows.append(node)
        elif tag == "caption":
            caption = caption or collapse(without_invisibles(node.text()))
        else:
            ordered = False
    if not ordered:
        rows.sort(key=lambda row: _ORDER_OF_GROUPS.get(row.parent.tag or "", 1) if row.parent else 1)
    own = [[cell for cell in row.iter() if cell.tag in _CELLS] for row in rows]
    return _cells_of(table, own, shelf), _group_ends(rows), caption


def _cells_of(table: LexborNode, own: list[list[LexborNode]], shelf: Shelf) -> list[SourceRow]:
    spanning = {cell.mem_id: cell.attributes for cell in table.css("[rowspan],[colspan]")}
    texts = iter(_texts([cell for cells in own for cell in cells]))
    return [
        [
            # a single word, as figures and most labels are, needs no more than its white space taken off
            (word, 1, 1, None)
            if (word := (text := next(texts)).strip()).isalnum() and cell.mem_id not in spanning
            else _source_cell(text, spanning.get(cell.mem_id), shelf)
            for cell in cells
        ]
        for cells in own
    ]


def _source_cell(text: str, spans: Mapping[str, str | None] | None, shelf: Shelf) -> SourceCell:
    content = None
    words = text.split()
    if len(words) < 2 and _OPEN not in text:
        text = words[0] if words else ""
    elif _OPEN in text:
        content = shelf.blocks_of(text)
        text = _text_of(content)
    else:
        lines = [collapse(line) for line in text.split(LINE)]
        text = "\n".join([line for line in lines if line])
    if not spans:
        return text, 1, 1, content
    row_span = _span(spans.get("rowspan", "1"), MAX_ROW_SPAN) or MAX_ROW_SPAN
    return text, row_span, _span(spans.get("colspan", "1"), MAX_COLUMN_SPAN) or 1, content


def _texts(cells: list[LexborNode]) -> list[str]:
    """The text of each cell; invisible characters are looked for in all of them at once."""
    texts = [cell.text_lexbor() for cell in cells]  # half the time of text()
    joined = _CELL_END.join(texts)
    cleaned = without_invisibles(joined)
    if cleaned is joined:
        return texts
    parts = cleaned.split(_CELL_END)
    return parts if len(parts) == len(texts) else [without_invisibles(text) for text in texts]


def _text_of(content: list[Block]) -> str:
    """The text of a cell's blocks; no more of it than tells that the cell is no figure and no label."""
    lines, length = [], 0
    for block in content:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            length += len(block.text)
            if length > _TEXT_OF_CONTENT:
                break
    return "\n".join(lines)


@lru_cache(maxsize=256)
def _span(value: str | None, limit: int) -> int:
    """A span as browsers read it: its leading digits, at most the limit."""
    match = _SPAN.match(value or "")
    return min(int(match[1]), limit) if match else 1


def _group_ends(rows: list[LexborNode]) -> list[int]:
    groups = [row.parent.mem_id if row.parent else 0 for row in rows]
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        ends[number] = ends[number + 1] if groups[number] == groups[number + 1] else number + 1
    return ends
