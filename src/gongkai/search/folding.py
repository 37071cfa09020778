"""Characters that are written differently and meant the same: full and half width, traditional and simplified, case.

Each character is folded by itself, so that a text and a word out of it are folded alike, and so that a place in the
folded text can be found again in the printed one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import opencc

HAN: Final = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The inside of a class of a regular expression: what is read character by character."""

_SAME: Final = {"○": "〇", "◯": "〇"}
"""Circles that stand for a nought in dates: 二○二四年."""

_IS_HAN = re.compile(f"[{HAN}]")


class _Folds(dict[int, str]):
    """What each character is folded to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


def is_invisible(character: str) -> bool:
    """Whether nobody sees the sign: soft hyphens, joiners, byte order marks, turns of the direction of writing."""
    return unicodedata.category(character) == "Cf"


def _fold_one(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if is_invisible(character):
        return ""
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(simplified().get(letter, letter) for letter in folded)


@cache
def simplified() -> dict[str, str]:
    """Traditional characters by themselves, and what each is simplified to: no words are looked at."""
    letters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    written = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    return {before: after for before, after in zip(letters, written, strict=True) if before != after}


@cache
def written_as() -> dict[str, str]:
    """What else is folded to a character: 开 is also written 開. Widths are left to `unfolded`."""
    others: dict[str, str] = {}
    for before, after in simplified().items():
        others[after] = others.get(after, "") + before
    others["〇"] = others.get("〇", "") + "○◯"
    return others


_folds = _Folds()


def folded(text: str) -> str:
    """The text with each character in its plain form."""
    return text.translate(_folds)


def unfolded(character: str) -> str:
    """All that is folded to a character of a folded text, itself first: to look for it in a printed text."""
    wide = chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else ""
    upper = character.upper()
    both = "" if upper == character or len(upper) != 1 else upper
    wide_upper = chr(ord(upper) + 0xFEE0) if wide and both else ""
    return character + both + wide + wide_upper + written_as().get(character, "")


def is_han(character: str) -> bool:
    """Whether a character is read by itself, and not as a letter of a word."""
    return _IS_HAN.match(character) is not None
