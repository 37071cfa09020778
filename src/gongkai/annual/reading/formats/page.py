"""A page taken apart to characters, rulings and pictures, and pages put together to blocks.

What reads a PDF and what recognises a picture both give :class:`Page`; everything after that is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.annual.reading.blocks import Block, Picture
from gongkai.annual.reading.formats.page_columns import ColumnTable, find_column_tables
from gongkai.annual.reading.formats.page_edges import without_edges
from gongkai.annual.reading.formats.page_flow import Margins, ParagraphJoiner
from gongkai.annual.reading.formats.page_lattice import Lattice, Rulings, find_lattices
from gongkai.annual.reading.formats.page_text import Glyph, Line, gather_lines

__all__ = ["Image", "Page", "compose"]

# How far two rulings that are one may stand apart, in points: less than any row is high, more than the two
# lines of a double border.
_TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class Image:
    """The box of an image on the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page in points, origin at its upper left corner; ``number`` counts from 1.

    ``is_picture`` is true where it shows something and holds no text of its own.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rulings: Rulings = field(default_factory=Rulings)
    images: list[Image] = field(default_factory=list)
    is_picture: bool = False


@dataclass(slots=True)
class _Parts:
    page: Page
    lattices: list[Lattice]
    lines: list[Line]


_Item = Line | Lattice | ColumnTable | Image


def compose(pages: Sequence[Page]) -> list[Block]:
    """The blocks of the pages in reading order: paragraphs, grids by rulings or columns, pictures."""
    parts = [_parts(page) for page in pages]
    kept = without_edges([part.lines for part in parts], [part.page.height for part in parts])
    blocks: list[Block] = []
    joiner = ParagraphJoiner()
    tables = 0
    margins_of = Margins.of_pages(kept, [part.page.width for part in parts])
    for part, lines, margins in zip(parts, kept, margins_of, strict=True):
        for item in _in_order(part, lines):
            if isinstance(item, Line):
                paragraph = joiner.take(item, part.page.number, margins)
                blocks.extend([paragraph] if paragraph is not None else [])
                continue
            joiner.interrupt()
            if isinstance(item, Image):
                blocks.append(Picture(page=part.page.number))
            else:
                tables += 1
                blocks.append(item.grid(tables, part.page.number))
    return blocks


def _parts(page: Page) -> _Parts:
    """Characters that stand in a ruled table go to the smallest that holds them; the rest are lines."""
    lattices = find_lattices(page.rulings, _TOLERANCE)
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        for lattice in lattices:
            if lattice.holds(glyph):
                lattice.glyphs.append(glyph)
                break
        else:
            outside.append(glyph)
    return _Parts(page, [lattice for lattice in lattices if lattice.glyphs], gather_lines(outside))


def _in_order(part: _Parts, lines: list[Line]) -> Iterator[_Item]:
    items: list[_Item] = [*part.lattices, *part.page.images]
    taken: set[int] = set()
    rulings = part.page.rulings.horizontal
    for stretch in _stretches(lines, part.lattices):
        for group, table in find_column_tables([lines[index] for index in stretch], rulings):
            taken.update(stretch[index] for index in group)
            items.append(table)
    items.extend(line for index, line in enumerate(lines) if index not in taken)
    yield from sorted(items, key=lambda item: item.top)


def _stretches(lines: list[Line], lattices: list[Lattice]) -> Iterator[range]:
    """Lines with no ruled table between them."""
    start = 0
    for index in range(1, len(lines)):
        above, below = lines[index - 1].top, lines[index].top
        if any(above < lattice.top < below for lattice in lattices):
            yield range(start, index)
            start = index
    if lines:
        yield range(start, len(lines))
