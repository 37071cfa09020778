"""What the bytes of a PDF tell that pdfium does not: earlier versions, layers switched off, things started."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

__all__ = ["ends_of_versions", "has_hidden_layers", "starts_something"]

_END = re.compile(rb"%%EOF[\r\n]*")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_MAX_STREAMS = 2_000
_MAX_INFLATED = 32 << 20
_MOST_VERSIONS = 5
_HEADER_REACH = 600
_LAYERS = re.compile(rb"/OCProperties\b")
_OFF = re.compile(rb"/OFF\s*\[\s*\d+\s+\d+\s+R|/BaseState\s*/OFF\b")
_STARTS = re.compile(rb"/(?:Launch|JavaScript)\b[\s/<>(]")


def ends_of_versions(data: bytes) -> list[int]:
    """Where earlier versions of the file end, the latest first; empty where it was written in one go."""
    ends = [found.end() for found in _END.finditer(data)]
    return ends[-2::-1][:_MOST_VERSIONS] if len(ends) > 1 else []


def has_hidden_layers(data: bytes) -> bool:
    """Whether there are layers that are switched off when the file is opened."""
    texts = list(_texts(data))
    return any(_LAYERS.search(text) for text in texts) and any(_OFF.search(text) for text in texts)


def starts_something(data: bytes) -> bool:
    """Whether the file holds a script or starts a program."""
    return any(_STARTS.search(text) for text in _texts(data))


def _texts(data: bytes) -> Iterator[bytes]:
    """The file's own bytes, and its packed objects unpacked."""
    yield data
    left = _MAX_INFLATED
    for number, found in enumerate(_OBJECT_STREAM.finditer(data)):
        start = _STREAM.search(data, found.end(), found.end() + _HEADER_REACH)
        if number >= _MAX_STREAMS or left <= 0:
            return
        if start is None:
            continue
        try:
            text = zlib.decompressobj().decompress(data[start.end() :], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
