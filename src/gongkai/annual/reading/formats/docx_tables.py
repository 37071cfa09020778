"""The rows of a Word table: vertical merges become row spans, deleted rows are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.docx_xml import attribute, child, local_name, number, value_of
from gongkai.annual.reading.formats.limits import MAX_COLUMN_SPAN
from gongkai.annual.reading.formats.tables import SourceCell, SourceRow

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["source_rows"]

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(slots=True)
class _Open:
    """A cell that cells below may continue: where it is in the rows, and how wide."""

    row: int
    place: int
    width: int


def source_rows(table: _Element, read_cell: Callable[[_Element], SourceCell]) -> list[SourceRow]:
    """The rows of a ``w:tbl``; ``read_cell`` gives the text and the content of a ``w:tc``."""
    rows: list[SourceRow] = []
    above: dict[int, _Open] = {}
    for element in _within(table, "tr"):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            continue
        rows.append([])
        column = 0
        current: dict[int, _Open] = {}
        before = _width(value_of(properties, "gridBefore"), least=0)
        if before:
            rows[-1].append(("", 1, before, None))
            column = before
        for cell in _within(element, "tc"):
            shape = child(cell, "tcPr")
            if child(shape, "cellDel") is not None:
                continue
            width = _width(value_of(shape, "gridSpan"))
            opened = above.get(column)
            if _continues(shape, "vMerge") and opened is not None and opened.width == width:
                _lengthen(rows, opened)
                read_cell(cell)  # its paragraphs are counted by Word, although they are not seen
                current[column] = opened
            elif _continues(shape, "hMerge") and rows[-1]:
                _widen(rows[-1], width)
            else:
                text, _, _, content = read_cell(cell)
                rows[-1].append((text, 1, width, content))
                if child(shape, "vMerge") is not None:
                    current[column] = _Open(len(rows) - 1, len(rows[-1]) - 1, width)
            column += width
        above = current
    return rows


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table, or cells of a row, also those inside content controls and insertions."""
    for node in element:
        found = local_name(node.tag)
        if found == name:
            yield node
        elif found in _WRAPPERS:
            yield from _within(node, name)


def _width(text: str | None, least: int = 1) -> int:
    return min(max(number(text, least), least), MAX_COLUMN_SPAN)


def _continues(shape: _Element | None, name: str) -> bool:
    merge = child(shape, name)
    return merge is not None and attribute(merge, "val") != "restart"


def _lengthen(rows: list[SourceRow], opened: _Open) -> None:
    text, height, width, content = rows[opened.row][opened.place]
    rows[opened.row][opened.place] = (text, height + 1, width, content)


def _widen(row: SourceRow, width: int) -> None:
    text, height, before, content = row[-1]
    row[-1] = (text, height, min(before + width, MAX_COLUMN_SPAN), content)
