"""Folding of printed text so that labels can be compared: widths, spaces, punctuation, ordinals.

Published labels differ from the form in spaces, line breaks, brackets, quotes and numbering; what is left
after folding is the Han characters, letters and digits that carry the meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Folded", "fold", "normalise", "parse_label", "unspaced"]

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2009\u3000\u202f", " ")
_NORMAL = {**_FULL_WIDTH, **_INVISIBLE, **_SPACES}
_NOT_NORMAL = re.compile(f"[{re.escape(''.join(_NORMAL))}]")

_NOT_MEANING = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_ORDINAL = re.compile(
    r"""\s*(?:
        (?P<item>[(（]\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)）])\s*[、.,:]?
      | (?P<chapter>第?[一二三四五六七八九十]{1,2})\s*(?:[、.,:．，]|(?=本年|上年|结转))
      | (?P<digit>[0-9l]{1,2})\s*[.、．,，:)）]?(?![0-9])
    )\s*""",
    re.VERBOSE,
)


class Folded(NamedTuple):
    """A label taken apart: its numbering (一, （三）, 2; empty where there is none) and its folded text."""

    ordinal: str
    text: str


def normalise(text: str) -> str:
    """Full-width forms to half-width, every space to a plain one, invisible characters away."""
    if text.isascii():
        return text
    # str.translate raises and catches an error at every character that it has no entry for: most of them
    return _NOT_NORMAL.sub(lambda found: _NORMAL[found[0]], text)


def unspaced(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def fold(text: str) -> str:
    """Only the characters that carry meaning: Han, letters, digits; nothing else."""
    return _NOT_MEANING.sub("", normalise(text))


@lru_cache(maxsize=8192)
def parse_label(text: str) -> Folded:
    """A label's numbering and its folded text without it."""
    plain = normalise(text)
    match = _ORDINAL.match(plain)
    if match is None:
        return Folded("", fold(plain))
    rest = fold(plain[match.end() :])
    if not rest:
        return Folded("", fold(plain))
    if match["item"]:
        return Folded(f"（{fold(match['item'])}）", rest)
    return Folded(fold(match["chapter"] or match["digit"]).removeprefix("第"), rest)
