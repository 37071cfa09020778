"""What kind of file an attachment is, told by its bytes; the name only serves to be compared with it."""

from __future__ import annotations

import re
from enum import StrEnum

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.archive import Archive

__all__ = ["AttachmentKind", "ending_of", "fits_name", "is_program_name", "kind_of"]


class AttachmentKind(StrEnum):
    """The kinds of files that staff attach, or try to."""

    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PDF = "pdf"
    ZIP = "zip"
    PICTURE = "picture"
    PAGE = "html"
    TEXT = "text"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    COMPOUND = "ole"
    BINARY_WORKBOOK = "xlsb"
    OPEN_DOCUMENT = "odf"
    OFD = "ofd"
    RTF = "rtf"
    ARCHIVE = "archive"
    MEDIA = "media"
    PROGRAM = "program"
    LOCKED = "locked"
    EMPTY = "empty"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The words that people read."""
        return _ABOUT[self][0]

    @property
    def endings(self) -> frozenset[str]:
        """The endings of names that go with this kind; empty where any does."""
        return _ABOUT[self][1]


def _about(label: str, endings: str = "") -> tuple[str, frozenset[str]]:
    return label, frozenset(endings.split())


_ABOUT = {
    AttachmentKind.DOCX: _about("Word 文件", "docx docm dotx dotm"),
    AttachmentKind.XLSX: _about("Excel 工作簿", "xlsx xlsm xltx xltm"),
    AttachmentKind.PPTX: _about("演示文稿", "pptx pptm ppsx potx"),
    AttachmentKind.PDF: _about("PDF 文件", "pdf"),
    AttachmentKind.ZIP: _about("ZIP 压缩包", "zip"),
    AttachmentKind.PICTURE: _about("图片", "png jpg jpeg jpe jfif gif bmp webp tif tiff heic heif avif"),
    AttachmentKind.PAGE: _about("网页", "html htm xhtml mht mhtml svg"),
    AttachmentKind.TEXT: _about("文本文件", "txt csv tsv md json xml log geojson yaml yml"),
    AttachmentKind.DOC: _about("旧版 Word 文件", "doc dot wps"),
    AttachmentKind.XLS: _about("旧版 Excel 工作簿", "xls xlt et"),
    AttachmentKind.PPT: _about("旧版演示文稿", "ppt pps dps"),
    AttachmentKind.COMPOUND: _about("旧版办公软件文件"),
    AttachmentKind.BINARY_WORKBOOK: _about("二进制工作簿", "xlsb"),
    AttachmentKind.OPEN_DOCUMENT: _about("开放文档（ODF）", "odt ods odp ott ots"),
    AttachmentKind.OFD: _about("OFD 版式文件", "ofd"),
    AttachmentKind.RTF: _about("RTF 文件", "rtf doc"),
    AttachmentKind.ARCHIVE: _about("压缩文件", "rar 7z gz tgz bz2 xz tar cab"),
    AttachmentKind.MEDIA: _about(
        "音频或视频", "mp3 mp4 m4a m4v mov avi wav wma wmv flv mkv webm ogg amr aac flac"
    ),
    AttachmentKind.PROGRAM: _about("程序文件"),
    AttachmentKind.LOCKED: _about("加了密码的办公文件", "docx xlsx pptx doc xls ppt"),
    AttachmentKind.EMPTY: _about("空文件"),
    AttachmentKind.UNKNOWN: _about("认不出的文件"),
}

_PROGRAM_ENDINGS = _about(
    "",
    "exe com bat cmd scr pif msi dll sys cpl jar apk ipa app deb rpm dmg pkg js jse vbs vbe wsf wsh hta ps1 psm1 "
    "sh reg scf lnk url inf iso img chm hlp gadget application msc py php asp aspx jsp",
)[1]
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")
_PROGRAMS = (b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"dex\n", b"#!")
_SHORTCUT = b"L\x00\x00\x00\x01\x14\x02\x00"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
_MEDIA = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1a\x45\xdf\xa3",
    b"FLV\x01",
    b"0&\xb2u\x8ef\xcf\x11",
    b"\x00\x00\x01\xba",
)
_MEDIA_MORE = (b"\x00\x00\x01\xb3", b"#!AMR", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1")
_COMPOUND, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_MARK = re.compile(rb"%PDF-\d")
_PDF_MARK_WITHIN = 1024
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|svg|meta)[\s>/]", re.IGNORECASE)
_PAGE_WITHIN = 4096
_STREAMS = (
    ("EncryptedPackage", AttachmentKind.LOCKED),
    ("WordDocument", AttachmentKind.DOC),
    ("Workbook", AttachmentKind.XLS),
    ("Book\x00", AttachmentKind.XLS),
    ("PowerPoint Document", AttachmentKind.PPT),
)


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, without its dot; empty where it has none."""
    head, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and head else ""


def is_program_name(name: str) -> bool:
    """Whether a computer would run a file of that name when it is opened."""
    return ending_of(name) in _PROGRAM_ENDINGS


def fits_name(kind: AttachmentKind, name: str) -> bool:
    """Whether a name's ending tells the truth about the content; a name without an ending tells nothing."""
    ending = ending_of(name)
    return not ending or not kind.endings or ending in kind.endings


def kind_of(data: bytes) -> AttachmentKind:
    """The kind of a file by its content. Never raises; TEXT means only that nothing else was recognised."""
    if not data.strip(b"\x00\r\n\t "):
        return AttachmentKind.EMPTY
    if data.startswith(_ZIP):
        return _package_kind(data)
    if data.startswith(_COMPOUND):
        return _compound_kind(data)
    if _is_program(data):
        return AttachmentKind.PROGRAM
    if _PDF_MARK.search(data, 0, _PDF_MARK_WITHIN):
        return AttachmentKind.PDF
    return _simple_kind(data)


def _simple_kind(data: bytes) -> AttachmentKind:
    if data.startswith(b"{\\rt"):
        return AttachmentKind.RTF
    if _is_picture(data):
        return AttachmentKind.PICTURE
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar":
        return AttachmentKind.ARCHIVE
    if data.startswith(_MEDIA + _MEDIA_MORE) or data[4:8] == b"ftyp" or data[:4] in (b"RIFF", b"FORM"):
        return AttachmentKind.MEDIA
    if _PAGE.search(data, 0, _PAGE_WITHIN):
        return AttachmentKind.PAGE
    return AttachmentKind.TEXT


def _is_program(data: bytes) -> bool:
    if data.startswith(b"#!AMR"):
        return False
    return data.startswith((*_PROGRAMS, _SHORTCUT)) or (
        data[:2] == b"MZ" and len(data) > 64 and b"\x00" in data[:64]
    )


def _is_picture(data: bytes) -> bool:
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return True
    if data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS:
        return True
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data)


def _package_kind(data: bytes) -> AttachmentKind:
    """What a zip package holds, told by the parts that each format must have."""
    try:
        archive = Archive(data)
    except UnreadableError:
        return AttachmentKind.ZIP
    names = archive.names
    if "AndroidManifest.xml" in archive or ("META-INF/MANIFEST.MF" in archive and _has(names, r".+\.class")):
        return AttachmentKind.PROGRAM
    if "[Content_Types].xml" in archive:
        return _office_kind(names)
    if "OFD.xml" in archive:
        return AttachmentKind.OFD
    if "mimetype" in archive and "content.xml" in archive:
        return AttachmentKind.OPEN_DOCUMENT
    return AttachmentKind.ZIP


def _office_kind(names: list[str]) -> AttachmentKind:
    if _has(names, r"word/document\d*\.xml"):
        return AttachmentKind.DOCX
    if "xl/workbook.xml" in names:
        return AttachmentKind.XLSX
    if "xl/workbook.bin" in names:
        return AttachmentKind.BINARY_WORKBOOK
    return AttachmentKind.PPTX if "ppt/presentation.xml" in names else AttachmentKind.ZIP


def _has(names: list[str], pattern: str) -> bool:
    return any(re.fullmatch(pattern, name) for name in names)


def _compound_kind(data: bytes) -> AttachmentKind:
    """What an old office file (OLE2) holds, told by the names of its streams."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return AttachmentKind.COMPOUND
