"""Facets in the index: a document's body, column, year and so on are tokens that no text can have."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["EVERY", "mark"]

EVERY: Final = "§"
"""Every document has it: to ask for all of them, or for all but some."""

_LETTERS: Final = {
    "agency": "a",
    "own": "o",
    "column": "c",
    "kind": "k",
    "theme": "t",
    "genre": "g",
    "year": "y",
    "type": "x",
    "validity": "v",
    "month": "m",
}
_SEPARATES = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]")


def mark(facet: str, value: object) -> str:
    """The token of a facet's value. Signs at which an index might cut it are written as ·."""
    return f"{EVERY}{_LETTERS[facet]}{_SEPARATES.sub('·', str(value).lower())}"
