"""A file is looked through: its kind by content, its text, what is hidden in it, and whether the name is true."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.system_errors import reason_of
from gongkai.disclosure.attachments import package, pdf, picture, slides, word, workbook, written_text
from gongkai.disclosure.attachments.extract import Concern, ConcernKind, Extract
from gongkai.disclosure.attachments.gathering import Allowance, Gathering, TooMuchError
from gongkai.disclosure.attachments.kinds import (
    AttachmentKind,
    ending_of,
    fits_name,
    is_program_name,
    kind_of,
)

__all__ = ["MAX_BYTES", "REFUSALS", "inspect"]

MAX_BYTES = 128 << 20
"""Larger files are not looked through, and so may not go out unseen."""

_READERS: dict[AttachmentKind, Callable[[bytes, Gathering], None]] = {
    AttachmentKind.DOCX: word.gather,
    AttachmentKind.XLSX: workbook.gather,
    AttachmentKind.PPTX: slides.gather,
    AttachmentKind.PDF: pdf.gather,
    AttachmentKind.ZIP: package.gather,
    AttachmentKind.PICTURE: picture.gather,
    AttachmentKind.PAGE: written_text.gather_page,
    AttachmentKind.TEXT: written_text.gather,
}
REFUSALS = {
    AttachmentKind.DOC: "旧版 Word 文件（.doc、.wps）没有办法检查；请另存为 .docx 或 PDF 再传。",
    AttachmentKind.XLS: "旧版 Excel 文件（.xls、.et）没有办法检查；请另存为 .xlsx 再传。",
    AttachmentKind.PPT: "旧版演示文稿没有办法检查；请另存为 .pptx 或 PDF 再传。",
    AttachmentKind.COMPOUND: "旧版办公软件的文件没有办法检查；请另存为 .docx、.xlsx 或 PDF 再传。",
    AttachmentKind.BINARY_WORKBOOK: "二进制工作簿（.xlsb）没有办法检查；请另存为 .xlsx 再传。",
    AttachmentKind.OPEN_DOCUMENT: "开放文档格式的文件没有办法检查；请另存为 .docx、.xlsx 或 PDF 再传。",
    AttachmentKind.OFD: "OFD 文件没有办法检查；请同时转为 PDF 上传，或由人看过后说明。",
    AttachmentKind.RTF: "RTF 文件没有办法检查；请另存为 .docx 再传。",
    AttachmentKind.ARCHIVE: "这种压缩文件没有办法检查；请解开后分别上传，或改用 ZIP。",
    AttachmentKind.MEDIA: "音频和视频没有办法自动检查；请由人听过、看过后说明。",
    AttachmentKind.PROGRAM: "程序文件不能作为附件，没有检查；请删去。",
    AttachmentKind.LOCKED: "文件加了密码，没有办法检查；请去掉密码后再传。",
    AttachmentKind.EMPTY: "文件是空的，里面没有内容；请检查后再传。",
    AttachmentKind.UNKNOWN: "认不出是什么文件，没有检查；请转成 PDF、Word、Excel 或图片再传。",
}
"""Why a kind of file is not looked through, and what to do, a sentence each."""
_FAILED = "检查这个文件时出了意外，没有检查完；请用原软件另存一份再传，仍不行请告诉系统管理员。"


def inspect(source: bytes | Path, name: str = "", *, seconds: float | None = None) -> Extract:
    """Look a file through, given as bytes or a path; ``name`` is the name that readers will see.

    Never raises for a file, whatever is in it: one that cannot be looked through has ``failed`` set to a Chinese
    sentence, along with all that was found before. ``seconds`` limits the time that is taken, nested files
    included.
    """
    if isinstance(source, Path):
        name = name or source.name
        try:
            if source.stat().st_size > MAX_BYTES:
                return Extract(name, AttachmentKind.UNKNOWN, failed=_too_large(), size=source.stat().st_size)
            source = source.read_bytes()
        except OSError as error:
            failed = f"文件打不开，没有检查：{reason_of(error)}。"
            return Extract(name, AttachmentKind.UNKNOWN, failed=failed)
    allowance = Allowance() if seconds is None else Allowance(seconds)
    return _inspect(source, name, allowance, 0)


def _inspect(data: bytes, name: str, allowance: Allowance, depth: int) -> Extract:
    gathering = Gathering(allowance, depth, _inspect)
    kind, failed = AttachmentKind.UNKNOWN, None
    try:
        if len(data) > MAX_BYTES:
            raise TooMuchError(_too_large())
        kind = kind_of(data)
        reader = _READERS.get(kind)
        if reader is None:
            raise UnreadableError(REFUSALS[kind])
        reader(data, gathering)
    except (UnreadableError, TooMuchError) as error:
        failed = _as_a_check(str(error))
    except Exception:  # a file that nobody foresaw must block, not break the page it is shown on
        logging.getLogger(__name__).exception("attachment could not be inspected")
        failed = _FAILED
    if failed is not None and kind is AttachmentKind.TEXT:
        kind = AttachmentKind.UNKNOWN
    return Extract(
        name=name,
        kind=kind,
        pieces=tuple(gathering.pieces),
        concerns=(*_name_concerns(kind, name, data), *gathering.concerns),
        failed=failed,
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        properties=gathering.properties,
    )


def _too_large() -> str:
    return f"文件超过{MAX_BYTES >> 20}MB，没有检查；请拆成几个文件。"


def _as_a_check(sentence: str) -> str:
    """The readers that the annual report shares speak of reading; here it is a check that was not made."""
    return (
        sentence.replace("无法读取", "无法检查").replace("没有读取", "没有检查").replace("后再试", "后再传")
    )


def _name_concerns(kind: AttachmentKind, name: str, data: bytes) -> list[Concern]:
    content = hashlib.sha256(data).hexdigest()
    if kind is AttachmentKind.PROGRAM or is_program_name(name):
        detail = "是程序或脚本，在别人的电脑上会运行"
        return [Concern(ConcernKind.EXECUTABLE, "", detail, name, content)]
    if not fits_name(kind, name):
        detail = f"名称的后缀是“.{ending_of(name)}”，内容却是{kind.label}"
        return [Concern(ConcernKind.WRONG_ENDING, "", detail, name, content)]
    return []
