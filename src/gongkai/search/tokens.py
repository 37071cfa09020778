"""A text as what the index holds: Han characters two by two, words and numbers whole.

Every Han character begins a token, with the next one where the text goes on with it: 政府信息2024 is
政府 府信 信息 息 2024. So any stretch of two and more characters is a phrase of tokens, and is found exactly
where it stands in the text: punctuation and spaces may be between its runs and words, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gongkai.search.folding import HAN, folded, is_han

__all__ = ["BREAK", "Phrase", "parts_of", "phrase_of", "squeezed", "tokens_of"]

BREAK: Final = "¶"
"""Between two texts in one field: no phrase reaches across."""

_PART = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
_PADDED = re.compile(r"0[1-9]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other; `open` when the last is only the beginning of one (a single character).

    `needle` is the same as a stretch of a `squeezed` text, `parts` its runs and words.
    """

    tokens: tuple[str, ...]
    open: bool
    needle: str
    parts: tuple[str, ...]


def parts_of(text: str) -> list[str]:
    """The runs of Han characters and the words of a text, folded. 03 in a date is 3."""
    return [
        part[1] if len(part) == 2 and _PADDED.fullmatch(part) else part
        for part in _PART.findall(folded(text))
    ]


def tokens_of(text: str) -> list[str]:
    """All tokens of a text, in their order."""
    tokens: list[str] = []
    for part in parts_of(text):
        tokens += _pairs(part) if is_han(part[0]) else (part,)
    return tokens


def squeezed(texts: Iterable[str]) -> str:
    """Texts as one line of runs and words, a space between each, in which a phrase is found as a stretch."""
    lines = (" ".join(parts_of(text)) for text in texts)
    return f" {f' {BREAK} '.join(line for line in lines if line)} "


def phrase_of(text: str) -> Phrase | None:
    """What to look for, for a stretch of text; None when there is neither a character nor a word in it."""
    parts = parts_of(text)
    if not parts:
        return None
    tokens = tokens_of(text)
    last = parts[-1]
    ends_in_han = is_han(last[0])
    if ends_in_han and len(last) > 1:
        tokens.pop()  # the text may go on where the words looked for end
    before = "" if is_han(parts[0][0]) else " "
    after = "" if ends_in_han else " "
    needle = before + " ".join(parts) + after
    return Phrase(tuple(tokens), ends_in_han and len(last) == 1, needle, tuple(parts))


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))]
