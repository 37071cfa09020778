"""Tables in plain text whose columns stand under each other although Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["display_width", "lay_out", "pad"]


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to that width, at its left where ``right`` sets it flush right."""
    fill = " " * (width - display_width(text))
    return fill + text if right else text + fill


def lay_out(rows: Sequence[Sequence[str]], *, left: int = 1, gap: str = "  ") -> list[str]:
    """The rows as lines; the first ``left`` columns flush left, the figures after them flush right."""
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((display_width(row[column]) for row in rows if column < len(row)), default=0)
        for column in range(count)
    ]
    return [
        gap.join(pad(text, widths[column], right=column >= left) for column, text in enumerate(row)).rstrip()
        for row in rows
    ]
