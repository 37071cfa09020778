"""Any source becomes a document of blocks: its kind is found by content, then the reader of that kind."""

from __future__ import annotations

from gongkai.annual.reading.blocks import Document, UnreadableError
from gongkai.annual.reading.formats.limits import MAX_SOURCE_BYTES, MAX_TEXT_BYTES, refuse_over

# The readers are imported where they are called: each brings a library that the others do not need.

__all__ = ["open_source"]

_PAGE_BYTES_LOOKED_AT = 4096


def open_source(data: bytes, name: str | None = None) -> Document:
    """Take a source of any format apart into blocks.

    ``name`` is the file's name, if it has one; its ending is only a hint between kinds of text. Raises
    UnreadableError, with one Chinese line that says what the source is and what to do, for anything that
    cannot be read as a document.
    """
    refuse_over(MAX_SOURCE_BYTES, len(data), "文件")
    if not data[:_PAGE_BYTES_LOOKED_AT].strip() and not data.strip():
        raise UnreadableError("文件是空的，里面没有内容。" if not data else "文件里只有空白，没有内容。")
    from gongkai.annual.reading.formats.text_kinds import is_page

    if data[:1] in b"<\xef \r\n" and is_page(data):
        return _open_page(data)
    from gongkai.annual.reading.formats.kinds import binary_kind

    kind = binary_kind(data)
    return _open_text(data, (name or "").lower()) if kind is None else _open_binary(data, kind.value)


def _open_page(data: bytes) -> Document:
    from gongkai.annual.reading.formats import html
    from gongkai.annual.reading.formats.encoding import decode

    decoded = decode(data)
    damaged = decoded.damaged
    utf8 = data if decoded.encoding == "utf-8" else decoded.text.encode("utf-8", "replace")
    del decoded  # its text is twice the size of the page, and no longer needed while the page is parsed
    return _noting_damage(html.read(utf8), damaged)


def _open_binary(data: bytes, kind: str) -> Document:
    if kind == "pdf":
        from gongkai.annual.reading.formats import pdf

        return pdf.read(data)
    if kind == "picture":
        from gongkai.annual.reading.formats import picture

        return picture.read(data)
    if kind == "docx":
        from gongkai.annual.reading.formats import docx

        return docx.read(data)
    if kind == "xlsx":
        from gongkai.annual.reading.formats import sheet

        return sheet.read_workbook(data)
    from gongkai.annual.reading.formats import legacy

    return legacy.read(data, kind)


def _open_text(data: bytes, name: str) -> Document:
    from gongkai.annual.reading.formats.encoding import decode
    from gongkai.annual.reading.formats.mail_archive import is_web_archive, page_of
    from gongkai.annual.reading.formats.text_kinds import TextKind, is_page, text_kind

    if is_web_archive(data):
        return _open_page(page_of(data))
    decoded = decode(data)
    if is_page(decoded.text[:_PAGE_BYTES_LOOKED_AT].encode("utf-8", "replace")) and not name.endswith(".md"):
        return _open_page(data)
    kind = text_kind(decoded.text, name)
    if kind is TextKind.HTML:
        return _open_page(data)
    if kind is TextKind.WORD_XML:
        from gongkai.annual.reading.formats import legacy

        return legacy.read(data, kind.value)
    refuse_over(MAX_TEXT_BYTES, len(data), "文本文件")
    return _noting_damage(_read_text(decoded.text, kind.value), decoded.damaged)


def _read_text(text: str, kind: str) -> Document:
    if kind == "markdown":
        from gongkai.annual.reading.formats import markdown

        return markdown.read(text)
    if kind == "csv":
        from gongkai.annual.reading.formats import csv_text

        return csv_text.read(text)
    from gongkai.annual.reading.formats import text as plain_text

    return plain_text.read(text)


def _noting_damage(document: Document, damaged: bool) -> Document:
    if damaged:
        document.warnings.append("文件里有几处字符已损坏，无法还原。")
    return document
