"""What a source is that is no annual report, said in one line: another page, a blank form, an older form, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.annual.reading.blocks import Document, Paragraph, UnreadableError
from gongkai.annual.reading.recognition.garbled import is_garbled
from gongkai.annual.reading.recognition.pieces import Piece

__all__ = ["blank_form", "is_older_form", "older_form", "refuse"]

_OLDER = re.compile(
    r"指标名称|统计指标|主动公开政府信息数|收到申请数|申请办结数|按时办结数|同意公开答复数|依申请公开信息目录数"
)
_DOCUMENT_LINK = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|rtf)(?:$|[?#])", re.IGNORECASE)
_REPORT_WORDS = re.compile(r"年度报告|年报")


def is_older_form(pieces: Sequence[Piece]) -> bool:
    """True for the statistics form of the reports before 2019."""
    return len(set(_OLDER.findall(_words_of(pieces)))) >= 2


def _words_of(pieces: Sequence[Piece]) -> str:
    """All that is printed: the running text, then the tables."""
    text = "".join(piece.text for piece in pieces)
    grids = "".join(
        cell.text
        for piece in pieces
        if piece.grid
        for row in range(len(piece.grid.rows))
        for cell in piece.grid.anchors(row)
    )
    return text + grids


def refuse(document: Document, pieces: Sequence[Piece]) -> UnreadableError:
    """The error for a document in which no report was found."""
    if is_older_form(pieces):
        return older_form()
    if is_garbled(_words_of(pieces)):
        return UnreadableError(
            "文字是乱码：原文曾按错误的编码打开又保存，已经失真；请从原网页或原文件重新保存后再读"
        )
    if document.scripted:
        return UnreadableError(
            "网页正文由脚本载入，文件里没有内容；请在浏览器中打开后另存完整网页，或复制正文"
        )
    links = [link for link in document.links if _DOCUMENT_LINK.search(link.target)]
    named = [link for link in links if _REPORT_WORDS.search(link.text)] or links
    words = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    if named and words < 3_000:
        return UnreadableError(
            f"页面只有指向文件的链接，报告在附件里：{named[0].text.strip() or '附件'}（{named[0].target}）；请下载后再读"
        )
    if any(piece.picture for piece in pieces) and words < 600:
        return UnreadableError(
            "内容是图片，没有文字可读；请改用文字版，或安装文字识别：pip install 'gongkai[ocr]'"
        )
    if words == 0 and not any(piece.grid for piece in pieces):
        return UnreadableError("里面没有文字")
    return UnreadableError("不是政府信息公开工作年度报告：找不到三张法定表格，也找不到六个部分的标题")


def older_form() -> UnreadableError:
    """The error for a report of before 2019."""
    return UnreadableError(
        "是2019年以前旧表样的年度报告，没有现行表格，本程序不读取；请找2019年度及以后的报告"
    )


def blank_form() -> UnreadableError:
    """The error for the official form with nothing filled in."""
    return UnreadableError("是空白表样，一个数也没有填；填好后再读")
