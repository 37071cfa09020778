"""Characters printed on a page, put together to lines by where they stand.

Nothing here knows PDF: characters recognised from a picture are put together in the same way. Lengths are
in points; x grows to the right and y downwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Glyph", "Line", "Span", "gather_lines", "is_figure", "is_wide", "lines_text"]


class Glyph(NamedTuple):
    """A printed character and its box: the advance to the right, the font's height downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def is_wide(text: str) -> bool:
    """Whether a character fills the square of its font, as a Han character does."""
    return unicodedata.east_asian_width(text[0]) in "WF"


@cache
def is_figure(text: str) -> bool:
    """Whether a character may be a part of a number or of a Latin word, its brackets and signs included."""
    return text < "\x7f" or "０" <= text <= "９" or (text < "\u2e80" and text.isalnum())


class Span(NamedTuple):
    """A piece of a line between two wide gaps."""

    text: str
    left: float
    right: float

    @property
    def centre(self) -> float:
        """The middle, across."""
        return (self.left + self.right) / 2


# A gap between two signs of a number or a word, and between any others, that is a space; in ems. A quarter
# em is what typesetters put between Han and Latin without any space being there.
_SPACE_IN_FIGURES = 0.16
_SPACE = 0.6
# A gap that no space makes: the next piece stands there by a tab or in a column of its own.
_TAB = 1.8
_COLUMN_OF_FIGURES = 0.45
_COLUMN = 0.9


@dataclass(slots=True)
class Line:
    """Characters of one line, from left to right; ``em`` is the size of its type."""

    glyphs: list[Glyph]
    top: float
    bottom: float
    em: float

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Line:
        """The line of these characters, in any order; characters printed twice for boldness count once."""
        ordered: list[Glyph] = []
        for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
            if not (ordered and glyph.text == ordered[-1].text and _is_shadow(glyph, ordered[-1])):
                ordered.append(glyph)
        top = min([glyph.top for glyph in ordered])
        bottom = max([glyph.bottom for glyph in ordered])
        return cls(ordered, top, bottom, _em(ordered))

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.glyphs[-1].right

    @property
    def text(self) -> str:
        """The line's text; gaps as wide as a space are one, those too wide for spaces are a tab."""
        return self._joined(_TAB * self.em)

    @property
    def cell_text(self) -> str:
        """The line's text inside a cell, where a gap is never more than a space."""
        return self._joined(float("inf"))

    @property
    def has_columns(self) -> bool:
        """Whether a gap parts the line, see :meth:`spans`."""
        return any(self._parts_columns(earlier, glyph) for earlier, glyph in pairwise(self.glyphs))

    def spans(self) -> list[Span]:
        """The line cut at the gaps that separate columns."""
        pieces: list[list[Glyph]] = [[self.glyphs[0]]]
        for earlier, glyph in pairwise(self.glyphs):
            if self._parts_columns(earlier, glyph):
                pieces.append([])
            pieces[-1].append(glyph)
        lines = [Line(piece, self.top, self.bottom, self.em) for piece in pieces]
        return [Span(line.cell_text, line.left, line.right) for line in lines]

    def _parts_columns(self, earlier: Glyph, glyph: Glyph) -> bool:
        gap = glyph.left - earlier.right
        if gap <= _COLUMN_OF_FIGURES * self.em:
            return False
        return gap > _COLUMN * self.em or (is_figure(earlier.text) and is_figure(glyph.text))

    def _joined(self, tab: float) -> str:
        least = _SPACE_IN_FIGURES * self.em
        tracking: float | None = None
        parts = [self.glyphs[0].text]
        for earlier, glyph in pairwise(self.glyphs):
            gap = glyph.left - earlier.right
            if gap > least:
                if tracking is None:
                    tracking = self._tracking()
                between_figures = is_figure(earlier.text) and is_figure(glyph.text)
                if between_figures or gap - tracking > _SPACE * self.em:
                    parts.append("\t" if gap - tracking > tab else " ")
            parts.append(glyph.text)
        return "".join(parts)

    def _tracking(self) -> float:
        """How far a justified line's Han characters stand apart: that is no space between them."""
        gaps = [
            glyph.left - earlier.right
            for earlier, glyph in pairwise(self.glyphs)
            if is_wide(earlier.text) and is_wide(glyph.text)
        ]
        return max(0.0, median(gaps)) if len(gaps) >= 6 else 0.0


def gather_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that these characters make, from top to bottom."""
    groups: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        own_middle, own_height = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if groups and own_middle - middle <= 0.5 * min(height, own_height):
            group = groups[-1]
            group.append(glyph)
            middle += (own_middle - middle) / len(group)
            height += (own_height - height) / len(group)
        else:
            groups.append([glyph])
            middle, height = own_middle, own_height
    return [Line.of(group) for group in groups]


def lines_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell: its lines joined by line breaks."""
    if len(glyphs) == 1:
        return glyphs[0].text
    return "\n".join([line.cell_text for line in gather_lines(glyphs)])


def _is_shadow(glyph: Glyph, earlier: Glyph) -> bool:
    return abs(glyph.left - earlier.left) < 0.25 * (earlier.right - earlier.left)


def _em(glyphs: Sequence[Glyph]) -> float:
    """The size of the line's type: the width of its Han characters, or what its digits make likely."""
    widths = sorted([glyph.right - glyph.left for glyph in glyphs if is_wide(glyph.text)])
    if not widths:
        widths = sorted([2 * (glyph.right - glyph.left) for glyph in glyphs if glyph.text.isdigit()])
    if not widths:
        widths = sorted([glyph.bottom - glyph.top for glyph in glyphs])
    return max(widths[len(widths) // 2], 0.1)
