"""Numbers as anybody may type them, into an address or into what a form sends."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 10**15
"""No row has a larger number; beyond it databases disagree about what a number is."""


def is_number(typed: str) -> bool:
    """Whether it can be the number of a row: plain digits, and no more of them than `LARGEST` has."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= len(str(LARGEST))
