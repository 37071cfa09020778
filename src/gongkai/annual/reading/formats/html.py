"""HTML pages become blocks: parsed as browsers do it, with the tables taken out as grids.

One pass over the markup puts a mark before every tag that begins or ends a line on the page; the parser then
carries the marks into the text, so that the text of a cell, or of the whole page, comes with its lines in one
call. This is what makes it fast: nothing walks the tree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import (
    Block,
    Document,
    Grid,
    Kind,
    Link,
    Paragraph,
    Picture,
    UnreadableError,
)
from gongkai.annual.reading.formats.characters import collapse, without_invisibles
from gongkai.annual.reading.formats.html_tables import LINE, Shelf, take_tables
from gongkai.annual.reading.formats.markup_limits import prepare
from gongkai.annual.reading.formats.tables import number_grids

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["blocks_of_fragment", "read"]

# Not before tr, td and the like: text between the cells would be moved out of the table.
_LINES_START = re.compile(
    rb"<(?=/?(?:p|P|br|BR|div|DIV|h[1-6]|H[1-6]|li|LI|ul|UL|ol|OL|dl|DL|dt|DT|dd|DD|hr|HR|pre|PRE|"
    rb"section|SECTION|article|ARTICLE|header|HEADER|footer|FOOTER|main|MAIN|aside|nav|NAV|center|CENTER|"
    rb"blockquote|BLOCKQUOTE|figure|figcaption|form|FORM|fieldset|legend|address|details|summary|"
    rb"Br|Div|Li|Ul|option|button)[ >/\t\r\n])"
)
_LINE_MARK = LINE.encode()
# What is rare on a page and matters: everything but the tags that pages are full of.
_UNUSUAL = (
    "*:not(td,tr,p,span,font,o\\:p,div,br,strong,b,li,th,tbody,ul,u,em,i,link,html,head,body,col,colgroup,center)"
)
_DROPPED = frozenset(
    "script style noscript template select textarea datalist svg math canvas audio video map".split()
)
_EMBEDDED = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|txt|ofd|html?)(?:[?#]|$)", re.IGNORECASE)
_MAX_LINKS = 500
_MAX_LINK_TEXT = 200
_MAX_METADATA = 100
_SHELL_TEXT = 80


def read(data: bytes) -> Document:
    """Take a page apart; ``data`` is UTF-8.

    Raises UnreadableError when the page is too large, too deep, or its tables are.
    """
    page = _Page(prepare(data))
    document = Document(Kind.HTML, page.blocks(), page.title, page.metadata, page.links)
    document.warnings += page.warnings
    document.scripted = page.scripts > 0 and _is_shell(document)
    return document


def blocks_of_fragment(markup: str) -> list[Block]:
    """The blocks of a piece of HTML, such as a table inside Markdown; its grids are not numbered."""
    return _Page(prepare(markup.encode("utf-8", "replace"))).blocks()


class _Page:
    """One parsed page, from which what is not its text is taken away in steps."""

    def __init__(self, data: bytes) -> None:
        from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

        try:
            self.tree: LexborHTMLParser = LexborHTMLParser(
                _LINES_START.sub(_LINE_MARK + b"<", data), options=LexborDocumentOptions.WO_EVENTS
            )
        except (SelectolaxError, ValueError) as error:
            raise UnreadableError("网页代码损坏，无法解析；请重新保存网页或提供原始文件。") from error
        self.title = ""
        self.metadata: dict[str, str] = {}
        self.links: list[Link] = []
        self.warnings: list[str] = []
        self.scripts = 0
        self.shelf = Shelf()
        self._tables: list[LexborNode] = []
        self._sort_out()
        if b"none" in data or b"hidden" in data or b"NONE" in data or b"mso-hide" in data:
            self._drop_hidden()

    def blocks(self) -> list[Block]:
        """The page's blocks in reading order, grids numbered."""
        root = self.tree.body or self.tree.root
        if root is None:
            return []
        take_tables(self._tables, self.shelf)
        blocks = self.shelf.blocks_of(without_invisibles(root.text()))
        number_grids(blocks)
        return blocks

    def _sort_out(self) -> None:
        """Go once over what is unusual on the page: drop it, note it or mark it."""
        for node in self.tree.css(_UNUSUAL):
            tag = node.tag or ""
            if tag == "table":
                self._tables.append(node)
            elif tag in _DROPPED:
                self.scripts += tag == "script"
                _take_away(node)
            elif tag == "a":
                self._link(node, "href")
            elif tag == "img":
                self._picture(node)
            elif tag in _HEADINGS:
                node.insert_before(self.shelf.heading(_HEADINGS[tag]))
            elif tag in _EMBEDDED:
                self._link(node, _EMBEDDED[tag])
                if tag != "object":
                    _take_away(node)
            elif tag == "pre":
                self._keep_lines(node)
            else:
                self._head(tag, node)

    def _head(self, tag: str, node: LexborNode) -> None:
        if tag == "title" and not self.title:
            self.title = collapse(without_invisibles(node.text()))
        elif tag == "meta" and len(self.metadata) < _MAX_METADATA:
            attributes = node.attributes
            name = attributes.get("name") or attributes.get("property") or ""
            if name:
                value = collapse(without_invisibles(attributes.get("content") or ""))
                self.metadata.setdefault(name.strip().lower(), value)

    def _link(self, node: LexborNode, attribute: str) -> None:
        target = (node.attributes.get(attribute) or "").replace(LINE, "").strip()
        if not target or len(self.links) >= _MAX_LINKS or target.startswith(("#", "javascript:", "data:")):
            return
        text = collapse(without_invisibles(node.text())) if attribute == "href" else ""
        self.links.append(Link(text[:_MAX_LINK_TEXT], target))

    def _picture(self, node: LexborNode) -> None:
        text = collapse(without_invisibles(node.attributes.get("alt") or ""))
        node.insert_before(self.shelf.put([Picture(text)]))

    def _keep_lines(self, node: LexborNode) -> None:
        """Text that was set as typed keeps its lines and tabs: it is read as a text file is."""
        from gongkai.annual.reading.formats.text import blocks_of_lines

        if not node.css_first("table,img"):
            blocks = blocks_of_lines(node.text().replace(LINE, ""), self.shelf.allowance, numbered=False)
            node.replace_with(LINE + self.shelf.put(blocks) + LINE)

    def _drop_hidden(self) -> None:
        """Take away what the page does not show, unless that is most of its text: then a script shows it."""
        root = self.tree.body
        visible = len(root.text()) if root is not None else 0
        for node in self.tree.css('[style*="none" i],[style*="hid" i],[hidden]'):
            attributes = node.attributes
            if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or ""):
                continue
            length = len(node.text())
            if length * 2 > visible and length > _SHELL_TEXT:
                self.warnings.append("网页把大部分文字设为隐藏，已按显示的文字读取。")
            elif node.tag not in ("body", "html"):
                _take_away(node)
                visible -= length


def _take_away(node: LexborNode) -> None:
    """Take a node out of the page without freeing it: nodes inside it may still be listed somewhere."""
    node.replace_with("")


def _is_shell(document: Document) -> bool:
    """Whether a page has no text of its own, nor a link to a file that has."""
    if any(isinstance(block, Grid) for block in document.blocks):
        return False
    length = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    return length < _SHELL_TEXT and not any(_FILE.search(link.target) for link in document.links)
