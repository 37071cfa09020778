"""How much of a source is read, and what is said of one that has more.

A report has some 400 positions in its tables and a few hundred lines; a whole county's in one file has a
hundred times that. The limits are far above it and far below what would hurt a machine that reads many.
"""

from __future__ import annotations

from gongkai.annual.reading.blocks import UnreadableError

__all__ = [
    "MAX_COLUMN_SPAN",
    "MAX_HTML_BYTES",
    "MAX_ROW_SPAN",
    "MAX_SOURCE_BYTES",
    "MAX_TAGS",
    "MAX_TEXT_BYTES",
    "Allowance",
    "refuse_over",
]

MAX_SOURCE_BYTES = 64 << 20
"""A file of any kind: a scanned report of a few hundred pages is about as large."""
MAX_HTML_BYTES = 16 << 20
"""A page without the pictures written into it; real ones are under 2 MB."""
MAX_TAGS = 300_000
"""The tags of a page: each takes some 300 bytes of memory; real pages have a few thousand."""
MAX_TEXT_BYTES = 8 << 20
"""A text, a Markdown or a CSV file."""
MAX_COLUMN_SPAN, MAX_ROW_SPAN = 1000, 65534
"""The limits of the HTML standard; a longer span is a slip or an attack."""
_MAX_POSITIONS = 500_000
_MAX_LINES = 250_000


class Allowance:
    """What one source may still have of table positions and lines; overdrawing raises UnreadableError."""

    __slots__ = ("lines", "positions")

    def __init__(self) -> None:
        self.positions = _MAX_POSITIONS
        self.lines = _MAX_LINES

    def take_positions(self, count: int) -> None:
        """Account for so many positions of a grid, before they are made."""
        self.positions -= count
        if self.positions < 0:
            raise UnreadableError(
                f"表格合计超过{_MAX_POSITIONS // 10_000}万个格子，不会是年度报告的表格；请只提供年度报告本身。"
            )

    def take_lines(self, count: int) -> None:
        """Account for so many lines of text, before they are made."""
        self.lines -= count
        if self.lines < 0:
            raise UnreadableError(
                f"文字超过{_MAX_LINES // 10_000}万行，不会是一份年度报告；请只提供年度报告本身。"
            )


def refuse_over(limit: int, size: int, what: str) -> None:
    """Raise UnreadableError when a size in bytes is over the limit; ``what`` names the thing in Chinese."""
    if size > limit:
        raise UnreadableError(f"{what}超过{limit >> 20}MB，不会是一份年度报告；请只提供年度报告本身。")
