"""Which characters may go into a file at all."""

from __future__ import annotations

import re

__all__ = ["clean", "lines_of"]

# What XML 1.0 cannot hold, even escaped: controls but for tab and line ends, halves of surrogate pairs, and
# the two non-characters. The C1 controls are allowed there, but mean nothing in any of our formats.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without the characters that no document can hold; line ends become ``\\n``."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something, cleaned, without the indents people type by hand."""
    return [line for raw in clean(text).split("\n") if (line := raw.strip())]
