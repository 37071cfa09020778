"""Automatic numbers of a Word file, which stand in no paragraph's text: 一、 （一） 1. are counted again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.docx_styles import Styles
from gongkai.annual.reading.formats.docx_xml import attribute, child, local_name, number, value_of
from gongkai.annual.reading.formats.numerals import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering"]


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    plain_digits: bool = False


@dataclass(slots=True)
class _List:
    counter: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Numbering:
    """Counts automatically numbered paragraphs as Word does; lists of one definition share their count."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        links: dict[str, str] = {}
        for element in root if root is not None else ():
            name = local_name(element.tag)
            if name == "abstractNum":
                key = attribute(element, "abstractNumId") or ""
                self._definitions[key] = _levels(element)
                if link := value_of(element, "numStyleLink"):
                    links[key] = link
            elif name == "num":
                self._add_list(element)
        for key, link in links.items():
            found = styles.numbering(link)
            if found and found[0] in self._lists:
                self._definitions[key] = self._definitions.get(self._lists[found[0]].counter, {})

    def label(self, place: tuple[int, int] | None) -> str:
        """The label of the next paragraph of a list on a level, e.g. 一、; empty where nothing is printed."""
        if place is None or place[0] not in self._lists:
            return ""
        list_number, depth = place
        found = self._lists[list_number]
        levels = {**self._definitions.get(found.counter, {}), **found.levels}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(found.counter, {})
        if depth in found.restarts and place not in self._begun:
            counts[depth] = found.restarts[depth]
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._begun.add(place)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return _spell(level, levels, counts)

    def _add_list(self, element: _Element) -> None:
        found = _List(value_of(element, "abstractNumId") or "", {}, {})
        for override in element:
            if local_name(override.tag) == "lvlOverride":
                depth = number(attribute(override, "ilvl"))
                start = value_of(override, "startOverride")
                if start is not None:
                    found.restarts[depth] = number(start, 1)
                found.levels.update(_levels(override))
        self._lists[number(attribute(element, "numId"))] = found


def _levels(element: _Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for found in element:
        if local_name(found.tag) == "lvl":
            levels[number(attribute(found, "ilvl"))] = _Level(
                value_of(found, "numFmt") or "decimal",
                value_of(found, "lvlText") or "",
                number(value_of(found, "start"), 1),
                child(found, "isLgl") is not None,
            )
    return levels


def _spell(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    """Fill the pattern of a level, such as （%1）, with the numbers of the levels that it names."""
    if level.form in ("bullet", "none"):
        return ""

    def number_of(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        named = levels.get(depth, level)
        form = "decimal" if level.plain_digits else named.form
        return format_number(counts.get(depth, named.start), form)

    label = re.sub(r"%([1-9])", number_of, level.pattern)
    return label + " " if label and label[-1].isalnum() else label
