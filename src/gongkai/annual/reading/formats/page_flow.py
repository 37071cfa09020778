"""Lines of running text become paragraphs, over page breaks too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.reading.blocks import Paragraph
from gongkai.annual.reading.formats.page_text import Line

__all__ = ["Margins", "ParagraphJoiner", "is_heading"]

_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十]{1,3}\s*[)）]"
    r"|第[一二三四五六七八九十]{1,3}部分"
)

# Running text is at least so wide in parts of the page, a long line in parts of the widest.
_NARROWEST_TEXT, _LONG = 0.4, 0.8
_OWN_LINES = 4
# An edge at which this share of the lines begins is one, and not a hanging bracket.
_COMMON = 0.2


def is_heading(text: str) -> bool:
    """Whether a line begins as headings do: 一、 or （一）; such a line always begins a paragraph."""
    return bool(_HEADING.match(text))


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edge of running text; where they are not known nothing is joined."""

    left: float = float("-inf")
    right: float = float("inf")

    @classmethod
    def of_pages(cls, pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> list[Margins]:
        """The edges for each page: its own where it has enough long lines, else those of all pages as wide."""
        found = []
        for lines, width in zip(pages, widths, strict=True):
            alike = [
                line
                for other, its in zip(pages, widths, strict=True)
                if abs(its - width) < 1
                for line in other
            ]
            widest = max((line.right - line.left for line in alike), default=0.0)
            if widest <= _NARROWEST_TEXT * width:
                found.append(cls())
                continue
            own = [line for line in lines if line.right - line.left > _LONG * widest]
            long = [line for line in alike if line.right - line.left > _LONG * widest]
            found.append(cls._of(own if len(own) >= _OWN_LINES else long))
        return found

    @classmethod
    def _of(cls, long: Sequence[Line]) -> Margins:
        lefts = Counter(round(line.left) for line in long)
        rights = sorted(line.right for line in long)
        common = [left for left, count in lefts.items() if count >= _COMMON * len(long)]
        return cls(min(common or lefts), rights[len(rights) * 3 // 4])


class ParagraphJoiner:
    """Takes lines in reading order and joins each to the paragraph before where it plainly runs on."""

    def __init__(self) -> None:
        self._paragraph: Paragraph | None = None
        self._line: Line | None = None
        self._page = 0
        self._margins = Margins()

    def interrupt(self) -> None:
        """Something that is no text stands here: what follows is a paragraph of its own."""
        self._paragraph = self._line = None

    def take(self, line: Line, page: int, margins: Margins) -> Paragraph | None:
        """The new paragraph that the line begins, None where it was joined to the one before."""
        text = line.text
        begun = None
        if self._paragraph is not None and self._runs_on(line, text, page, margins):
            self._paragraph.text = _join(self._paragraph.text, text)
        else:
            begun = self._paragraph = Paragraph(text, page)
        self._line, self._page, self._margins = line, page, margins
        return begun

    def _runs_on(self, line: Line, text: str, page: int, margins: Margins) -> bool:
        before = self._line
        if before is None or is_heading(text) or "\t" in text or "\t" in before.text:
            return False
        if abs(line.em - before.em) > 0.15 * before.em:
            return False
        if page == self._page and not -before.em < line.top - before.bottom < 1.6 * before.em:
            return False
        is_full = before.right > self._margins.right - 2.2 * before.em
        is_flush = line.left < margins.left + 1.2 * line.em
        return is_full and is_flush


def _join(before: str, after: str) -> str:
    """Two lines as one; only Latin words have a space between them."""
    is_latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if is_latin else before + after
