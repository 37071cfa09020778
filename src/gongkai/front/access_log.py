"""What the log says of a request: not what was asked beside the address, and not who asked."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote

WITH_A_KEY: Final = "/office/account/forgotten/"
"""Below it stands what opens an account whose password was forgotten."""


def line(request: str, status: int, milliseconds: float, style: str) -> str:
    """A line of the front's log; `style` is "json" or "text"."""
    if style != "json":
        return f"{request} {status} {milliseconds} ms"
    return json.dumps(
        {"event": "answered", "level": "info", "process": "front", "request": request, "code": status,
         "milliseconds": milliseconds}, ensure_ascii=False,
    )  # fmt: skip


def request_of(method: str, address: str) -> str:
    """Method and address without what would be another line, another field, an order to a terminal, or a key."""
    if address.startswith(WITH_A_KEY):
        return f"{method} {WITH_A_KEY}"
    if address.isprintable() and " " not in address:
        return f"{method} {address}"
    told = (
        letter if letter.isprintable() and letter != " " else quote(letter, errors="replace")
        for letter in address
    )
    return f"{method} {''.join(told)}"
