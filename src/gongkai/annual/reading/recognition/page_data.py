"""What a page says of its article round the text: its titles, who published it, when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date

from gongkai.annual.reading.blocks import Document
from gongkai.annual.reading.recognition.bodies import clean_agency, ends_as_body
from gongkai.annual.reading.recognition.dates import date_in
from gongkai.annual.reading.recognition.folding import normalise
from gongkai.annual.reading.recognition.pieces import Piece

__all__ = ["head_lines", "names_of", "publication"]

_MOST_LINES = 400
_PIECES_WITHOUT_HEADINGS = 40


def _spaced(*words: str) -> str:
    return "|".join(r"\s*".join(word) for word in words)


_PUBLISHER = re.compile(
    rf"(?:{_spaced('发布机构', '发布机关', '发布单位', '发文机关', '制发机关', '公开机构', '公开主体', '责任部门')})"
    r"\s*[:：]\s*(?P<name>[^\s/|【\[<>;；,，]{2,40})"
)
_SOURCE = re.compile(rf"(?:{_spaced('信息来源', '来源')})\s*[:：]\s*(?P<name>[^\s/|【\[<>;；,，]{{2,40}})")
_PUBLISHED = re.compile(
    rf"(?:{_spaced('发布时间', '发布日期', '发文日期', '成文日期', '生成日期', '公开日期', '时间', '日期')})"
    r"\s*[:：]\s*(?P<date>.{8,20})"
)
_DATE_ALONE = re.compile(r"\s*[(（]?\s*(?:20\d\d|二).{4,14}\d?\s*日?\s*[)）]?\s*")


def head_lines(pieces: Sequence[Piece], first_heading: int | None) -> list[str]:
    """The lines before the first heading that may be a title."""
    end = _PIECES_WITHOUT_HEADINGS if first_heading is None else max(first_heading, 1)
    return [text for piece in pieces[:end] for text in _lines(piece)][-_MOST_LINES:]


def _lines(piece: Piece) -> list[str]:
    """The lines of a piece: its text, or a grid's first rows that hold one cell."""
    if piece.grid is None:
        return [piece.text]
    rows = [
        [cell.text for cell in piece.grid.anchors(number) if cell.text.strip()]
        for number in range(min(3, len(piece.grid.rows)))
    ]
    return [cells[0] for cells in rows if len(cells) == 1]


def names_of(document: Document) -> list[str]:
    """What the file or the page calls itself."""
    metadata = document.metadata
    names = (document.title, metadata.get("articletitle", ""), metadata.get("title", ""))
    return [name for name in names if name]


def publication(document: Document, pieces: Sequence[Piece], head: Sequence[str]) -> tuple[str, date | None]:
    """Who published the page (发布机构, else 来源) and when; from meta tags or the lines above the text.

    ``pieces`` are those before the first heading, ``head`` their lines.
    """
    metadata = document.metadata
    publisher = metadata.get("contentsource", "")
    published = date_in(metadata.get("pubdate", ""))
    source, alone = "", None
    for line in [*map(normalise, head), *_table_lines(pieces)]:
        if ":" not in line and "：" not in line:
            if alone is None and _DATE_ALONE.fullmatch(line):
                alone = date_in(line)
            continue
        publisher = publisher or _named(_PUBLISHER, line)
        source = source or _named(_SOURCE, line)
        match = _PUBLISHED.search(line)
        published = published or (date_in(match["date"]) if match else None)
    source = source if ends_as_body(source) else ""
    return publisher or source, published or alone


def _named(field: re.Pattern[str], line: str) -> str:
    match = field.search(line)
    return clean_agency(match["name"]) if match else ""


def _table_lines(pieces: Sequence[Piece]) -> list[str]:
    """Cells of the table of the page's own data as label：value lines."""
    lines: list[str] = []
    for piece in pieces:
        if piece.grid is None:
            continue
        for row in range(len(piece.grid.rows)):
            cells = [cell.text.strip().rstrip("：:") for cell in piece.grid.anchors(row)]
            lines.extend(f"{label}：{value}" for label, value in itertools.pairwise(cells))
            lines.extend(cells)
    return lines
