"""A source that holds several reports, taken apart; or said to be inseparable."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.blocks import GridCell, UnreadableError
from gongkai.annual.reading.recognition.folding import fold, parse_label
from gongkai.annual.reading.recognition.pieces import Piece
from gongkai.annual.reading.recognition.sections import find_headings
from gongkai.annual.reading.recognition.titles import find_title

__all__ = ["separate"]

_FIRST_ROW = parse_label(EDITION_2021.applications[0].label.text).text
_MARK = "新"
"""A character of that row which hardly any other line of a page has: it spares folding them."""

_LABEL_COLUMNS = 4
_LONG_LABEL = 5
"""Characters from which on a row's first cell is a label and no serial number."""

_WIDTH = len(EDITION_2021.applicants)


def _first_rows(pieces: Sequence[Piece]) -> list[int]:
    """The pieces in which Table 3 begins: each mention of its first row (本年新收…)."""
    found = []
    for at, piece in enumerate(pieces):
        if piece.grid is not None:
            for row, cells in enumerate(piece.grid.rows):
                if _begins_table(cells) and _is_wide(piece, row):
                    _refuse_side_by_side(piece, row)
                    found.append(at)
        elif _is_line_of_first_row(piece.text):
            found.append(at)
    return found


def _begins_table(cells: Sequence[GridCell | None]) -> bool:
    for cell in cells[:_LABEL_COLUMNS]:
        if cell is None:
            continue
        if _MARK in cell.text and _is_first_row(cell.text):
            return True
        if cell is cells[0] and len(cell.text) > _LONG_LABEL:
            return False
    return False


def _is_line_of_first_row(text: str) -> bool:
    return len(text) < 400 and _MARK in text and any(map(str.isdigit, text)) and _FIRST_ROW in fold(text)


def _is_first_row(label: str) -> bool:
    return _MARK in label and parse_label(label).text == _FIRST_ROW


def _is_wide(piece: Piece, row: int) -> bool:
    """False for the row of a small table of the narrative, such as one of three years."""
    assert piece.grid is not None
    figures = [cell for cell in piece.grid.anchors(row) if not _is_first_row(cell.text)]
    return not piece.grid.aligned or len(figures) >= _WIDTH - 1


def _refuse_side_by_side(piece: Piece, row: int) -> None:
    assert piece.grid is not None
    figures = [cell for cell in piece.grid.anchors(row) if cell.text.strip().isdigit()]
    if len(figures) >= 2 * _WIDTH:
        raise UnreadableError("一张表里并排印着几份报告（或几个年度）的数，分不开；请分成一份一个文件")


def separate(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The pieces of each report, in order.

    Raises UnreadableError where there are several and no title or heading parts them.
    """
    rows = _first_rows(pieces)
    if len(rows) < 2:
        return [pieces]
    bounds = [0]
    for earlier, later in itertools.pairwise(rows):
        at = _boundary(pieces, earlier, later)
        if at is None:
            raise UnreadableError("里面像是有几份年度报告，但找不到分界的标题，分不开；请分成一份一个文件")
        bounds.append(at)
    bounds.append(len(pieces))
    return [pieces[start:end] for start, end in itertools.pairwise(bounds)]


def _boundary(pieces: Sequence[Piece], earlier: int, later: int) -> int | None:
    """The piece between two first rows where the second report begins: its title, else its first heading."""
    for at in range(earlier + 1, later):
        piece = pieces[at]
        if piece.grid is not None or not 6 <= len(piece.text) <= 60 or "。" in piece.text:
            continue
        title = find_title([piece.text])
        if title is not None:
            above = (
                find_title([pieces[at - 1].text, piece.text])
                if at - 1 > earlier and not title.agency
                else None
            )
            return at - 1 if above is not None and above.agency else at
    headings = [
        heading for heading in find_headings(pieces[earlier + 1 : later], {}) if heading.number in (1, 2)
    ]
    return earlier + 1 + headings[0].at if headings else None
