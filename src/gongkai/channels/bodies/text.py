"""The text of HTML, in lines as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import html

_LINES: Final = frozenset(
    [
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS: Final = frozenset({"td", "th"})


def plain_text(clean: str) -> str:
    """The text of cleaned HTML: a paragraph, a row of a table, an entry of a list to a line; cells apart by a tab."""
    if not clean:
        return ""
    root = html.fragment_fromstring(clean, create_parent="div")
    lines = "".join(_pieces(root)).split("\n")
    return "\n".join(line for line in (_tidied(each) for each in lines) if line)


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    tag = str(element.tag)
    if tag in _LINES:
        yield "\n"
    yield _on_one_line(element.text)
    if tag == "img":
        yield element.get("alt") or ""
    for child in element:
        yield from _pieces(child)
        yield _on_one_line(child.tail)
    if tag in _CELLS:
        yield "\t"
    elif tag in _LINES:
        yield "\n"


def _on_one_line(text: str | None) -> str:
    return re.sub(r"[\r\n\t ]+", " ", text or "")


def _tidied(line: str) -> str:
    return "\t".join(cell.strip() for cell in line.split("\t")).strip()
