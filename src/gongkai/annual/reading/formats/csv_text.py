"""CSV becomes grids, one for each run of rows; lines without a delimiter are paragraphs."""

from __future__ import annotations

import csv
import io

from gongkai.annual.reading.blocks import Document, Grid, GridCell, Kind, Paragraph, UnreadableError
from gongkai.annual.reading.formats.characters import plain, without_controls
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.tables import number_grids

__all__ = ["delimiter_of", "read"]

_DELIMITERS = ",;\t，|"
_SAMPLE_LINES = 50


def delimiter_of(text: str) -> str | None:
    """The sign that cuts most lines of a text into equally many cells; None when none does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    best, most = None, 0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        common = max(set(counts) - {0}, key=counts.count, default=0)
        agreeing = counts.count(common) if common else 0
        if agreeing * 2 > len(lines) and agreeing * common > most:
            best, most = delimiter, agreeing * common
    return best


def read(text: str) -> Document:
    """Take a CSV text apart; lines without any delimiter are paragraphs, the runs between them are grids.

    Raises UnreadableError when it is too large or its quotes never end.
    """
    document = Document(Kind.CSV)
    allowance = Allowance()
    delimiter = delimiter_of(text) or ","
    reader = csv.reader(io.StringIO(plain(without_controls(text)), newline=""), delimiter=delimiter)
    grid: Grid | None = None
    try:
        for fields in reader:
            allowance.take_lines(1)
            texts = [field.strip() for field in fields]
            if len(texts) < 2:
                grid = None
                document.blocks += [Paragraph(text, line=reader.line_num) for text in texts if text]
                continue
            allowance.take_positions(len(texts))
            if grid is None:
                grid = Grid([], 0, first_line=reader.line_num)
                document.blocks.append(grid)
            row = len(grid.rows)
            grid.rows.append([GridCell(text, row, column) for column, text in enumerate(texts)])
            grid.aligned = grid.aligned and len(texts) == len(grid.rows[0])
    except csv.Error as error:
        raise UnreadableError("CSV 文件的引号没有配对，无法读取；请用表格软件另存一份。") from error
    number_grids(document.blocks)
    return document
