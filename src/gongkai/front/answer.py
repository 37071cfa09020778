"""An answer from the folder, and how it goes out: whole, as a part, or as "you have it already"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.front.conditions import has_already, part_wanted
from gongkai.front.headers import Header
from gongkai.front.shelf import Held, Variant

_OF_THE_BODY = frozenset({"content-type", "content-encoding", "content-disposition", "accept-ranges"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with something held, and headers beside those that it has."""

    status: int
    held: Held
    more: list[Header]


def of_held(held: Held, status: int = 0, more: list[Header] | None = None) -> Answer:
    """The answer that something held is; `status` 0 for its own."""
    return Answer(status or held.status, held, more or [])


def of_bytes(status: int, headers: list[Header], body: bytes) -> Answer:
    """The answer that is nowhere on the disk."""
    plain = Variant("", len(body), "", headers, body)
    return Answer(status, Held("", (0, 0, 0, 0), None, status, 0, plain, {}), [])


def send(answer: Answer, method: str, asked: Any, proto: Any) -> int:
    """Send the answer to a GET or HEAD with the headers `asked` (RSGI's). Gives the status that went out."""
    variant = answer.held.variant(asked.get("accept-encoding"))
    headers = [*variant.headers, *answer.more] if answer.more else variant.headers
    if answer.status == 200:
        known = asked.get("if-none-match")
        if known is not None and has_already(known, variant.etag):
            proto.response_empty(304, [each for each in headers if each[0] not in _OF_THE_BODY])
            return 304
        wanted = asked.get("range")
        if wanted is not None and method == "GET" and asked.get("if-range") in (None, variant.etag):
            return _send_part(variant, headers, wanted, proto)
    _send_whole(variant, headers, answer.status, method, proto)
    return answer.status


def _send_whole(variant: Variant, headers: list[Header], status: int, method: str, proto: Any) -> None:
    if method == "HEAD":
        proto.response_empty(status, [*headers, ("content-length", str(variant.size))])
    elif variant.body is not None:
        proto.response_bytes(status, headers, variant.body)
    else:
        proto.response_file(status, [*headers, ("content-length", str(variant.size))], variant.path)


def _send_part(variant: Variant, headers: list[Header], wanted: str, proto: Any) -> int:
    try:
        part = part_wanted(wanted, variant.size)
    except ValueError:
        proto.response_empty(416, [*headers, ("content-range", f"bytes */{variant.size}")])
        return 416
    if part is None:
        _send_whole(variant, headers, 200, "GET", proto)
        return 200
    start, end = part
    headers = [*headers, ("content-range", f"bytes {start}-{end - 1}/{variant.size}")]
    if variant.body is not None:
        proto.response_bytes(206, headers, variant.body[start:end])
    else:
        headers.append(("content-length", str(end - start)))
        proto.response_file_range(206, headers, variant.path, start, end)
    return 206
