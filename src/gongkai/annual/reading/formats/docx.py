"""Word files (DOCX) become blocks: what a reader of the printed page would see, in its order.

Deleted and hidden text is left out, inserted text is in, automatic numbers are written out. Headers, footers,
footnotes and comments are no part of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import Block, Document, Kind, Paragraph, Picture, UnreadableError
from gongkai.annual.reading.formats.archive import Archive, parse_xml
from gongkai.annual.reading.formats.characters import plain, without_controls
from gongkai.annual.reading.formats.docx_numbering import Numbering
from gongkai.annual.reading.formats.docx_styles import Styles, numbering_of
from gongkai.annual.reading.formats.docx_tables import source_rows
from gongkai.annual.reading.formats.docx_xml import attribute, child, local_name, properties_of, value_of
from gongkai.annual.reading.formats.limits import Allowance
from gongkai.annual.reading.formats.tables import SourceCell, arrange, number_grids

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_MAIN_PART = "word/document.xml"
_MAIN_RELATION = "/officeDocument"
# fmt: off
_TRANSPARENT = frozenset((
    "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir", "ruby",
    "rubyBase", "oMath", "oMathPara",
))
# fmt: on
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWINGS = frozenset(("drawing", "pict", "object"))
_OFF = ("0", "false", "off")


def read(data: bytes) -> Document:
    """Take a DOCX file apart.

    Raises UnreadableError when it is damaged, encrypted, unreasonably large or holds no Word document.
    """
    archive = Archive(data)
    content = archive.read(_main_part(archive))
    if content is None:
        raise UnreadableError("压缩包里没有 Word 正文，不是完整的 DOCX 文件；请用原软件另存一份。")
    styles = Styles(_part(archive, "word/styles.xml"))
    reader = _Reader(styles, Numbering(_part(archive, "word/numbering.xml"), styles))
    try:
        blocks = list(reader.blocks(child(parse_xml(content), "body")))
    except RecursionError as error:
        raise UnreadableError("Word 文件的内容嵌套过深，无法读取；请用原软件另存一份。") from error
    number_grids(blocks)
    metadata = _metadata(archive)
    return Document(Kind.DOCX, blocks, metadata.get("title", ""), metadata)


def _main_part(archive: Archive) -> str:
    if _MAIN_PART in archive:
        return _MAIN_PART
    for relation in _children(archive, "_rels/.rels"):
        if (relation.get("Type") or "").endswith(_MAIN_RELATION):
            return (relation.get("Target") or "").lstrip("/")
    return _MAIN_PART


def _part(archive: Archive, name: str) -> _Element | None:
    """A part that the text can be read without: None also when it is damaged."""
    data = archive.read(name)
    try:
        return None if data is None else parse_xml(data)
    except UnreadableError:
        return None


def _children(archive: Archive, name: str) -> list[_Element]:
    root = _part(archive, name)
    return [] if root is None else list(root)


def _metadata(archive: Archive) -> dict[str, str]:
    return {
        local_name(element.tag).lower(): text
        for element in _children(archive, "docProps/core.xml")
        if (text := plain(element.text or "").strip())
    }


class _Reader:
    """Walks the body; a paragraph may leave text boxes and pictures to come after it."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._allowance = Allowance()

    def blocks(self, container: _Element | None) -> Iterator[Block]:
        """What stands in a body, a cell or a text box."""
        joined = ""  # of a paragraph whose end was deleted: it goes on in the next one
        for element in container if container is not None else ():
            name = local_name(element.tag)
            if name == "p":
                properties = properties_of(element, "pPr")
                text, extras = self._paragraph(element, properties)
                text = joined + text
                joined = text if _is_end_deleted(properties) else ""
                if not joined:
                    yield from self._lines(text, self._level(properties))
                yield from extras
            elif name == "tbl":
                yield from arrange(source_rows(element, self._cell), self._allowance)
            elif name == "AlternateContent":
                yield from self.blocks(_choice(element))
            elif name in _TRANSPARENT:
                yield from self.blocks(element)
        yield from self._lines(joined, 0)

    def _cell(self, element: _Element) -> SourceCell:
        blocks = list(self.blocks(element))
        text = "\n".join([block.text for block in blocks if isinstance(block, Paragraph)])
        simple = all(isinstance(block, Paragraph) and not block.level for block in blocks)
        return text, 1, 1, None if simple else blocks

    def _lines(self, text: str, level: int) -> Iterator[Block]:
        for line in plain(without_controls(text)).split("\n"):
            if stripped := line.strip():
                self._allowance.take_lines(1)
                yield Paragraph(stripped, level=level)

    def _level(self, properties: _Element | None) -> int:
        if properties is None:
            return 0
        return self._styles.level(value_of(properties, "pStyle"), value_of(properties, "outlineLvl"))

    def _paragraph(self, element: _Element, properties: _Element | None) -> tuple[str, list[Block]]:
        pieces: list[str] = []
        extras: list[Block] = []
        self._runs(element, pieces, extras)
        text = "".join(pieces)
        if properties is not None and text.strip():  # a number without text is nothing that is read
            place = numbering_of(properties) or self._styles.numbering(value_of(properties, "pStyle"))
            text = self._numbering.label(place) + text
        return text, extras

    def _runs(self, element: Iterable[_Element], pieces: list[str], extras: list[Block]) -> None:
        """Gather the text under an element; what is drawn there goes to the extras."""
        for node in element:
            name = local_name(node.tag)
            if name == "t":
                pieces.append(node.text or "")
            elif name in _TRANSPARENT or (name == "r" and not _is_hidden(node)):
                self._runs(node, pieces, extras)
            elif name in _DRAWINGS:
                extras.extend(self._drawn(node))
            elif name == "AlternateContent":
                chosen = _choice(node)
                self._runs(() if chosen is None else chosen, pieces, extras)
            elif name == "sym":
                pieces.append(_symbol(node))
            else:
                pieces.append(_CHARACTERS.get(name, ""))

    def _drawn(self, element: _Element) -> Iterator[Block]:
        """The text boxes and the pictures of a drawing."""
        boxes = [node for node in element.iter("{*}txbxContent") if not _is_in_fallback(node, element)]
        for box in boxes:
            if not any(other is not box and other in box.iterancestors() for other in boxes):
                yield from self.blocks(box)
        if not boxes and any(True for _ in element.iter("{*}blip", "{*}imagedata")):
            titles = [node.get("descr") or "" for node in element.iter("{*}docPr")]
            yield Picture(plain(titles[0]).strip() if titles else "")


def _choice(element: _Element) -> _Element | None:
    """What a modern Word shows of alternatives: the first choice; the fallback repeats it for old ones."""
    choice = child(element, "Choice")
    return child(element, "Fallback") if choice is None else choice


def _is_in_fallback(node: _Element, top: _Element) -> bool:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return False
        if local_name(ancestor.tag) == "Fallback":
            return child(ancestor.getparent(), "Choice") is not None
    return False


def _is_hidden(run: _Element) -> bool:
    vanish = child(properties_of(run, "rPr"), "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _is_end_deleted(properties: _Element | None) -> bool:
    return child(child(properties, "rPr"), "del") is not None


def _symbol(node: _Element) -> str:
    """A character of a symbol font; those of private use mean nothing outside of their font."""
    try:
        code = int(attribute(node, "char") or "", 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""
