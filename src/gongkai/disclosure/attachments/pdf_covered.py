"""Pages of a PDF as they are drawn: text under a patch of colour, and pages that are only a picture."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

__all__ = ["covered_text", "is_picture"]

_MOST_OBJECTS = 50_000
_MOST_CHARACTERS = 100_000
# Thinner ones are underlines and the rulings of tables.
_LEAST_HEIGHT, _LEAST_WIDTH = 5.0, 6.0
_OPAQUE = 250
_FEW_CHARACTERS = 30
_PICTURE_SHARE = 0.4
# So many paths and no text: letters drawn as outlines.
_OUTLINES = 200
_MOST_UNKNOWN = 0.2


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, across: float, up: float) -> bool:
        return self.left <= across <= self.right and self.bottom <= up <= self.top

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def covered_text(page: Any, text_page: Any) -> str:
    """The characters over which an opaque patch was drawn afterwards; ``page``, ``text_page`` raw handles.

    This is how text is often "blacked out" that a reader can still copy. To be called with the lock held.
    """
    import pypdfium2.raw as pdfium

    texts: dict[int, int] = {}
    boxes: list[tuple[int, _Box]] = []
    text_boxes: list[_Box] = []
    for order in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, order)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts[_address(item)] = order
            text_boxes.append(_bounds(item))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and text_boxes and _is_patch(item):
            box = _bounds(item)
            if any(box.meets(other) for other in text_boxes):
                boxes.append((order, box))
    return _characters_under(boxes, texts, text_page) if boxes else ""


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _bounds(item: Any) -> _Box:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    return _Box(*(edge.value for edge in edges))


def _is_patch(path: Any) -> bool:
    """Whether a path is filled, opaque, and large enough to cover text."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not fill.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    if alpha.value < _OPAQUE or pdfium.FPDFPageObj_HasTransparency(path):
        return False
    box = _bounds(path)
    return box.right - box.left >= _LEAST_WIDTH and box.top - box.bottom >= _LEAST_HEIGHT


def _characters_under(boxes: list[tuple[int, _Box]], texts: dict[int, int], text_page: Any) -> str:
    import pypdfium2.raw as pdfium

    found: list[str] = []
    last = -1
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(min(pdfium.FPDFText_CountChars(text_page), _MOST_CHARACTERS)):
        order = texts.get(_address(pdfium.FPDFText_GetTextObject(text_page, index)))
        if order is None or not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        across, up = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        if any(later > order and box.holds(across, up) for later, box in boxes):
            found.append(
                ("" if index == last + 1 or not found else " ")
                + chr(pdfium.FPDFText_GetUnicode(text_page, index))
            )
            last = index
    text = "".join(found)
    return text if text.strip() else ""


def is_picture(page: Any, text: str) -> bool:
    """Whether a page shows a picture that its text does not tell; ``page`` a ``pypdfium2.PdfPage``.

    Text whose characters mean nothing outside of their font counts as none. To be called with the lock held.
    """
    import pypdfium2.raw as pdfium

    said = "".join(text.split())
    unknown = sum("\ue000" <= sign <= "\uf8ff" or sign in "\ufffd\ufffe\uffff\x00" for sign in said)
    if said and unknown > _MOST_UNKNOWN * len(said):
        return True
    if len(said) > _FEW_CHARACTERS:
        return False
    width, height = page.get_size()
    covered, paths = 0.0, 0
    for order in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, order)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            box = _bounds(item)
            covered += (box.right - box.left) * (box.top - box.bottom)
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
    return covered > _PICTURE_SHARE * width * height or (not said and (covered > 0 or paths > _OUTLINES))
