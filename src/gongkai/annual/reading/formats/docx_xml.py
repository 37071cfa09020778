"""The few ways in which readers of Word files look at an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["attribute", "child", "local_name", "number", "properties_of", "value_of"]


_names: dict[str, str] = {}
_MOST_NAMES = 5000


def local_name(tag: object) -> str:
    """The name of an element without its namespace; empty for comments and the like.

    Word writes the same names in two namespaces (transitional and strict), which mean the same.
    """
    if not isinstance(tag, str):
        return ""
    name = _names.get(tag)
    if name is None:
        name = tag.rpartition("}")[2]
        if len(_names) < _MOST_NAMES:
            _names[tag] = name
    return name


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name."""
    if element is not None:
        for candidate in element:
            if local_name(candidate.tag) == name:
                return candidate
    return None


def properties_of(element: _Element, name: str) -> _Element | None:
    """The properties of a paragraph (pPr) or a run (rPr), which can only stand first in it."""
    first = next(iter(element), None)
    return first if first is not None and local_name(first.tag) == name else None


def attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name without a namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def value_of(element: _Element | None, name: str) -> str | None:
    """The ``w:val`` of the child of that name."""
    found = child(element, name)
    return None if found is None else attribute(found, "val")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as an attribute writes it, or the default."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default
