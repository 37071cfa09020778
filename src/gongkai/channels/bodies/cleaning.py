"""HTML for strangers' pages: only what a text consists of, no script, no style, and whole addresses.

What goes out was written in our own editor; it is cleaned all the same, because it will stand in pages that trust it.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

KEPT: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
"""The elements that stay. Of others only the text stays."""

REMOVED: Final = frozenset(
    [
        "applet",
        "base",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "xmp",
    ]
)
"""The elements that go with all that is in them."""

ATTRIBUTES: Final = {
    "a": ("href", "title"),
    "img": ("src", "alt", "width", "height"),
    "ol": ("start", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
OF_AN_ADDRESS: Final = frozenset({"href", "src"})
SCHEMES: Final = {"href": frozenset({"http", "https", "mailto", "tel"}), "src": frozenset({"http", "https"})}

# Browsers pass over these within an address: "java\nscript:" is "javascript:" to them.
_PASSED_OVER: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")
# What no XML, and no HTML either, may have.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str, base: str) -> str:
    """The HTML without what may do harm; addresses that begin at `base` (https://…/) are made whole."""
    known = _FORBIDDEN.sub("", text)
    if not known.strip():
        return ""
    root = html.fragment_fromstring(known, create_parent="div")
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *REMOVED, with_tail=False)
    for element in list(root.iterdescendants()):
        if element.tag in KEPT:
            _keep_attributes(element, base)
        else:
            element.drop_tag()
    inner = _escaped(root.text)
    return inner + "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _keep_attributes(element: html.HtmlElement, base: str) -> None:
    allowed = ATTRIBUTES.get(str(element.tag), ())
    for name, value in list(element.attrib.items()):
        if name not in allowed:
            del element.attrib[name]
        elif name in OF_AN_ADDRESS:
            address = _address(str(value), base, SCHEMES[str(name)])
            if address:
                element.attrib[name] = address
            else:
                del element.attrib[name]


def _address(value: str, base: str, schemes: frozenset[str]) -> str:
    """The whole address; "" when it is of a kind that is not let through."""
    try:
        whole = urljoin(base, _PASSED_OVER.sub("", value))
        return whole if urlsplit(whole).scheme.lower() in schemes else ""
    except ValueError:
        return ""
