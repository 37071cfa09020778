"""The three standard streams: results go to standard output, words for people to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import BinaryIO, TextIO

__all__ = [
    "OutputClosed",
    "colours",
    "discard_output",
    "prepare",
    "results",
    "say",
    "standard_input",
    "write",
]


class OutputClosed(Exception):  # noqa: N818 - not an error: the reader had enough
    """Nobody reads standard output any more, as after ``| head``."""


def prepare() -> None:
    """Make output UTF-8 whatever the locale says: a C or GBK locale must not garble or stop a result."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def colours(stream: TextIO) -> bool:
    """Whether colour is wanted there: a terminal that knows it, and no NO_COLOR."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def write(text: str) -> None:
    """A line of results on standard output. Raises OutputClosed."""
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError as error:
        raise OutputClosed from error


class _Results:
    """Standard output for bytes, whose breaking pipe has a name of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        try:
            return self.file.write(data)
        except BrokenPipeError as error:
            raise OutputClosed from error

    def flush(self) -> None:
        try:
            self.file.flush()
        except BrokenPipeError as error:
            raise OutputClosed from error


def results() -> BinaryIO:
    """Standard output for results in bytes; only writing and flushing are possible."""
    sys.stdout.flush()
    return _Results(sys.stdout.buffer)  # type: ignore[return-value] # the two methods that exports use


def say(text: str) -> None:
    """A line for people on standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def standard_input() -> BinaryIO:
    """Standard input as bytes."""
    return sys.stdin.buffer


def discard_output() -> None:
    """After the reader has gone: keep the interpreter from failing on what is still buffered."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
