"""Page numbers and running heads, which are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.annual.reading.formats.page_text import Line

__all__ = ["without_edges"]

_PAGE_NUMBER = re.compile(
    r"[-—–－―─•·.\s]*(?:第\s*)?(?:\d{1,3}|[ivxlIVXL]{1,6})(?:\s*页)?[-—–－―─•·.\s]*"
    r"|第?\s*\d{1,3}\s*页?\s*[,，/／|]?\s*共?\s*\d{1,3}\s*页?|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?"
)
_FIGURES = re.compile(r"[\d\s]+")
# The part of the page's height at its top and at its foot where page numbers and running heads stand.
_EDGE = 0.12


def without_edges(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page but for page numbers and lines that come again at the edge of most pages."""
    repeated = _repeated(pages, heights)
    return [
        [line for line in lines if not (_at_edge(line, height) and _is_edge_text(line, repeated))]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _is_edge_text(line: Line, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) or _likeness(line) in repeated


def _likeness(line: Line) -> str:
    """What running heads have in common: their words without figures."""
    return _FIGURES.sub("", line.text)


def _repeated(pages: Sequence[list[Line]], heights: Sequence[float]) -> set[str]:
    counts = Counter(
        likeness
        for lines, height in zip(pages, heights, strict=True)
        for likeness in {_likeness(line) for line in lines if _at_edge(line, height)}
    )
    least = max(2, len(pages) // 2 + 1)
    return {likeness for likeness, count in counts.items() if count >= least and likeness}
