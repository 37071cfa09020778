"""Presentations (PPTX): the text of the slides, hidden slides, the speaker's notes, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.archive import Archive
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering
from gongkai.disclosure.attachments.office_parts import gather_common, picture_names, text_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["gather"]

_SLIDES = re.compile(r"ppt/slides/slide(\d+)\.xml")
_NOTES = re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml")
_COMMENTS = re.compile(r"ppt/comments/[^/]+\.xml")
_PICTURE_ONLY = 30
# The number of the slide is a field on every page of notes.
_FIELD_ONLY = re.compile(r"[\d\s]*")


def gather(data: bytes, gathering: Gathering) -> None:
    """Take a PPTX apart. Raises UnreadableError and TooMuchError, with what was gathered before kept."""
    archive = Archive(data)
    for name, root in text_parts(archive, _SLIDES):
        _slide(int(_number(_SLIDES, name)), root, gathering)
    for pattern, kind, place in (
        (_NOTES, ConcernKind.NOTES, "演讲者备注"),
        (_COMMENTS, ConcernKind.COMMENT, "批注"),
    ):
        texts = [
            text for _, root in text_parts(archive, pattern) if not _FIELD_ONLY.fullmatch(text := _text(root))
        ]
        for text in texts:
            gathering.add_text(place, text, hidden=True)
        if texts:
            content = "\n".join(texts)
            gathering.add_concern(kind, "", f"有{len(texts)}处{place}", quoted=texts[0], content=content)
    names = picture_names(archive)
    if names:
        few = sum(len(piece.text) for piece in gathering.pieces if not piece.hidden) < _PICTURE_ONLY
        kind = ConcernKind.PICTURE if few else ConcernKind.PICTURES_WITHIN
        detail = f"里面有{len(names)}张图片，图片上的文字没有检查"
        gathering.add_concern(kind, "", detail, content="\n".join(names))
    gather_common(archive, gathering)


def _slide(number: int, root: _Element, gathering: Gathering) -> None:
    hidden = root.get("show") in ("0", "false")
    place = f"幻灯片{number}{'（隐藏）' if hidden else ''}"
    text = _text(root)
    gathering.add_text(place, text, hidden=hidden)
    if hidden and text.strip():
        gathering.add_concern(ConcernKind.HIDDEN_SLIDE, place, "放映时不显示，但文件里有", quoted=text)


def _number(pattern: re.Pattern[str], name: str) -> str:
    found = pattern.fullmatch(name)
    return found[1] if found else "0"


def _text(root: _Element) -> str:
    paragraphs = ["".join(leaf.text or "" for leaf in item.iter("{*}t")) for item in root.iter("{*}p")]
    loose = [item.text or "" for item in root.iter("{*}text")]
    return "\n".join(text for text in [*paragraphs, *loose] if text.strip())
