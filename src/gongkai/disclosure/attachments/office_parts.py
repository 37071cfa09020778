"""What Word, Excel and PowerPoint files have in common: properties, macros, links, embedded files, pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.reading.formats.archive import Archive, parse_xml
from gongkai.annual.reading.formats.docx_xml import local_name
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering
from gongkai.disclosure.attachments.picture import position_in

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "gather_common",
    "joined_text",
    "named",
    "optional_xml",
    "picture_names",
    "relations",
    "text_parts",
]

_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/.+")
_MACROS = re.compile(r"(?:word|xl|ppt)/(?:vbaProject\.bin|vbaData\.xml|macrosheets/.+|activeX/.+\.bin)")
_MEDIA = re.compile(r"(?:word|xl|ppt)/media/.+\.(?:jpe?g|png|tiff?|webp|bmp|gif|heic|emf|wmf)", re.IGNORECASE)
_DRAWN = re.compile(r"(?:word|xl|ppt)/(?:charts|diagrams|drawings)/[^/]+\.xml")
_CUSTOM = re.compile(r"customXml/[^/]+\.xml")
_PROPERTIES = re.compile(r"docProps/(?:core|app|custom)\.xml")
_PROPERTY_LABELS = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Manager": "经理",
    "Company": "单位",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "lpwstr": "自定义",
}


def gather_common(archive: Archive, gathering: Gathering) -> None:
    """What does not depend on the program. Raises UnreadableError and TooMuchError."""
    names = archive.names
    for name in named(names, _PROPERTIES):
        _properties(archive, name, gathering)
    if macros := named(names, _MACROS):
        gathering.add_concern(
            ConcernKind.MACRO, "", "文件里带有宏（会自动运行的程序）", content=_digest_of(archive, macros)
        )
    for name in named(names, _EMBEDDED):
        _embedded(archive, name, gathering)
    for name in named(names, _DRAWN):
        gathering.add_text("图表和图形里的文字", joined_text(optional_xml(archive, name)))
    for name in named(names, _CUSTOM):
        gathering.add_text(
            "自定义数据", joined_text(optional_xml(archive, name), any_element=True), hidden=True
        )
    _positions(archive, named(names, _MEDIA), gathering)


def named(names: Iterable[str], pattern: re.Pattern[str]) -> list[str]:
    """Those names of parts that a pattern fits wholly."""
    return [name for name in names if pattern.fullmatch(name)]


def picture_names(archive: Archive) -> list[str]:
    """The pictures in an office file."""
    return named(archive.names, _MEDIA)


def optional_xml(archive: Archive, name: str) -> _Element | None:
    """The root of a part; None where there is none. Raises UnreadableError where it is damaged."""
    data = archive.read(name)
    return None if data is None else parse_xml(data)


def joined_text(root: _Element | None, *, any_element: bool = False) -> str:
    """The text of a part, a line for each text element (``t``, ``v``), or for every element."""
    if root is None:
        return ""
    elements = root.iter() if any_element else root.iter("{*}t", "{*}v")
    return "\n".join(text for element in elements if (text := (element.text or "").strip()))


def relations(archive: Archive, part: str) -> Iterator[tuple[str, str, str, bool]]:
    """Identifier, kind, target and whether it is outside, of each relation of a part (its ``.rels``)."""
    folder, name = posixpath.split(part)
    root = optional_xml(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    for element in root if root is not None else ():
        target = element.get("Target") or ""
        outside = (element.get("TargetMode") or "").lower() == "external"
        if not outside:
            target = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
        kind = (element.get("Type") or "").rpartition("/")[2]
        yield element.get("Id") or "", kind, target, outside


def text_parts(archive: Archive, pattern: re.Pattern[str]) -> Iterator[tuple[str, _Element]]:
    """The parts that a pattern fits, parsed."""
    for name in named(archive.names, pattern):
        root = optional_xml(archive, name)
        if root is not None:
            yield name, root


def _properties(archive: Archive, name: str, gathering: Gathering) -> None:
    root = optional_xml(archive, name)
    for element in root.iter() if root is not None else ():
        key, text = local_name(element.tag), (element.text or "").strip()
        if key in _PROPERTY_LABELS and text:
            gathering.properties[key] = text
            gathering.add_text(f"文档属性“{_PROPERTY_LABELS[key]}”", text, hidden=True)


def _embedded(archive: Archive, name: str, gathering: Gathering) -> None:
    data = archive.read(name) or b""
    short = posixpath.basename(name)
    place = f"内嵌文件《{short}》"
    found = gathering.add_file(data, "", place, hidden=True)
    gathering.add_concern(
        ConcernKind.EMBEDDED_FILE,
        place,
        f"里面嵌着一个文件（{found.kind.label}），双击图表或图标就能打开",
        quoted=found.pieces[0].text if found.pieces else "",
        content=found.digest,
    )


def _positions(archive: Archive, names: list[str], gathering: Gathering) -> None:
    placed = []
    for name in names:
        try:
            if position_in(archive.read(name) or b""):
                placed.append(posixpath.basename(name))
        except UnreadableError:
            gathering.add_concern(
                ConcernKind.UNREADABLE_PART,
                f"图片“{posixpath.basename(name)}”",
                "已损坏，打不开",
                content=name,
            )
    if placed:
        gathering.add_concern(
            ConcernKind.POSITION, "", f"有{len(placed)}张图片带着拍摄地点的经纬度", content="\n".join(placed)
        )


def _digest_of(archive: Archive, names: list[str]) -> str:
    return "\n".join((archive.read(name) or b"").hex() for name in names)
