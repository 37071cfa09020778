"""Which files a list of paths means, in which order, and how each of them is read."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.report import AnnualReport
from gongkai.annual.system_errors import reason_of

__all__ = [
    "DOCUMENT_ENDINGS",
    "STANDARD_INPUT",
    "STREAM_LIMIT",
    "Source",
    "collect",
    "on_one_line",
    "readable_name",
]

STANDARD_INPUT = "-"

DOCUMENT_ENDINGS = frozenset(
    {
        *(".html", ".htm", ".shtml", ".xhtml"),
        *(".docx", ".doc", ".pdf"),
        *(".md", ".markdown", ".txt", ".text"),
        *(".csv", ".tsv", ".xlsx", ".xls"),
        *(".json", ".jsonl"),
    }
)
"""What is taken from a folder. Pictures are not: in a folder they illustrate a page; named, they are tried."""

_DATA_ENDINGS = frozenset({".json", ".jsonl"})

STREAM_LIMIT = 256 * 2**20
"""The most bytes that are taken from a pipe, which says nothing of its size beforehand."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    ``name`` is the path as given or found, and ``-`` for standard input. The content is that file's, or
    ``data`` where it came through a pipe. ``found`` is true where the source was not named but met in a
    folder. ``problem`` is one Chinese line where it is known beforehand that there is nothing to read.
    """

    name: str
    data: bytes | None = None
    found: bool = False
    problem: str | None = None

    @property
    def shown(self) -> str:
        """The name for people, on one line."""
        return "标准输入" if self.name == STANDARD_INPUT else on_one_line(readable_name(self.name))

    def read(self) -> list[AnnualReport]:
        """The reports in this source; none where a data file in a folder holds no report.

        Raises UnreadableError, with what it is and what to do.
        """
        if self.problem is not None:
            raise UnreadableError(self.problem)
        # Reading brings in the parsers; collecting sources does without.
        from gongkai.annual.reading import read_bytes

        data = self._content()
        if self.found and self._is_other_data(data):
            return []
        return read_bytes(data, None if self.name == STANDARD_INPUT else readable_name(self.name))

    def _content(self) -> bytes:
        if self.data is not None:
            return self.data
        try:
            return Path(self.name).read_bytes()
        except OSError as error:
            raise UnreadableError(reason_of(error)) from error

    def _is_other_data(self, data: bytes) -> bool:
        """Whether this is JSON of something else, as folders hold for purposes of their own."""
        ending = Path(self.name).suffix.lower()
        if ending not in _DATA_ENDINGS:
            return False
        first = data.lstrip().split(b"\n", 1)[0] if ending == ".jsonl" else data
        try:
            content = json.loads(first)
        except ValueError:
            return False
        if isinstance(content, list):
            content = content[0] if content else None
        return not (isinstance(content, dict) and "tables" in content and "edition" in content)


def readable_name(name: str) -> str:
    """A file's name as text for people and for results.

    In a locale without Chinese, Python sees only the bytes of a UTF-8 name; an archive packed on a Chinese
    Windows leaves names in GBK. Bytes that are neither are replaced.
    """
    data = os.fsencode(name)
    try:
        return data.decode()
    except UnicodeDecodeError:
        if name.isprintable():
            return name
    return data.decode("gb18030", "replace")


def on_one_line(text: str) -> str:
    """The text with its control signs, line breaks among them, as escapes: for a line of a screen or a log.

    A name may hold any of them; a line break in it would make two lines of one, an escape would paint the
    terminal.
    """
    if text.isprintable():
        return text
    return "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text
    )


def collect(paths: Iterable[str], standard_input: BinaryIO | None = None) -> Iterator[Source]:
    """The sources that paths mean, in the order given; folders are walked in the order of names.

    ``-`` is what ``standard_input`` holds. A path that leads to nothing gives a source that says so when it
    is read.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _streamed(STANDARD_INPUT, standard_input)
        elif _is_folder(path):
            yield from _in_folder(path)
        else:
            yield _named(path)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        # What is wrong with it is told when it is read.
        return False


def _named(name: str) -> Source:
    path = Path(name)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError) as error:
        problem = reason_of(error) if isinstance(error, OSError) else "这不是一个可用的路径"
        return Source(name, problem=problem)
    if regular:
        return Source(name)
    # A pipe such as <(command) belongs to this process; a worker could not open it.
    try:
        with path.open("rb") as stream:
            return _streamed(name, stream)
    except OSError as error:
        return Source(name, problem=reason_of(error))


def _streamed(name: str, stream: BinaryIO | None) -> Source:
    data = stream.read(STREAM_LIMIT + 1) if stream is not None else b""
    if len(data) > STREAM_LIMIT:
        return Source(name, problem=f"内容超过 {STREAM_LIMIT // 2**20} MB，不像一份年度报告")
    return Source(name, data=data)


def _in_folder(folder: str) -> Iterator[Source]:
    problems: list[Source] = []

    def note(error: OSError) -> None:
        problems.append(Source(error.filename or folder, problem=reason_of(error), found=True))

    empty = True
    for root, directories, names in os.walk(folder, onerror=note):
        directories[:] = sorted(name for name in directories if not name.startswith("."))
        for name in sorted(names):
            if _is_document(name):
                empty = False
                yield Source(os.path.join(root, name), found=True)  # noqa: PTH118 - keeps "./" as given
    yield from problems
    if empty and not problems:
        kinds = "网页、Word、PDF、Markdown、文本、表格"
        yield Source(folder, problem=f"文件夹里没有能读取的文件（{kinds}）")


def _is_document(name: str) -> bool:
    # "~$" are the lock files of Word and WPS.
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in DOCUMENT_ENDINGS
