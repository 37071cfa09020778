"""PDF with text: characters and rulings of each page become paragraphs and grids.

Pages without text of their own are recognised where the extra ``gongkai[ocr]`` is installed, else listed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gongkai.annual.reading.blocks import Document, Kind, Picture, UnreadableError
from gongkai.annual.reading.formats import picture
from gongkai.annual.reading.formats.page import Image, Page, compose
from gongkai.annual.reading.formats.page_text import Glyph
from gongkai.annual.reading.formats.pdf_glyphs import is_garbled, read_glyphs, upright
from gongkai.annual.reading.formats.pdf_ruling import Box, Drawing, read_drawing
from gongkai.annual.reading.formats.pdfium_lock import PDFIUM_LOCK

__all__ = ["read"]

# Beyond these a file is no report, and reading on would only cost time and memory.
_MOST_PAGES = 200
_MOST_SECONDS = 60.0
# Recognition takes seconds a page, and its time does not count above.
_MOST_RECOGNISED = 40
_MOST_CHARACTERS = 300_000
_MOST_CHARACTERS_A_PAGE = 20_000
_MOST_OBJECTS_A_PAGE = 60_000
# An image of this share of the page makes it a picture, if there is next to no text beside it.
_PICTURE_SHARE = 0.4
_MOST_CHARACTERS_ON_PICTURE = 30
# So many paths and no text: letters drawn as outlines.
_OUTLINES = 200
_MOST_ANNOTATIONS = 2_000
# An image of these parts of the page's width and height may be a table.
_TABLE_WIDTH, _TABLE_HEIGHT = 0.4, 0.06


def read(data: bytes) -> Document:
    """The pages of a PDF as paragraphs, grids and pictures in reading order.

    Pages that are only pictures are listed in ``picture_pages``; where recognition is installed their blocks
    are there too, and a warning says that they have to be confirmed. Raises UnreadableError where the file
    is no PDF, is damaged, or asks for a password.
    """
    document = Document(Kind.PDF)
    with _opened(data) as pdf:
        with PDFIUM_LOCK:
            metadata = pdf.get_metadata_dict(skip_empty=True)
        document.metadata = {key.lower(): value for key, value in metadata.items()}
        document.title = document.metadata.get("title", "")
        pages = _read_pages(pdf, document)
    document.blocks = compose(pages)
    _tell_pictures(document, pages)
    return document


def _read_pages(pdf: Any, document: Document) -> list[Page]:
    """All pages; those before the limit where there is too much, which a warning says."""
    with PDFIUM_LOCK:
        count = len(pdf)
    pages: list[Page] = []
    characters, recognised, seconds = 0, 0, 0.0
    for index in range(count):
        if index >= _MOST_PAGES or characters > _MOST_CHARACTERS or seconds > _MOST_SECONDS:
            document.warnings.append(f"文件太大，共{count}页，只读了前{index}页")
            break
        started = time.monotonic()
        page, image = _read_page(pdf, index, document, may_recognise=recognised < _MOST_RECOGNISED)
        seconds += time.monotonic() - started
        if image is not None:
            page = picture.recognised(image, page)
            recognised += 1
            if recognised == _MOST_RECOGNISED:
                document.warnings.append(f"图片太多，只识别了前{recognised}张")
        pages.append(page)
        characters += len(page.glyphs)
    return pages


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with PDFIUM_LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(_why_unopened(error)) from error
        try:
            count = len(pdf)
        except pypdfium2.PdfiumError:
            count = 0
        if not count:
            pdf.close()
            raise UnreadableError("PDF 里没有一页可以打开，文件可能已损坏；请重新下载或者重新导出")
    try:
        yield pdf
    finally:
        with PDFIUM_LOCK:
            pdf.close()


def _why_unopened(error: Exception) -> str:
    import pypdfium2.raw as pdfium

    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        return "PDF 设有打开密码，无法读取；请去掉密码后再试"
    if code == pdfium.FPDF_ERR_SECURITY:
        return "PDF 的加密方式不受支持，无法读取；请去掉加密后再试"
    return "PDF 已损坏或者不完整，无法打开；请重新下载或者重新导出"


def _read_page(pdf: Any, index: int, document: Document, may_recognise: bool) -> tuple[Page, Any]:
    """One page; and its bitmap where it is a picture that can be recognised, else None."""
    import pypdfium2

    number = index + 1
    image = None
    with PDFIUM_LOCK:
        try:
            with _page(pdf, index) as raw:
                page = _take_apart(raw, number, document)
                if page.is_picture and may_recognise and picture.can_recognise():
                    image = picture.rendered(raw)
        except pypdfium2.PdfiumError:
            document.warnings.append(f"第{number}页已损坏，没有读出")
            return Page(number, 0.0, 0.0), None
    return page, image


@contextmanager
def _page(pdf: Any, index: int) -> Iterator[Any]:
    """The page with what was typed or filled in upon it: annotations become a part of what is printed."""
    import pypdfium2.raw as pdfium

    raw = pdf[index]
    try:
        if _has_typed_annotations(raw):
            pdfium.FPDFPage_Flatten(raw, pdfium.FLAT_PRINT)
            raw.close()
            raw = pdf[index]
        yield raw
    finally:
        raw.close()


def _has_typed_annotations(raw: Any) -> bool:
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFPage_GetAnnotCount(raw), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP):
            return True
    return False


def _take_apart(raw: Any, number: int, document: Document) -> Page:
    text_page = raw.get_textpage()
    try:
        frame = upright(text_page, raw.get_bbox())
        glyphs = read_glyphs(text_page, frame, _MOST_CHARACTERS_A_PAGE)
    finally:
        text_page.close()
    drawing = read_drawing(raw.raw, frame.to_page, _MOST_OBJECTS_A_PAGE)
    if drawing.cut_short:
        document.warnings.append(f"第{number}页的图形太多，只看了前{_MOST_OBJECTS_A_PAGE}个")
    page = Page(number, frame.width, frame.height)
    if is_garbled(glyphs):
        document.warnings.append(f"第{number}页的文字编码有误，取出的不是印出的字，按图片处理")
        page.is_picture = True
        return page
    if any(glyph.text == "\ufffd" for glyph in glyphs):
        document.warnings.append(f"第{number}页有些字的编码缺失，取不出，以“\ufffd”代替")
    page.glyphs, page.rulings = glyphs, drawing.rulings
    page.is_picture = _is_picture(page, drawing)
    page.images = [] if page.is_picture else _images_like_tables(page, drawing)
    return page


def _is_picture(page: Page, drawing: Drawing) -> bool:
    if len(page.glyphs) > _MOST_CHARACTERS_ON_PICTURE:
        return False
    area = page.width * page.height
    covered = sum((box.right - box.left) * (box.bottom - box.top) for box in drawing.images)
    return covered > _PICTURE_SHARE * area or (not page.glyphs and drawing.paths > _OUTLINES)


def _images_like_tables(page: Page, drawing: Drawing) -> list[Image]:
    """Images that may be a table or a paragraph: wide, and with no text printed over them."""
    found = []
    for box in drawing.images:
        is_wide = box.right - box.left > _TABLE_WIDTH * page.width
        is_high = box.bottom - box.top > _TABLE_HEIGHT * page.height
        if is_wide and is_high and not any(_is_over(glyph, box) for glyph in page.glyphs):
            found.append(Image(*box))
    return found


def _is_over(glyph: Glyph, box: Box) -> bool:
    across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return box.left < across < box.right and box.top < down < box.bottom


def _tell_pictures(document: Document, pages: list[Page]) -> None:
    document.picture_pages = [page.number for page in pages if page.is_picture]
    if not document.picture_pages:
        return
    which = "、".join(map(str, document.picture_pages))
    if picture.can_recognise():
        document.warnings.append(f"第{which}页是图片，文字由识别得来，须对照原件确认")
    else:
        document.warnings.append(f"第{which}页是图片，没有文字；{picture.HOW_TO_INSTALL}")
        for number in document.picture_pages:
            document.blocks.insert(_end_of(document, number), Picture(page=number))


def _end_of(document: Document, number: int) -> int:
    """Where the blocks of a page end."""
    later = (index for index, block in enumerate(document.blocks) if (block.page or 0) > number)
    return next(later, len(document.blocks))
