"""What a request says beside its address: which encodings it takes, what it has already, which part it wants."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ENCODINGS: Final = ("br", "gzip")
"""What a file may be stored in beside its plain bytes, the smaller first."""

_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


@lru_cache(maxsize=512)
def accepted(header: str) -> tuple[str, ...]:
    """The encodings of ENCODINGS that an Accept-Encoding takes, the one it likes best first (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        if name.strip():
            weights[name.strip().replace("x-gzip", "gzip")] = _weight(parameters)
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    wanted = [(weights.get(name, others), name) for name in ENCODINGS]
    # Who likes the plain bytes better than the compressed ones gets them.
    taken = [(weight, name) for weight, name in wanted if weight > 0 and weight >= plain]
    return tuple(name for _, name in sorted(taken, key=lambda pair: -pair[0]))


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def has_already(if_none_match: str, etag: str) -> bool:
    """Whether If-None-Match names the ETag, by the weak comparison that it asks for."""
    if if_none_match.strip() == "*":
        return True
    return etag in {part.strip().removeprefix("W/") for part in if_none_match.split(",")}


def part_wanted(header: str, size: int) -> tuple[int, int] | None:
    """The bytes that a Range asks for, from the first up to, without, the second; None to send the whole.

    Several ranges at once, and what is no range of bytes, are answered with the whole, as RFC 9110 allows.

    Raises:
        ValueError: when nothing of the file is within the range (416).
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "" or len(header) > 64:
        return None
    if found[1] == "":
        start, end = max(0, size - int(found[2])), size
    else:
        start = int(found[1])
        end = min(size, int(found[2]) + 1) if found[2] else size
        if found[2] and int(found[2]) < start:
            return None
    if start >= size or start >= end:
        raise ValueError(header)
    return start, end
