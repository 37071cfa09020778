"""What a Word file holds that its printed page does not show: changes kept on record, hidden runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.docx_xml import attribute, child, local_name, properties_of, value_of
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["hidden_styles", "take_out_hidden"]

_OFF = ("0", "false", "off")
_TEXT = ("{*}t", "{*}delText")


def hidden_styles(root: _Element | None) -> frozenset[str]:
    """The styles whose text is hidden."""
    found = set()
    for style in root.iter("{*}style") if root is not None else ():
        if _vanishes(child(style, "rPr")):
            found.add(attribute(style, "styleId") or "")
    return frozenset(found)


def take_out_hidden(
    root: _Element, place: str, gathering: Gathering, styles: frozenset[str]
) -> list[_Element]:
    """Gather what the page does not show and take it out of the tree, so that what is left is the page.

    Gives the text boxes, taken out of their paragraphs too, for these would be torn in two by them.
    """
    _drop_fallbacks(root)
    _gather_changes(root, place, gathering)
    _gather_hidden_runs(root, place, gathering, styles)
    boxes = list(root.iter("{*}txbxContent"))
    for box in boxes:
        _take_out(box)
    return boxes


def _drop_fallbacks(root: _Element) -> None:
    """The fallback repeats for old programs what the choice says, unless it says something else."""
    for fallback in list(root.iter("{*}Fallback")):
        choice = child(fallback.getparent(), "Choice")
        if choice is not None and _words(fallback) in ("", _words(choice)):
            _take_out(fallback)


def _gather_changes(root: _Element, place: str, gathering: Gathering) -> None:
    deleted: list[str] = []
    inserted: list[str] = []
    authors: dict[str, None] = {}
    for change in list(root.iter("{*}del", "{*}moveFrom", "{*}ins", "{*}moveTo")):
        words = _words(change)
        author = attribute(change, "author") or ""
        if not words.strip():
            continue
        authors.setdefault(author, None)
        if local_name(change.tag) in ("ins", "moveTo"):
            inserted.append(words)
        else:
            deleted.append(words)
            _take_out(change)
    if not deleted and not inserted:
        return
    for words in deleted:
        gathering.add_text(f"{place}里已删除的文字", words, hidden=True)
    names = "、".join([name for name in authors if name][:3])
    gathering.add_concern(
        ConcernKind.TRACKED_CHANGE,
        place,
        f"有修订痕迹：删除{len(deleted)}处、插入{len(inserted)}处{f'（{names}）' if names else ''}",
        quoted=(deleted or inserted)[0],
        content="\n".join([*deleted, "", *inserted]),
    )


def _gather_hidden_runs(root: _Element, place: str, gathering: Gathering, styles: frozenset[str]) -> None:
    hidden = []
    for run in [run for run in root.iter("{*}r") if _is_hidden(run, styles)]:
        words = _words(run)
        if words.strip():
            hidden.append(words)
            gathering.add_text(f"{place}里隐藏的文字", words, hidden=True)
            _take_out(run)
    if hidden:
        gathering.add_concern(
            ConcernKind.HIDDEN_TEXT,
            place,
            f"有{len(hidden)}处设成了隐藏的文字",
            quoted="".join(hidden),
            content="\n".join(hidden),
        )


def _is_hidden(run: _Element, styles: frozenset[str]) -> bool:
    properties = properties_of(run, "rPr")
    if child(properties, "vanish") is not None:
        return _vanishes(properties)
    if not styles:
        return False
    if value_of(properties, "rStyle") in styles:
        return True
    paragraph = next((item for item in run.iterancestors() if local_name(item.tag) == "p"), None)
    return paragraph is not None and value_of(properties_of(paragraph, "pPr"), "pStyle") in styles


def _vanishes(properties: _Element | None) -> bool:
    vanish = child(properties, "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _words(element: _Element) -> str:
    return "".join(item.text or "" for item in element.iter(*_TEXT))


def _take_out(element: _Element) -> None:
    """Take an element out of the tree. In these formats no text stands behind one that would go with it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
