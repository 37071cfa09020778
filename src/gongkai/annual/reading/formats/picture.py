"""Pictures of pages: text recognised offline, rulings found in the bitmap, then the same way as a PDF.

Needs the extra ``gongkai[ocr]`` (rapidocr, whose models come in its package, and with it numpy, OpenCV and
Pillow). What was recognised has always to be confirmed by a person, and a warning says so.
"""

from __future__ import annotations

import io
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gongkai.annual.reading.blocks import Document, Kind, UnreadableError
from gongkai.annual.reading.formats.page import Page, compose

__all__ = ["HOW_TO_INSTALL", "can_recognise", "read", "recognised", "rendered"]

HOW_TO_INSTALL = "要识别图片里的字，请先安装：pip install 'gongkai[ocr]'"

# The recogniser was trained on text of about this size; more dots only take more time.
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 4_000
_MOST_PIXELS = 100_000_000
_MOST_FRAMES = 50
# The width of A4 in points: a photo does not say how wide the paper is.
_PAPER_WIDTH, _PAPER_HEIGHT = 595.0, 842.0


@cache
def can_recognise() -> bool:
    """Whether the extra for recognition is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read(data: bytes) -> Document:
    """The text and tables of an image (PNG, JPEG, TIFF, BMP, WebP), each frame of a TIFF as a page.

    Raises UnreadableError where the extra is not installed, where the image is damaged or too large, and
    where no text is found in it.
    """
    if not can_recognise():
        raise UnreadableError(f"这是图片，不是文字；{HOW_TO_INSTALL}")
    pages = []
    for number, image in enumerate(_frames(data), 1):
        height, width = image.shape[:2]
        paper = _PAPER_WIDTH if width <= height else _PAPER_HEIGHT
        page = Page(number, paper, paper * height / width, is_picture=True)
        pages.append(recognised(image, page))
    document = Document(Kind.PICTURE, compose(pages), picture_pages=[page.number for page in pages])
    if not document.blocks:
        raise UnreadableError("图片里没有识别出文字；请换用更清晰的扫描件，或者原来的 DOCX、PDF")
    document.warnings.append("文字由图片识别得来，须对照原件确认")
    return document


def rendered(page: Any) -> Any:
    """A page of a PDF (a :class:`pypdfium2.PdfPage`) as a bitmap of 200 dots an inch, height x width x 3."""
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, may_draw_forms=False, force_bitmap_format=2)
    try:
        return bitmap.to_numpy().copy()
    finally:
        bitmap.close()


def recognised(image: Any, page: Page) -> Page:
    """The page with the characters and the rulings of its bitmap; its size follows the bitmap's shape."""
    from gongkai.annual.reading.formats.picture_text import recognise

    height, width = image.shape[:2]
    if (width > height) != (page.width > page.height):
        page.width, page.height = page.height, page.width
    page.glyphs, page.rulings = recognise(image, page.width / width)
    return page


def _frames(data: bytes) -> list[Any]:
    """The image's frames as arrays of blue, green, red; upright where the camera noted how it was held."""
    images, numpy = import_module("PIL.Image"), import_module("numpy")
    operations = import_module("PIL.ImageOps")
    frames: list[Any] = []
    try:
        with images.open(io.BytesIO(data)) as opened:
            for index in range(min(getattr(opened, "n_frames", 1), _MOST_FRAMES)):
                opened.seek(index)
                if opened.width * opened.height > _MOST_PIXELS:
                    raise UnreadableError(f"图片太大（{opened.width}×{opened.height} 点），请缩小后再试")
                frame = operations.exif_transpose(opened).convert("RGB")
                frame.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
                frames.append(numpy.ascontiguousarray(numpy.asarray(frame)[:, :, ::-1]))
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError("图片已损坏或者格式不受支持，无法打开") from error
    return frames
