"""The text of an item as readers see it on the page, without its markup: what is searched and quoted."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

from gongkai.disclosure.contents import body_blocks

__all__ = ["body_text", "text_of_html"]

_BREAKS: Final = frozenset(
    ("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "hr", "blockquote")
)


class _Text(HTMLParser):
    """The text of a fragment, a line for each paragraph; bold and links do not break a word."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of_html(source: str) -> str:
    """The text of rich text, a line for each paragraph, heading and list item."""
    parser = _Text()
    parser.feed(source)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)


def body_text(body: Any) -> str:
    """The text of an item's body (a stream, or its JSON): paragraphs, tables, captions, what a video says."""
    prepared = body.get_prep_value() if hasattr(body, "get_prep_value") else body
    return "\n".join(text for block in body_blocks({"body": prepared}) for text in _block(block) if text)


def _block(block: dict[str, Any]) -> Iterator[str]:
    value = block.get("value")
    if block.get("type") == "text":
        yield text_of_html(str(value or ""))
    elif isinstance(value, dict) and block.get("type") == "table":
        yield str(value.get("table_caption") or "")
        for row in value.get("data") or ():
            yield " ".join(str(cell) for cell in row if cell not in (None, ""))
    elif isinstance(value, dict):
        for name in ("alternative_text", "caption", "transcript"):
            yield str(value.get(name) or "")
