"""The text of an item as readers see it on the page, without its markup: what is searched and quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.disclosure.contents import body_blocks
from gongkai.review.plain import text_of_html


def body_text(body: Any) -> str:
    """The text of an item's body (a stream, or its JSON): paragraphs, tables, captions, what a video says."""
    prepared = body.get_prep_value() if hasattr(body, "get_prep_value") else body
    return "\n".join(text for block in body_blocks({"body": prepared}) for text in _block(block) if text)


def _block(block: dict[str, Any]) -> Iterator[str]:
    value = block.get("value")
    if block.get("type") == "text":
        yield text_of_html(str(value or ""), targets=False)
    elif isinstance(value, dict) and block.get("type") == "table":
        yield str(value.get("table_caption") or "")
        for row in value.get("data") or ():
            yield " ".join(str(cell) for cell in row if cell not in (None, ""))
    elif isinstance(value, dict):
        for name in ("alternative_text", "caption", "transcript"):
            yield str(value.get(name) or "")
