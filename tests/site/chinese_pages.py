"""Finds English that was left on a page of the platform. For the tests of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import html as markup

# Names that have no Chinese, or whose Chinese nobody uses.
ALLOWED = (
    "API",
    "CSV",
    "DOC",
    "DOCX",
    "GB",
    "HTML",
    "HTTP",
    "HTTPS",
    "ID",
    "IP",
    "JPEG",
    "JPG",
    "JSON",
    "KB",
    "MB",
    "MP4",
    "OIDC",
    "PDF",
    "PNG",
    "SM3",
    "SVG",
    "TOTP",
    "TXT",
    "URL",
    "XLS",
    "XLSX",
    "ZIP",
)
_READ_ATTRIBUTES = (
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "data-w-tooltip-content-value",
    "label",
    "placeholder",
    "title",
)
_BUTTONS = ("button", "image", "reset", "submit")
# Nobody reads the first three; the others hold what is to be copied sign by sign, or what a person has typed.
_NOT_READ = ("script", "style", "symbol", "code", "kbd", "pre", "samp", "textarea")

# Wagtail's template writes None into this hidden counter; its script puts a number there before it shows it.
_FILLED_BY_SCRIPT = "data-side-panel-toggle-counter"

_MARKUP = re.compile(r"</?[a-z][^>]*>")
_EMAIL_OR_ADDRESS = re.compile(
    r"[\w.+-]+@[\w.-]+|\b(?:https?|tel|mailto):\S+|\bwww\.\S+|\blocalhost(?::\d+)?\b"
)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:#-]*")
_HAS_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(
    r"\S*\d\S*|/\S*|[\w-]+(\.[\w-]+)*\.(css|docx?|html?|jpe?g|js|json|pdf|png|svg|txt|xlsx?|zip)"
)


def english_left(html: str, allowed: Iterable[str] = ()) -> list[str]:
    """The texts of the page that are in English only, in the order of the page, each once.

    Looked at are the text nodes, the title, what is read aloud or shown on hovering (`aria-label`, `title`,
    `alt`, `placeholder`, `label`) and the words on buttons. `allowed`: words that the page may show besides
    ALLOWED, such as the names of the accounts of a test.
    """
    permitted = {word.casefold() for word in (*ALLOWED, *allowed)}
    texts = (" ".join(text.split()) for text in _texts(markup.document_fromstring(html)))
    return list(dict.fromkeys(text for text in texts if _is_english(text, permitted)))


def _texts(root: markup.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        is_element = isinstance(element.tag, str)
        if is_element:
            yield from _attributes(element)
        if is_element and element.text and not _is_unread(element):
            yield element.text
        parent = element.getparent()
        if element.tail and parent is not None and not _is_unread(parent):
            yield element.tail


def _attributes(element: markup.HtmlElement) -> Iterator[str]:
    yield from (element.get(name, "") for name in _READ_ATTRIBUTES)
    if element.tag == "input" and element.get("type", "").lower() in _BUTTONS:
        yield element.get("value", "")


def _is_unread(element: markup.HtmlElement) -> bool:
    return _FILLED_BY_SCRIPT in element.attrib or any(
        around.tag in _NOT_READ for around in (element, *element.iterancestors())
    )


def _is_english(text: str, permitted: set[str]) -> bool:
    if _HAS_HAN.search(text):
        return False
    rest = _EMAIL_OR_ADDRESS.sub(" ", _MARKUP.sub(" ", text))
    words = (word.strip("./:#-_") for word in _WORD.findall(rest))
    return any(
        len(word) > 1 and word.casefold() not in permitted and not _CODE.fullmatch(word) for word in words
    )
