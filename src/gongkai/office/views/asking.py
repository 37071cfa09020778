"""What stands after the question mark of an address, or in a form without fields of its own: anybody can type anything."""

from __future__ import annotations

import uuid

from django.http import QueryDict

from gongkai.office.typed_numbers import is_number


def number(asked: QueryDict, name: str) -> int | None:
    """The number of a row that is asked for; None when there is none, or what is there is no such number."""
    typed = asked.get(name, "")
    return int(typed) if is_number(typed) else None


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
