"""A table of an item's body as HTML, with the marks by which a screen reader finds its way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import escape

# The names of classes that the editor writes for alignment; anything else does not go out.
_CLASS = re.compile(r"[\w \-]*")
_BREAK = re.compile(r"\r\n?|\n")


def table_html(value: Mapping[str, Any]) -> str:
    """A `TableBlock`'s stored value. The frame around it scrolls by itself, and the keyboard reaches it."""
    rows = value.get("data") or []
    if not rows:
        return ""
    caption = escape(value.get("table_caption") or "")
    lines = list(_lines(value, rows))
    head = f"<thead>{lines.pop(0)}</thead>" if _first_row_heads(value) else ""
    return (
        f'<div class="item-table" role="region" aria-label="{caption or "表格"}" tabindex="0"><table>'
        f"{f'<caption>{caption}</caption>' if caption else ''}{head}<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _first_row_heads(value: Mapping[str, Any]) -> bool:
    choice = value.get("table_header_choice")
    return choice in ("row", "both") if choice else bool(value.get("first_row_is_table_header"))


def _first_column_heads(value: Mapping[str, Any]) -> bool:
    choice = value.get("table_header_choice")
    return choice in ("column", "both") if choice else bool(value.get("first_col_is_header"))


def _lines(value: Mapping[str, Any], rows: list[list[Any]]) -> Iterator[str]:
    """Each row as `<tr>`. What a merged cell covers is left out."""
    top, side = _first_row_heads(value), _first_column_heads(value)
    spans = {(cell["row"], cell["col"]): cell for cell in value.get("mergeCells") or []}
    about = {(cell["row"], cell["col"]): cell for cell in value.get("cell") or []}
    for number, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            cell = about.get((number, column), {})
            if not cell.get("hidden"):
                scope = "col" if top and number == 0 else "row" if side and column == 0 else ""
                cells.append(_cell(text, scope, spans.get((number, column)), cell.get("className")))
        yield f"<tr>{''.join(cells)}</tr>"


def _cell(text: Any, scope: str, span: Mapping[str, Any] | None, classes: str | None) -> str:
    words = _BREAK.sub("<br>", escape("" if text is None else text))
    kind = f' class="{classes}"' if classes and _CLASS.fullmatch(classes) else ""
    size = f' rowspan="{int(span["rowspan"])}" colspan="{int(span["colspan"])}"' if span else ""
    # A heading without a word heads nothing.
    if scope and words:
        return f'<th scope="{scope}"{kind}{size}>{words}</th>'
    return f"<td{kind}{size}>{words}</td>"
