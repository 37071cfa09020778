"""Annotations on the pages of a PDF: remarks, marks and boxes laid over the page."""

from __future__ import annotations

import ctypes
from typing import Any

from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering

__all__ = ["gather_annotations"]

_MOST = 2_000
_HIDDEN_FLAGS = 0x02 | 0x20  # hidden, not viewed


def gather_annotations(page: Any, place: str, gathering: Gathering) -> None:
    """The annotations of a page (a raw handle) that are more than links, seals and form fields.

    To be called with the lock held.
    """
    import pypdfium2.raw as pdfium

    # A seal or a typed field is seen by every reader, and a signed file has both.
    shown = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP)
    ignored = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WATERMARK)
    remarks, count = [], 0
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        said = "\n".join(text for key in ("Contents", "V") if (text := _string(annotation, key)))
        is_hidden = bool(pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS)
        pdfium.FPDFPage_CloseAnnot(annotation)
        gathering.add_text(f"{place}的注释或填写的内容", said, hidden=is_hidden or kind not in shown)
        if kind in ignored or (kind in shown and not (is_hidden and said)):
            continue
        count += 1
        remarks.append(said)
    if count:
        words = [remark for remark in remarks if remark]
        gathering.add_concern(
            ConcernKind.ANNOTATION,
            place,
            f"有{count}处注释或标记",
            quoted=words[0] if words else "",
            content="\n".join(remarks) or str(count),
        )


def _string(annotation: Any, key: str) -> str:
    import pypdfium2.raw as pdfium

    name = key.encode("ascii")
    size = pdfium.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, name, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()
