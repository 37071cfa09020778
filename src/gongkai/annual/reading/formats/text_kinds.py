"""Which kind of text a text is: told by what is in it; the name's ending only settles what is left open."""

from __future__ import annotations

import re
from enum import StrEnum

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.csv_text import delimiter_of
from gongkai.annual.reading.formats.markdown_tables import looks_like_pipe_tables

__all__ = ["TextKind", "is_page", "text_kind"]


class TextKind(StrEnum):
    """The kinds of text; WORD_XML is what Word 2003 saved as XML."""

    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"
    TEXT = "text"
    WORD_XML = "xml"


_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)[\s>/]", re.IGNORECASE)
_BEGINNING = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*"
    r"<(?:!doctype|html|head|body|meta|title|div|p|table|span|center|h[1-6]|section|article|font|tbody|tr|a|ul|ol|"
    r"script|style|link|main|form|pre|b|strong|img|br|frameset|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAG = re.compile(r"</(?:p|div|td)>|<br\s*/?>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s*\S", re.MULTILINE)
_LOOKED_AT = 65_536
_MARKDOWN_ENDINGS, _CSV_ENDINGS = (".md", ".markdown", ".mkd"), (".csv", ".tsv")
_MANY_BLOCK_TAGS = 5
_MIN_CSV_LINES = 3


def is_page(data: bytes) -> bool:
    """Whether bytes are plainly a web page, so that no other kind need be thought of."""
    return _PAGE.search(data, 0, 4096) is not None


def text_kind(text: str, name: str) -> TextKind:
    """The kind of a text that is not plainly a web page; raises UnreadableError for JSON and other XML."""
    start = text[:_LOOKED_AT]
    _refuse_json(start)
    if start.lstrip().startswith("<?xml"):
        kind = _xml_kind(start)
        if kind is not None:
            return kind
    if name.endswith(_MARKDOWN_ENDINGS):
        return TextKind.MARKDOWN
    if _BEGINNING.match(start) or len(_BLOCK_TAG.findall(start)) >= _MANY_BLOCK_TAGS:
        return TextKind.MARKDOWN if _MARKDOWN_HEADING.search(start) else TextKind.HTML
    if _TABLE_TAG.search(text) or looks_like_pipe_tables(text):
        return TextKind.MARKDOWN
    return TextKind.CSV if name.endswith(_CSV_ENDINGS) or _is_csv(start) else TextKind.TEXT


def _is_csv(text: str) -> bool:
    """Whether a text without a telling name is CSV: most of its lines cut alike by commas or semicolons."""
    return text.count("\n") >= _MIN_CSV_LINES - 1 and delimiter_of(text) in (",", ";")


def _refuse_json(start: str) -> None:
    if re.match(r'\s*(?:\{\s*"|\[\s*[{"\[])', start):
        raise UnreadableError(
            "这是 JSON 数据，但不是本程序的年度报告；请提供报告原文，或由本程序写出的 JSON。"
        )


def _xml_kind(start: str) -> TextKind | None:
    if "w:wordDocument" in start or "pkg:package" in start:
        return TextKind.WORD_XML
    if _BEGINNING.match(start) or "http://www.w3.org/1999/xhtml" in start:
        return TextKind.HTML
    raise UnreadableError("这是 XML 数据，不是年度报告；请提供网页、Word、PDF、表格或文本形式的报告。")
