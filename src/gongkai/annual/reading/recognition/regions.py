"""Where in the running text each table stands: between headings, or from its own first words on."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.recognition.folding import fold
from gongkai.annual.reading.recognition.pieces import Piece
from gongkai.annual.reading.recognition.sections import Heading
from gongkai.annual.reading.recognition.tokens import Line
from gongkai.annual.report import Place

__all__ = ["lines_of", "table_regions", "without_prose"]

_FIRST_WORDS: Mapping[int, tuple[str, ...]] = {
    2: ("第二十条第一项", "信息内容本年", fold(str(EDITION_2021.proactive[0].columns[0])), "信息内容"),
    3: (
        "勾稽关系为",
        fold(EDITION_2021.applicants_heading),
        "本年新收政府信息公开申请",
    ),
    4: ("行政复议行政诉讼", "未经复议直接起诉", "结果维持"),
}


def table_regions(pieces: Sequence[Piece], headings: Sequence[Heading]) -> dict[int, tuple[int, int]]:
    """Section number to the first piece of its table and the piece after its last, for sections 2 to 4."""
    starts: dict[int, int] = {}
    by_number = {heading.number: heading for heading in headings}
    earliest = by_number[1].at + 1 if 1 in by_number else 0
    for number, words in _FIRST_WORDS.items():
        heading = by_number.get(number)
        if heading is not None:
            starts[number] = heading.at + heading.span
        else:
            at = _first_with(pieces, words, earliest)
            if at is not None:
                starts[number] = at
        earliest = max(earliest, starts.get(number, earliest))
    stops = sorted({*starts.values(), *(heading.at for heading in headings), len(pieces)})
    return {
        number: (start, next(stop for stop in [*stops, len(pieces)] if stop > start or stop == len(pieces)))
        for number, start in starts.items()
    }


def _first_with(pieces: Sequence[Piece], words: Sequence[str], earliest: int) -> int | None:
    for at in range(earliest, len(pieces)):
        text = pieces[at].text
        if text and any(word in fold(text) for word in words):
            return at
    return None


def lines_of(pieces: Sequence[Piece], without: Container[int] = ()) -> list[Line]:
    """The pieces as lines of text; a grid's rows with their cells apart, but for the grids ``without``."""
    lines: list[Line] = []
    for piece in pieces:
        if piece.grid is not None:
            if piece.grid.number in without:
                continue
            for number in range(len(piece.grid.rows)):
                text = " ".join(cell.text.replace("\n", " ") for cell in piece.grid.anchors(number))
                lines.append(Line(text, Place(piece.grid.page, piece.grid.number, number + 1)))
        elif not piece.picture:
            lines.append(Line(piece.text, piece.place))
    return lines


_TABLE_BEGINS: Mapping[int, re.Pattern[str]] = {
    2: re.compile(r"第二十条|信息内容|本年制发|本年新制作|本年处理决定|上一年项目"),
    3: re.compile(r"勾稽关系|申请人情况|自然人(?!.{0,60}。)|一、本年新收政府信息公开申请"),
}
"""What the table of a section says first, and the sentences before it do not."""


def without_prose(section: int, pieces: Sequence[Piece]) -> tuple[int, list[Piece]]:
    """The pieces of a section's table without the sentences before it, whose numbers are no figures of it.

    The first number tells how many pieces were left out, -1 where nothing says that a table begins: then
    every whole sentence is left out.
    """
    begins = _TABLE_BEGINS.get(section)
    if begins is None:
        return 0, list(pieces)
    for at, piece in enumerate(pieces):
        if piece.grid is not None and at == 0:
            return 0, list(pieces)
        match = begins.search(piece.text)
        if match or begins.search(fold(piece.text)):
            first = replace(piece, text=piece.text[match.start() :]) if match else piece
            return at, _until_next_table(section, [first, *pieces[at + 1 :]])
    return -1, [piece for piece in pieces if "。" not in piece.text]


_WORDS_OF_TABLE_THREE = re.compile(r"勾稽关系|申请人情况|本年新收|上年结转|予以公开|部分公开|属于国家秘密")


def _until_next_table(section: int, pieces: list[Piece]) -> list[Piece]:
    """The pieces of Table 2 up to where Table 3 begins, should the heading between them be lost."""
    if section != 2:
        return pieces
    for at, piece in enumerate(pieces):
        match = _WORDS_OF_TABLE_THREE.search(piece.text)
        if match:
            return [*pieces[:at], replace(piece, text=piece.text[: match.start()])]
    return pieces
