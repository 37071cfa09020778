"""What kind of file some bytes are, told by the bytes; and one clear line for each kind that is no report."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import UnreadableError

if TYPE_CHECKING:
    from gongkai.annual.reading.formats.archive import Archive

__all__ = ["BinaryKind", "binary_kind"]


class BinaryKind(StrEnum):
    """The kinds of file that are no text and can be read; the old ones are named by their usual ending."""

    PDF = "pdf"
    PICTURE = "picture"
    DOCX = "docx"
    WORKBOOK = "xlsx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_REFUSED = (
    ((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF"), "压缩文件；请先解压"),
    ((b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11"), "音频或视频文件"),
    ((b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"#!AMR", b"\xff\xfb", b"\xff\xf3"), "音频或视频文件"),
    ((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n"), "程序文件"),
    ((b"SQLite format 3\x00",), "数据库文件"),
    ((b"wOFF", b"wOF2", b"OTTO", b"\x00\x01\x00\x00\x00"), "字体文件"),
    ((b"%!PS",), "PostScript 文件；请转为 PDF"),
    ((b"HN\x00", b"CAJ\x00", b"KDH "), "CAJ 文件；请转为 PDF"),
)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_MARK = re.compile(rb"%PDF-\d")
_PDF_MARK_WITHIN = 1024
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")


def binary_kind(data: bytes) -> BinaryKind | None:
    """The kind of a file that is no text; None when it may be text.

    Raises UnreadableError for what is known and is no document: archives, media, programs, locked files.
    """
    if _PDF_MARK.search(data, 0, _PDF_MARK_WITHIN):
        return BinaryKind.PDF
    if data.startswith(_ZIP):
        from gongkai.annual.reading.formats.archive import Archive

        return _package_kind(Archive(data))
    if data.startswith(_OLE):
        return _compound_kind(data)
    if data.startswith(b"{\\rt"):
        return BinaryKind.RTF
    if _is_picture(data):
        return BinaryKind.PICTURE
    _refuse_known(data)
    return None


def _is_picture(data: bytes) -> bool:
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return True
    if data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS:
        return True
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data)


def _refuse_known(data: bytes) -> None:
    for beginnings, what in _REFUSED:
        if data.startswith(beginnings):
            raise _not_a_report(what)
    if data[4:8] == b"ftyp" or data[:4] in (b"RIFF", b"FORM"):
        raise _not_a_report("音频或视频文件")
    if data[257:262] == b"ustar":
        raise _not_a_report("压缩文件；请先解压")


def _not_a_report(what: str) -> UnreadableError:
    kind, _, advice = what.partition("；")
    return UnreadableError(
        f"这是{kind}，不是年度报告；{advice or '请提供网页、Word、PDF、表格或文本形式的报告'}。"
    )


def _package_kind(archive: Archive) -> BinaryKind:
    """What a zip package holds, told by the parts that each format must have."""
    names = archive.names
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return BinaryKind.DOCX
    if "xl/workbook.xml" in archive:
        return BinaryKind.WORKBOOK
    if "xl/workbook.bin" in archive:
        raise UnreadableError("这是二进制工作簿（.xlsb），不能读取；请另存为 .xlsx。")
    if "OFD.xml" in archive:
        raise UnreadableError("这是 OFD 版式文件，不能读取；请转为 PDF 或 Word 再试。")
    if any(name.startswith("ppt/") for name in names):
        raise _not_a_report("演示文稿")
    if "mimetype" in archive and "content.xml" in archive:
        return _open_document_kind(archive)
    if not names:
        raise UnreadableError("压缩包是空的，里面没有文件。")
    raise _not_a_report("压缩文件；请先解压，再提供里面的报告文件")


def _open_document_kind(archive: Archive) -> BinaryKind:
    if b"opendocument.text" in (archive.read("mimetype") or b""):
        return BinaryKind.ODT
    raise UnreadableError("这是开放文档格式的表格或演示文稿，不能读取；请另存为 .xlsx 或 .docx。")


def _compound_kind(data: bytes) -> BinaryKind:
    """What an old office file (OLE2) holds, told by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise UnreadableError("文件有密码保护，无法读取；请去掉密码后再试。")
    if has("WordDocument"):
        return BinaryKind.DOC
    if has("Workbook") or has("Book\x00"):
        return BinaryKind.WORKBOOK
    if has("PowerPoint Document"):
        raise _not_a_report("演示文稿")
    raise UnreadableError("这是旧版办公软件的文件，但不是文字文件也不是表格，无法读取；请另存为 .docx。")
