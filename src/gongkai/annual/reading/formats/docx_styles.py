"""What the styles of a Word file give their paragraphs: a heading level, a place in a numbered list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.docx_xml import attribute, child, local_name, number, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MAX_LEVELS", "Styles", "numbering_of"]

MAX_LEVELS = 9
"""How many levels a numbered list has in Word."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_MAX_CHAIN = 20


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    numbering: tuple[int, int] | None


class Styles:
    """The paragraph styles of a file: heading level and numbering of each, inherited ones included."""

    def __init__(self, root: _Element | None) -> None:
        self._elements = {
            attribute(element, "styleId"): element
            for element in (root if root is not None else ())
            if local_name(element.tag) == "style"
        }
        self._styles: dict[str, _Style] = {}

    def _style(self, name: str) -> _Style:
        """The style of that id, read when it is first met: files bring hundreds that they never use."""
        if name not in self._styles:
            element = self._elements[name]
            properties = child(element, "pPr")
            outline = value_of(properties, "outlineLvl")
            self._styles[name] = _Style(
                value_of(element, "name") or "",
                value_of(element, "basedOn"),
                number(outline, 9) if outline is not None else None,
                numbering_of(properties),
            )
        return self._styles[name]

    def level(self, style: str | None, outline: str | None) -> int:
        """The heading level, 1 to 6, of a paragraph with that style and that outline level; 0 for text."""
        if outline is not None:
            return _heading_level(number(outline, 9))
        for found in self._chain(style):
            if found.outline is not None:
                return _heading_level(found.outline)
            if match := _HEADING.match(found.name):
                return min(int(match[1]), 6)
        return 0

    def numbering(self, style: str | None) -> tuple[int, int] | None:
        """The list and the level in it that a style gives its paragraphs."""
        return next((found.numbering for found in self._chain(style) if found.numbering), None)

    def _chain(self, style: str | None) -> list[_Style]:
        chain: list[_Style] = []
        while style is not None and style in self._elements and len(chain) < _MAX_CHAIN:
            chain.append(self._style(style))
            style = chain[-1].based_on
        return chain


def _heading_level(outline: int) -> int:
    return min(outline + 1, 6) if 0 <= outline < MAX_LEVELS else 0


def numbering_of(properties: _Element | None) -> tuple[int, int] | None:
    """The list (0: none) and the level that paragraph properties name."""
    found = child(properties, "numPr")
    if found is None:
        return None
    return number(value_of(found, "numId")), min(max(number(value_of(found, "ilvl")), 0), MAX_LEVELS - 1)
