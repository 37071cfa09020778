"""The body of an item as blocks to be set: rich text, tables with merged cells, pictures made small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from gongkai.channels.evidence import UNREADABLE
from gongkai.channels.notice_board.rich_text import blocks_of

LONGEST_EDGE = 1600
WIDEST_TABLE = 30


def body_of(blocks: Iterable[Any]) -> list[dict[str, Any]]:
    """The blocks of a StreamField's value, each as plain data for the template."""
    return [piece for block in blocks for piece in _BLOCKS.get(block.block_type, _nothing)(block.value)]


def _nothing(value: Any) -> Iterator[dict[str, Any]]:
    yield from ()


def _text(value: Any) -> Iterator[dict[str, Any]]:
    yield from blocks_of(value.source if value else "")


def _picture(value: Any) -> Iterator[dict[str, Any]]:
    picture = value.get("picture")
    caption = value.get("caption") or ""
    data = _small(picture) if picture is not None else None
    if data is None:
        if caption:
            yield _plain(f"（图片：{caption}）")
        return
    alternative = value.get("alternative_text") or caption or "图片"
    yield {"kind": "picture", "data": list(data), "alternative": alternative, "caption": caption}


def _small(picture: Any) -> bytes | None:
    """The picture as a JPEG that paper needs; None where the file is gone or cannot be read."""
    try:
        with picture.file.open("rb") as file, Image.open(file) as opened:
            shown = ImageOps.exif_transpose(opened)
            shown.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
            shown = shown.convert("RGBA")
            plain = Image.new("RGB", shown.size, "white")
            plain.paste(shown, mask=shown.getchannel("A"))
    except UNREADABLE:
        return None
    out = BytesIO()
    plain.save(out, "JPEG", quality=80)
    return out.getvalue()


def _video(value: Any) -> Iterator[dict[str, Any]]:
    name = value.get("caption") or "视频"
    yield _plain(f"（{name}，请扫二维码在网上观看）")
    for line in (value.get("transcript") or "").splitlines():
        if line.strip():
            yield _plain(line.strip())


def _plain(text: str) -> dict[str, Any]:
    run = {"text": text, "bold": False, "italic": False, "raised": False}
    return {"kind": "paragraph", "runs": [run], "depth": 0, "mark": "", "quoted": False}


def _table(value: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    rows = [row for row in (value or {}).get("data") or [] if isinstance(row, list)]
    width = max((len(row) for row in rows), default=0)
    if value is None or not width or width > WIDEST_TABLE:
        return
    spans = {(one["row"], one["col"]): one for one in value.get("mergeCells") or []}
    hidden = {
        (row, column)
        for (top, left), one in spans.items()
        for row in range(top, top + one["rowspan"])
        for column in range(left, left + one["colspan"])
    } - spans.keys()
    choice = value.get("table_header_choice") or ""
    head = bool(value.get("first_row_is_table_header")) or choice in ("row", "both")
    beside = bool(value.get("first_col_is_header")) or choice in ("column", "both")
    cells = [
        {
            "x": column,
            "y": line,
            "rows": min(spans.get((line, column), {}).get("rowspan", 1), len(rows) - line),
            "columns": min(spans.get((line, column), {}).get("colspan", 1), width - column),
            "text": str(row[column] if column < len(row) and row[column] is not None else ""),
            "head": (head and line == 0) or (beside and column == 0),
        }
        for line, row in enumerate(rows)
        for column in range(width)
        if (line, column) not in hidden
    ]
    # A header that reaches below its row cannot be repeated overleaf.
    repeated = head and all(cell["rows"] == 1 for cell in cells if cell["y"] == 0) and len(rows) > 1
    yield {
        "kind": "table",
        "width": width,
        "caption": value.get("table_caption") or "",
        "head": [cell for cell in cells if repeated and cell["y"] == 0],
        "cells": [cell for cell in cells if not (repeated and cell["y"] == 0)],
    }


_BLOCKS: dict[str, Callable[[Any], Iterator[dict[str, Any]]]] = {
    "text": _text,
    "picture": _picture,
    "table": _table,
    "video": _video,
}
