"""Which characters the fonts of the package can print.

PDF/A and PDF/UA forbid a character without a glyph, so it has to be known before the page is set.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

__all__ = ["FONTS", "MISSING", "missing_characters", "printable"]

FONTS = Path(__file__).parent / "fonts"

MISSING = "〓"
"""What Chinese typesetting puts where a type is wanting (GB/T 14706: 缺字号)."""

_SPACES = frozenset("\n\t ")


def printable(text: str) -> str:
    """The text as the fonts can print it: 〓 for a character that none has; invisible signs are dropped."""
    known = _coverage()
    if all(ord(character) in known for character in text):
        return text
    return "".join(_substitute(character, known) for character in text)


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of the texts that would be printed as 〓, each once, in the order met."""
    known = _coverage()
    found: dict[str, None] = {}
    for text in texts:
        for character in text:
            if _substitute(character, known) == MISSING and character != MISSING:
                found[character] = None
    return tuple(found)


def _substitute(character: str, known: frozenset[int]) -> str:
    category = unicodedata.category(character)
    # Format characters (byte order mark, joiners) and variation selectors show nothing by themselves.
    if category in ("Cf", "Cc") and character not in _SPACES:
        return ""
    if ord(character) in known or character in _SPACES:
        return character
    if category == "Mn" and "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return ""
    return " " if category == "Zs" else MISSING


@cache
def _coverage() -> frozenset[int]:
    files = sorted([*FONTS.glob("*.otf"), *FONTS.glob("*.ttf")])
    return frozenset(code for file in files for code in _codes(file))


def _codes(file: Path) -> Iterator[int]:
    """The code points that a font maps to a glyph: the formats 4 and 12 of OpenType's table ``cmap``."""
    with file.open("rb") as font:
        count = struct.unpack(">4xH6x", font.read(12))[0]
        records = (struct.unpack(">4s4xII", font.read(16)) for _ in range(count))
        offset, length = next((start, size) for tag, start, size in records if tag == b"cmap")
        font.seek(offset)
        table = font.read(length)
    subtables = {
        struct.unpack_from(">4xI", table, 4 + 8 * place)[0]
        for place in range(struct.unpack_from(">2xH", table)[0])
    }
    for start in sorted(subtables):
        kind = struct.unpack_from(">H", table, start)[0]
        if kind == 12:
            yield from _segmented_codes(table[start:])
        elif kind == 4:
            yield from _basic_codes(table[start:])


def _segmented_codes(table: bytes) -> Iterator[int]:
    groups = struct.unpack_from(">I", table, 12)[0]
    for first, last, _ in struct.iter_unpack(">III", table[16 : 16 + 12 * groups]):
        yield from range(first, last + 1)


def _basic_codes(table: bytes) -> Iterator[int]:
    twice = struct.unpack_from(">6xH", table)[0]
    words = struct.unpack(f">{len(table) // 2}H", table[: len(table) // 2 * 2])
    half = twice // 2
    ends, starts = words[7 : 7 + half], words[8 + half : 8 + 2 * half]
    deltas, offsets = words[8 + 2 * half : 8 + 3 * half], words[8 + 3 * half : 8 + 4 * half]
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                # The offset counts bytes from its own place in the table.
                glyph = words[8 + 3 * half + segment + offsets[segment] // 2 + code - first]
            if glyph and (glyph + deltas[segment]) % 0x10000:
                yield code
