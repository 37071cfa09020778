"""What characters of a source mean nothing on the page, and what a line of text is without them."""

from __future__ import annotations

import re

__all__ = ["LINE_ENDS", "collapse", "plain", "without_controls", "without_invisibles"]

# Zero-width space, non-joiner, joiner, word joiner, byte order mark, soft hyphen.
_INVISIBLES = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
# No-break, ideographic and the typographers' spaces: on the page they are all just a gap.
_SPACES = ("\u00a0", "\u3000", "\u2002", "\u2003", "\u2009", "\u202f")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A source's line break between two Han characters is no space: nobody writes one there.
_BREAK_INSIDE_HAN = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r]*\n\s*(?=[\u2e80-\uffef])")

LINE_ENDS = re.compile(r"\r\n|[\n\r\v\u0085\u2028\u2029]")
"""What ends a line in a text file; the form feed is not among them, for it ends a page."""


def without_invisibles(text: str) -> str:
    """The text without zero-width characters and soft hyphens."""
    if text.isascii():
        return text
    for character in _INVISIBLES:
        if character in text:
            text = text.replace(character, "")
    return text


def without_controls(text: str) -> str:
    """The text without control characters (but for tabs and ends of lines and pages) and lone surrogates."""
    return _CONTROLS.sub("", text)


def plain(text: str) -> str:
    """The text without invisible characters, every kind of space made a plain one; tabs stay."""
    text = without_invisibles(text)
    if text.isascii():
        return text
    for character in _SPACES:
        if character in text:
            text = text.replace(character, " ")
    return text


def collapse(text: str) -> str:
    """One line with every run of white space made a single space, none at the ends, as browsers do it."""
    if "\n" in text:
        text = _BREAK_INSIDE_HAN.sub("", text)
    return " ".join(text.split())
