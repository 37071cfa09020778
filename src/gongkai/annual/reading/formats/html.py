"""HTML pages become blocks: parsed as browsers do it, with the tables taken out as grids.

One pass over the markup puts a mark before every tag that begins or ends a line on the page; the parser then
carries the marks into the text, so that the text of a cell, or of the whole page, comes with its lines in one
call. This is what makes it fast: nothing walks the tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.markup_limits import prepare
from gongkai.annual.reading.formats.tables import number_grids

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["blocks_of_fragment", "read"]

# Only what pages are full of: other tags that make lines are seen to after parsing. Never before tr, td and
# the like, for text between cells is moved out of the table. The end of a paragraph that is the end of its cell
# ends no other line.
_LINES_START = re.compile(rb"<(?=/?(?:p|br|div|li|P|BR|DIV|LI|Br)[ >/\t\r\n])(?!/p></td>)")
_LINE_MARK = LINE.encode()
# What is rare on a page and matters: everything but the tags that pages are full of.
_UNUSUAL = (
    "*:not(span,p,td,font,o\\:p,tr,br,div,strong,b,li,th,tbody,u,em,i,a,link,html,head,body,col,colgroup)"
)
# Of a page's links only those to documents say anything of a report; a site's navigation has hundreds of others.
# Nor do they on a page that holds the tables itself.
_CELLS_OF_A_REPORT = 150
_TO_FILES = ",".join(
    f'a[href*="{part}" i]'
    for part in (".pdf", ".doc", ".wps", ".xls", ".ofd", ".rtf", ".txt", "down", "attach", "file")
)
# fmt: off
_DROPPED = (
    "script", "style", "noscript", "template", "select", "textarea", "datalist", "svg", "math", "canvas", "audio",
    "video", "map",
)
_LINES = (
    "address", "article", "aside", "blockquote", "button", "center", "dd", "details", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "legend", "main", "nav", "ol", "section", "summary",
    "ul",
)
# fmt: on
_EMBEDDED = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
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
    page = _Page(prepare(data), Allowance())
    document = Document(Kind.HTML, page.blocks(), page.title, page.metadata, page.links)
    document.warnings += page.warnings
    document.scripted = page.scripts > 0 and _is_shell(document)
    return document


def blocks_of_fragment(markup: str, allowance: Allowance) -> list[Block]:
    """The blocks of a piece of HTML, such as a table inside Markdown."""
    return _Page(prepare(markup.encode("utf-8", "replace")), allowance).blocks()


class _Page:
    """One parsed page, from which what is not its text is taken away in steps."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
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
        self.shelf = Shelf(allowance)
        self._tables: list[LexborNode] = []
        self._parted = False
        if len(self.tree.css("td")) < _CELLS_OF_A_REPORT:
            # an address that several of the selectors fit comes several times
            for node in {found.mem_id: found for found in self.tree.css(_TO_FILES)}.values():
                self._link(node, "href", collapse(without_invisibles(node.text())))
        self._sort_out()
        # a page without a single L is looked through for it at once, and for the word in 30 times as long
        if b"isplay" in data or b"hid" in data or (b"L" in data and b"ISPLAY" in data):
            self._drop_hidden()

    def blocks(self) -> list[Block]:
        """The page's blocks in reading order, grids numbered."""
        root = self.tree.body or self.tree.root
        if root is None:
            return []
        take_tables(self._tables, self.shelf, parted=self._parted)
        blocks = self.shelf.blocks_of(without_invisibles(root.text()))
        number_grids(blocks)
        return blocks

    def _sort_out(self) -> None:
        """Go once over what is unusual on the page: drop it, note it or mark it."""
        for node in self.tree.css(_UNUSUAL):
            tag = node.tag or ""
            action = _ACTIONS.get(tag)
            if action is not None:
                action(self, node, tag)

    def _note_table(self, node: LexborNode, _: str) -> None:
        self._tables.append(node)

    def _note_part(self, _: LexborNode, __: str) -> None:
        self._parted = True

    def _drop(self, node: LexborNode, tag: str) -> None:
        self.scripts += tag == "script"
        _take_away(node)

    def _mark_heading(self, node: LexborNode, tag: str) -> None:
        node.insert_before(LINE + self.shelf.heading(int(tag[1])))
        node.insert_after(LINE)

    def _mark_lines(self, node: LexborNode, _: str) -> None:
        node.insert_before(LINE)
        node.insert_after(LINE)

    def _note_title(self, node: LexborNode, _: str) -> None:
        self.title = self.title or collapse(without_invisibles(node.text()))

    def _note_metadata(self, node: LexborNode, _: str) -> None:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        if name and len(self.metadata) < _MAX_METADATA:
            value = collapse(without_invisibles(attributes.get("content") or ""))
            self.metadata.setdefault(name.strip().lower(), value)

    def _note_embedded(self, node: LexborNode, tag: str) -> None:
        self._link(node, _EMBEDDED[tag], "")
        if tag != "object":  # its content is what the page shows in its place
            _take_away(node)

    def _link(self, node: LexborNode, attribute: str, text: str) -> None:
        target = (node.attributes.get(attribute) or "").replace(LINE, "").strip()
        if not target or len(self.links) >= _MAX_LINKS or target.startswith(("#", "javascript:", "data:")):
            return
        self.links.append(Link(text[:_MAX_LINK_TEXT], target))

    def _take_picture(self, node: LexborNode, _: str) -> None:
        text = collapse(without_invisibles(node.attributes.get("alt") or ""))
        node.insert_before(self.shelf.put([Picture(text)]))

    def _keep_lines(self, node: LexborNode, _: str) -> None:
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


_ACTIONS: dict[str, Callable[[_Page, LexborNode, str], None]] = {
    **dict.fromkeys(_DROPPED, _Page._drop),
    **dict.fromkeys(_LINES, _Page._mark_lines),
    **dict.fromkeys(_HEADINGS, _Page._mark_heading),
    **dict.fromkeys(_EMBEDDED, _Page._note_embedded),
    **dict.fromkeys(("caption", "tfoot", "thead"), _Page._note_part),
    "img": _Page._take_picture,
    "meta": _Page._note_metadata,
    "pre": _Page._keep_lines,
    "table": _Page._note_table,
    "title": _Page._note_title,
}


def _take_away(node: LexborNode) -> None:
    """Take a node out of the page without freeing it: nodes inside it may still be listed somewhere."""
    node.replace_with("")


def _is_shell(document: Document) -> bool:
    """Whether a page has no text of its own, nor a link to a file that has."""
    if any(isinstance(block, Grid) for block in document.blocks):
        return False
    length = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    return length < _SHELL_TEXT and not any(_FILE.search(link.target) for link in document.links)
