"""How the bytes of a file go out: their type by content, never as something that runs in the reader's browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from gongkai.front import headers

# What a browser may show itself, by the first bytes. Everything else is saved, so that no page and no drawing
# with a script in it (HTML, SVG) ever opens under the address of this site.
SHOWN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
SAVED: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
    "pdf": "application/pdf",
}
UNKNOWN = "application/octet-stream"
PDF = "application/pdf"


def shown_type(head: bytes) -> str:
    """The type that a browser may show, by the first bytes of the file; "" when it is to be saved."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in SHOWN if head.startswith(mark)), "")


def served(
    request: HttpRequest, path: Path, *, name: str, kind: str = "", tag: str, public: bool
) -> HttpResponse:
    """The file as a response. `kind` is what inspection called it, `tag` a digest of its bytes.

    Readers' browsers ask again each time (a withdrawn file is gone at once); a draft's file is never kept.
    """
    etag = f'"{tag}"'
    if get_conditional_response(request, etag=etag) is not None:
        return _secured(HttpResponseNotModified(headers={"ETag": etag}), "", public)
    with path.open("rb") as file:
        shown = shown_type(file.read(16))
    response = FileResponse(path.open("rb"), content_type=shown or SAVED.get(kind, UNKNOWN))
    response["Content-Disposition"] = headers.disposition("inline" if shown else "attachment", name)
    response["ETag"] = etag
    return _secured(response, shown, public)


def _secured(response: Any, shown: str, public: bool) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = headers.ASK_AGAIN if public else "private, no-store"
    if shown != PDF:  # browsers refuse to show a PDF in a sandbox
        response["Content-Security-Policy"] = headers.FILE_POLICY
    if not public:
        response["X-Robots-Tag"] = "noindex"
    result: HttpResponse = response
    return result
