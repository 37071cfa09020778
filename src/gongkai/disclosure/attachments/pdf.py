"""PDF files: the text of each page, and what readers of the pages do not see."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.pdfium_lock import PDFIUM_LOCK
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Allowance, Gathering, TooMuchError
from gongkai.disclosure.attachments.pdf_annotations import gather_annotations
from gongkai.disclosure.attachments.pdf_covered import covered_text, is_picture
from gongkai.disclosure.attachments.pdf_source import ends_of_versions, has_hidden_layers, starts_something

__all__ = ["gather"]

_MAX_PAGES = 1_000
_MAX_ATTACHED = 50
_MAX_ATTACHED_BYTES = 64 << 20
_PROPERTY_LABELS = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
}


def gather(data: bytes, gathering: Gathering) -> None:
    """Take a PDF apart. Raises UnreadableError and TooMuchError, with what was gathered before kept."""
    with _opened(data) as document:
        _properties(document, gathering)
        attached = list(_attached(document))
        pages = _gather_pages(document, gathering)
        with PDFIUM_LOCK:
            runs = _has_script(document)
    for name, content in attached:
        _tell_attached(name, content, gathering)
    _earlier_versions(data, pages, gathering)
    if has_hidden_layers(data):
        gathering.add_concern(
            ConcernKind.LAYER,
            "",
            "有默认不显示的图层，打开图层就能看到里面的内容",
            content=data[-4096:].hex(),
        )
    if runs or starts_something(data):
        gathering.add_concern(ConcernKind.ACTIVE_CONTENT, "", "打开时会自动运行脚本或程序", content="script")


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with PDFIUM_LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(_why_unopened(error)) from error
    try:
        yield document
    finally:
        with PDFIUM_LOCK:
            document.close()


def _why_unopened(error: Exception) -> str:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return "PDF 设有打开密码，无法检查；请去掉密码后再传。"
    return "PDF 已损坏或者不完整，无法检查；请重新导出后再传。"


def _properties(document: Any, gathering: Gathering) -> None:
    with PDFIUM_LOCK:
        metadata = document.get_metadata_dict(skip_empty=True)
    for key, label in _PROPERTY_LABELS.items():
        if text := metadata.get(key, "").strip():
            gathering.properties[key] = text
            gathering.add_text(f"文档属性“{label}”", text, hidden=True)


def _gather_pages(document: Any, gathering: Gathering) -> list[str]:
    """The text of each page."""
    with PDFIUM_LOCK:
        count = len(document)
    if not count:
        raise UnreadableError("PDF 里没有一页可以打开，文件可能已损坏；请重新导出后再传。")
    if count > _MAX_PAGES:
        raise TooMuchError(f"PDF 有{count}页，超过{_MAX_PAGES}页，没有检查；请拆成几个文件。")
    texts: list[str] = []
    pictures: list[int] = []
    for index in range(count):
        gathering.allowance.check_time()
        text = _gather_page(document, index, gathering, pictures)
        texts.append(text)
        gathering.add_text(f"第{index + 1}页", text)
    if pictures:
        shown = "、".join(map(str, pictures[:10])) + ("等" if len(pictures) > 10 else "")
        detail = f"第{shown}页是图片（扫描件），上面的文字没有办法自动检查"
        gathering.add_concern(ConcernKind.PICTURE, "", detail, content=f"{pictures}")
    return texts


def _gather_page(document: Any, index: int, gathering: Gathering, pictures: list[int]) -> str:
    import pypdfium2

    place = f"第{index + 1}页"
    with PDFIUM_LOCK:
        try:
            with _page(document, index) as (page, text_page):
                text = str(text_page.get_text_range()).replace("\r\n", "\n")
                covered = covered_text(page.raw, text_page.raw)
                if is_picture(page, text):
                    pictures.append(index + 1)
                gather_annotations(page.raw, place, gathering)
        except pypdfium2.PdfiumError:
            gathering.add_concern(ConcernKind.UNREADABLE_PART, place, "这一页已损坏，没有检查", content=place)
            return ""
    if covered:
        detail = "色块遮盖的文字没有真正删除，复制出来就能看到"
        gathering.add_concern(ConcernKind.COVERED_TEXT, place, detail, quoted=covered)
    return text


@contextmanager
def _page(document: Any, index: int) -> Iterator[tuple[Any, Any]]:
    """A page and its text, closed afterwards while the lock is still held."""
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            yield page, text_page
        finally:
            text_page.close()
    finally:
        page.close()


def _attached(document: Any) -> Iterator[tuple[str, bytes | None]]:
    """Name and content of the files attached within; None where one cannot be taken out."""
    import pypdfium2.raw as pdfium

    with PDFIUM_LOCK:
        for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document.raw), _MAX_ATTACHED)):
            attachment = pdfium.FPDFDoc_GetAttachment(document.raw, index)
            size = pdfium.FPDFAttachment_GetName(attachment, None, 0)
            name = ctypes.create_string_buffer(max(size, 2))
            pdfium.FPDFAttachment_GetName(
                attachment, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), size
            )
            yield name.raw[: max(size - 2, 0)].decode("utf-16-le", "replace"), _content(attachment)


def _content(attachment: Any) -> bytes | None:
    import pypdfium2.raw as pdfium

    length = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, length) or length.value > _MAX_ATTACHED_BYTES:
        return None
    content = ctypes.create_string_buffer(max(length.value, 1))
    if not pdfium.FPDFAttachment_GetFile(attachment, content, length.value, length):
        return None
    return content.raw[: length.value]


def _tell_attached(name: str, content: bytes | None, gathering: Gathering) -> None:
    place = f"PDF 内附件《{name or '没有名称'}》"
    if content is None:
        gathering.add_concern(ConcernKind.UNREADABLE_PART, place, "取不出来，没有检查", content=name)
        return
    found = gathering.add_file(content, name, place, hidden=True)
    detail = f"PDF 里面附着一个文件（{found.kind.label}）"
    quoted = found.pieces[0].text if found.pieces else ""
    gathering.add_concern(ConcernKind.EMBEDDED_FILE, place, detail, quoted=quoted, content=found.digest)


def _has_script(document: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0)


def _earlier_versions(data: bytes, pages: list[str], gathering: Gathering) -> None:
    """What a save kept of the version before it, if it says something that the last one does not."""
    now = "".join("".join(pages).split())
    gone: dict[str, None] = {}
    for end in ends_of_versions(data):
        for line in _lines_of(data[:end], gathering.allowance):
            if "".join(line.split()) not in now:
                gone.setdefault(line)
    if gone:
        content = "\n".join(gone)
        gathering.add_text("以前保存的版本", content, hidden=True)
        detail = f"保留着以前的版本，其中{len(gone)}行文字在现在的版本里已经没有"
        gathering.add_concern(
            ConcernKind.EARLIER_VERSION, "", detail, quoted=next(iter(gone)), content=content
        )


def _lines_of(data: bytes, allowance: Allowance) -> list[str]:
    import pypdfium2

    lines: list[str] = []
    try:
        with _opened(data) as document, PDFIUM_LOCK:
            for index in range(min(len(document), _MAX_PAGES)):
                allowance.check_time()
                with _page(document, index) as (_, text_page):
                    lines += text_page.get_text_range().split("\n")
    except (UnreadableError, pypdfium2.PdfiumError):
        return lines
    return [line.strip() for line in lines if line.strip()]
