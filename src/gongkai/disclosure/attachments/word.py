"""Word files (DOCX): the text that is printed, and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.archive import Archive, parse_xml
from gongkai.annual.reading.formats.docx_xml import attribute, local_name
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering
from gongkai.disclosure.attachments.office_parts import (
    gather_common,
    optional_xml,
    picture_names,
    relations,
    text_parts,
)
from gongkai.disclosure.attachments.word_hidden import hidden_styles, take_out_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["gather"]

_LEAVES = ("{*}t", "{*}tab", "{*}ptab", "{*}br", "{*}cr", "{*}noBreakHyphen")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SIDE_PARTS = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\d*\.xml"), "脚注"),
    (re.compile(r"word/endnotes\d*\.xml"), "尾注"),
)
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_RUNNING_FIELD = re.compile(r"^\s*(?:DDEAUTO|DDE)\b", re.IGNORECASE)
_FETCHING = frozenset(("attachedTemplate", "oleObject", "frame", "subDocument"))
_PICTURE_ONLY = 30


def gather(data: bytes, gathering: Gathering) -> None:
    """Take a DOCX apart. Raises UnreadableError and TooMuchError, with what was gathered before kept."""
    archive = Archive(data)
    main = _main_part(archive)
    content = archive.read(main)
    if content is None:
        raise UnreadableError("压缩包里没有 Word 正文，不是完整的 DOCX 文件；请用原软件另存一份。")
    styles = hidden_styles(optional_xml(archive, "word/styles.xml"))
    _body(parse_xml(content), gathering, styles)
    for pattern, place in _SIDE_PARTS:
        for _, root in text_parts(archive, pattern):
            take_out_hidden(root, place, gathering, styles)
            gathering.add_text(place, "\n".join(_text(item) for item in root.iter("{*}p")))
    for _, root in text_parts(archive, _COMMENTS):
        _comments(root, gathering)
    for part in (main, "word/settings.xml"):
        _links(archive, part, gathering)
    _pictures(archive, gathering)
    gather_common(archive, gathering)


def _main_part(archive: Archive) -> str:
    found = [target for _, kind, target, _ in relations(archive, "") if kind == "officeDocument"]
    return found[0] if found and found[0] in archive else "word/document.xml"


def _body(root: _Element, gathering: Gathering, styles: frozenset[str]) -> None:
    boxes = take_out_hidden(root, "正文", gathering, styles)
    body = next(root.iter("{*}body"), root)
    _blocks(body, "", gathering)
    for number, box in enumerate(boxes, 1):
        _blocks(box, f"文本框{number}", gathering)
    alternatives = [
        text for item in root.iter("{*}docPr") if (text := item.get("descr") or item.get("title"))
    ]
    gathering.add_text("图片的替代文字", "\n".join(alternatives), hidden=True)
    codes = [item.text or "" for item in root.iter("{*}instrText")]
    gathering.add_text("域代码", "\n".join(codes), hidden=True)
    if any(_RUNNING_FIELD.match(code) for code in codes):
        gathering.add_concern(
            ConcernKind.ACTIVE_CONTENT, "正文", "有会自动调用别的程序的域（DDE）", content="".join(codes)
        )


def _blocks(container: _Element, place: str, gathering: Gathering) -> None:
    paragraphs = tables = 0
    for block in _top_blocks(container):
        if local_name(block.tag) == "p":
            text = _text(block)
            if text.strip():
                paragraphs += 1
                gathering.add_text(f"{place}第{paragraphs}段", text)
        else:
            tables += 1
            _table(block, f"{place}表格{tables}", gathering)


def _top_blocks(container: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a body, also those in content controls."""
    for element in container:
        name = local_name(element.tag)
        if name in ("p", "tbl"):
            yield element
        elif name and name not in ("sectPr", "tblPr", "trPr", "tcPr"):
            yield from _top_blocks(element)


def _table(table: _Element, place: str, gathering: Gathering) -> None:
    """One piece a row; a table in a cell is told with the cell."""
    for number, row in enumerate(_within(table, "tr", stop=("tbl",)), 1):
        cells = [_cell(cell) for cell in _within(row, "tc", stop=("tbl",))]
        gathering.add_text(
            f"{place}第{number}行",
            "\t".join(cells),
            columns=[f"第{index}列" for index in range(1, len(cells) + 1)],
        )


def _within(element: _Element, name: str, stop: tuple[str, ...]) -> Iterator[_Element]:
    for found in element:
        found_name = local_name(found.tag)
        if found_name == name:
            yield found
        elif found_name and found_name not in stop:
            yield from _within(found, name, stop)


def _cell(cell: _Element) -> str:
    return " ".join(_text(paragraph) for paragraph in cell.iter("{*}p")).replace("\t", " ").strip()


def _text(paragraph: _Element) -> str:
    pieces = []
    for leaf in paragraph.iter(*_LEAVES):
        name = local_name(leaf.tag)
        # the tab stops of a paragraph's properties are no tabs of its text
        if name != "t" and local_name(getattr(leaf.getparent(), "tag", None)) != "r":
            continue
        pieces.append(_SIGNS.get(name) or leaf.text or "")
    return "".join(pieces)


def _comments(root: _Element, gathering: Gathering) -> None:
    comments = [
        (attribute(item, "author") or "", "\n".join(_text(paragraph) for paragraph in item.iter("{*}p")))
        for item in root.iter("{*}comment")
    ]
    said = [(author, text) for author, text in comments if text.strip()]
    if not said:
        return
    for number, (_, text) in enumerate(said, 1):
        gathering.add_text(f"批注{number}", text, hidden=True)
    gathering.add_concern(
        ConcernKind.COMMENT,
        "正文",
        f"有{len(said)}条批注{_by(author for author, _ in said)}",
        quoted=said[0][1],
        content="\n".join(text for _, text in said),
    )


def _by(authors: Iterable[str]) -> str:
    names = [name for name in dict.fromkeys(authors) if name]
    return f"（{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}）" if names else ""


def _links(archive: Archive, part: str, gathering: Gathering) -> None:
    targets = []
    for _, kind, target, outside in relations(archive, part):
        if not outside:
            continue
        targets.append(target)
        if kind in _FETCHING:
            gathering.add_concern(
                ConcernKind.EXTERNAL_LINK, "", "打开时会去取别处的文件", quoted=target, content=target
            )
    gathering.add_text("链接地址", "\n".join(targets), hidden=True)


def _pictures(archive: Archive, gathering: Gathering) -> None:
    names = picture_names(archive)
    if not names:
        return
    characters = sum(len(piece.text) for piece in gathering.pieces if not piece.hidden)
    if characters < _PICTURE_ONLY:
        gathering.add_concern(
            ConcernKind.PICTURE,
            "",
            "里面几乎只有图片，图片上的文字没有办法自动检查",
            content="\n".join(names),
        )
    else:
        gathering.add_concern(
            ConcernKind.PICTURES_WITHIN,
            "",
            f"里面有{len(names)}张图片，图片上的文字没有检查",
            content="\n".join(names),
        )
