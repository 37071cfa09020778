"""What stands after the question mark of an address, or in a form without fields of its own: anybody can type anything."""

from __future__ import annotations

import uuid

from django.http import QueryDict

LARGEST = 10**15
"""No row has a larger number; beyond it databases disagree about what a number is."""


def number(asked: QueryDict, name: str) -> int | None:
    """The number of a row that is asked for; None when there is none, or what is there is no such number."""
    typed = asked.get(name, "")
    if not (typed.isascii() and typed.isdecimal()):
        return None
    return int(typed) if len(typed) <= len(str(LARGEST)) else None


def text(asked: QueryDict, name: str) -> str:
    """What is searched for or said, without the sign that PostgreSQL has no place for.

    The end of a line is one sign, as for the browser that counts how many may be typed.
    """
    return asked.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()


def key(asked: QueryDict, name: str) -> uuid.UUID | None:
    """The key of a file that is named; None when there is none, or what is there is no key."""
    try:
        return uuid.UUID(asked.get(name, ""))
    except ValueError:
        return None
