"""Text files and web pages as attachments."""

from __future__ import annotations

import re

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.encoding import decode
from gongkai.annual.reading.formats.markup_limits import prepare
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering

__all__ = ["gather", "gather_page"]

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CONDITIONAL = re.compile(r"\s*\[(?:if|endif)", re.IGNORECASE)
_RUNS = re.compile(r"<script\b|\son\w+\s*=|javascript:", re.IGNORECASE)
_NOT_TEXT = "内容认不出是什么文件，没有检查；请转成 PDF、Word、Excel 或图片再传。"


def gather(data: bytes, gathering: Gathering) -> None:
    """A text file, one piece a line. Raises UnreadableError when it is no text."""
    for number, line in enumerate(_decoded(data).splitlines(), 1):
        gathering.add_text(f"第{number}行", line)


def gather_page(data: bytes, gathering: Gathering) -> None:
    """A web page or SVG drawing: what it shows, and its remarks. Raises UnreadableError."""
    from selectolax.lexbor import LexborHTMLParser

    text = _decoded(data)
    remarks = [found for found in _COMMENT.findall(text) if found.strip() and not _CONDITIONAL.match(found)]
    gathering.add_text("网页源代码的注释", "\n".join(remarks), hidden=True)
    if _RUNS.search(text):
        gathering.add_concern(ConcernKind.ACTIVE_CONTENT, "", "网页里有会自动运行的脚本", content=text)
    tree = LexborHTMLParser(prepare(text.encode("utf-8", "replace")))
    tree.strip_tags(["script", "style"])
    shown = tree.root.text(separator="\n", strip=True) if tree.root is not None else ""
    for number, line in enumerate(shown.splitlines(), 1):
        gathering.add_text(f"第{number}行", line)


def _decoded(data: bytes) -> str:
    try:
        return decode(data).text
    except UnreadableError as error:
        raise UnreadableError(_NOT_TEXT) from error
