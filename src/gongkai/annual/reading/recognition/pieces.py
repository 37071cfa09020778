"""The document as one row of pieces: paragraphs, cut where headings or tables stand inside them, and grids."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual.form import SECTIONS
from gongkai.annual.reading.blocks import Document, Grid, Paragraph, Picture
from gongkai.annual.report import Place

__all__ = ["Piece", "pieces_of"]


@dataclass(slots=True)
class Piece:
    """A stretch of text, a grid or a picture, in reading order. ``joined`` is true for the rest of a cut paragraph."""

    text: str
    place: Place
    grid: Grid | None = None
    picture: bool = False
    level: int = 0
    joined: bool = False


_LONG = 60
_SHORTEST_HEADING = 4
_TITLES = "|".join(
    sorted(
        (re.escape(wording) for section in SECTIONS for wording in section.title.accepted),
        key=len,
        reverse=True,
    )
)
_LOOSE_FIVE = r"(?:[^，。；：（）\d]{0,8}存在[^，。；：（）\d]{0,12}?问题[^，。；：（）\d]{0,12}?(?:情况|打算|措施|方向|计划|安排|建议))"
_INNER_HEADING = re.compile(
    rf"[l|]?(?P<number>[一二三四五六])\s*[、．.]\s*(?P<title>{_TITLES}|{_LOOSE_FIVE})"
)
_INNER_TABLE = re.compile(
    r"第二十条\s*第\s*[（(]\s*一\s*[）)]\s*项|[（(]?本列数据的?勾稽关系|行政复议\s*行政诉讼\s*结果"
)
# Looked for before the expressions above are tried at every character of a long text.
_NUMBERED = re.compile(r"[一二三四五六]\s*[、．.]")
_TABLE_WORDS = ("第二十条", "勾稽", "行政诉讼")
_CLOSING = re.compile(
    r"(?<=[。；）)])\s*(?=[\u4e00-\u9fff]{3,30}\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)


def pieces_of(document: Document) -> list[Piece]:
    """The document's pieces; headings that stand inside a paragraph begin a piece of their own."""
    return list(_pieces(document))


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if len(block.text) <= _LONG and "。" not in block.text[:-_SHORTEST_HEADING]:
                yield Piece(block.text, block.place, level=block.level)
            else:
                yield from _cut(block)
        elif isinstance(block, Grid):
            yield from _headings_inside(block)
            yield Piece("", Place(page=block.page, table=block.number), grid=block)
        elif isinstance(block, Picture):
            yield Piece(block.text, Place(page=block.page), picture=True)


def _headings_inside(grid: Grid) -> Iterator[Piece]:
    """Headings that stand as rows of a table or as its caption, because the source ran text and tables together."""
    if _INNER_HEADING.fullmatch(grid.caption):
        yield Piece(grid.caption, Place(page=grid.page, table=grid.number))
    for number, cells in enumerate(grid.rows):
        last = cells[-1] if cells else None
        if last is not None and last.text[:1].isdigit():
            continue  # a row of figures, as most are
        if not any(cell is not None and "、" in cell.text[1:4] for cell in cells[:4]):
            continue
        filled = [cell for cell in grid.anchors(number) if cell.text.strip()]
        if len(filled) == 1 and _INNER_HEADING.fullmatch(filled[0].text.strip()):
            yield Piece(filled[0].text.strip(), grid.place(filled[0]))


def _cut(block: Paragraph) -> Iterator[Piece]:
    """A long paragraph, cut before and after each heading inside it and before each table."""
    text, place = block.text, block.place
    cuts: set[int] = set()
    if _NUMBERED.search(text):
        for match in _INNER_HEADING.finditer(text):
            cuts.update((match.start(), match.end()))
    if any(map(text.__contains__, _TABLE_WORDS)):
        cuts.update(match.start() for match in _INNER_TABLE.finditer(text))
    if text.rstrip().endswith("日"):
        cuts.update(match.start() for match in _CLOSING.finditer(text))
    if not cuts:
        yield Piece(text, place, level=block.level)
        return
    for start, end in itertools.pairwise(sorted(cuts | {0, len(text)})):
        yield Piece(text[start:end], place, level=block.level if start == 0 else 0, joined=start > 0)
