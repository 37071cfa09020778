"""The three standard streams: results go to standard output, words for people to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from gongkai.annual.system_errors import reason_of

__all__ = [
    "OutputClosed",
    "OutputFailed",
    "colours",
    "discard_output",
    "finish",
    "prepare",
    "results",
    "say",
    "standard_input",
    "write",
]


class OutputClosed(Exception):
    """Nobody reads standard output any more, as after ``| head``."""


class OutputFailed(Exception):
    """Standard output takes nothing more, as on a full disk; the text is one Chinese phrase."""


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        raise OutputFailed(reason_of(error)) from error


def prepare() -> None:
    """Make output UTF-8 whatever the locale says: a C or GBK locale must not garble or stop a result."""
    # Where a stream is closed (>&-, a service without a terminal) Python has None for it.
    sys.stdin, sys.stdout, sys.stderr = (
        stream if stream is not None else Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )
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
    """A line of results on standard output. Raises OutputClosed, OutputFailed."""
    with _named_failures():
        sys.stdout.write(text + "\n")


def finish() -> None:
    """Let out what is still buffered. Raises OutputClosed, OutputFailed."""
    with _named_failures():
        sys.stdout.flush()


class _Results:
    """Standard output for bytes, whose failures have names of their own."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        with _named_failures():
            return self.file.write(data)

    def flush(self) -> None:
        with _named_failures():
            self.file.flush()


def results() -> BinaryIO:
    """Standard output for results in bytes; only writing and flushing are possible."""
    finish()
    return _Results(sys.stdout.buffer)  # type: ignore[return-value] # the two methods that exports use


def say(text: str) -> None:
    """A line for people on standard error."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def standard_input() -> BinaryIO:
    """Standard input as bytes."""
    return sys.stdin.buffer


def discard_output() -> None:
    """After the reader has gone: keep the interpreter from failing on what is still buffered."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
