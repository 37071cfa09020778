"""The headers of everything public, in one table: the front, the views that answer where no copy is, and nginx.

What a browser may do with a page of ours is decided here and nowhere else. No answer to a reader has a cookie.
"""

from __future__ import annotations

from enum import Enum
from typing import Final
from urllib.parse import quote

Header = tuple[str, str]

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""No script and no style stands in a page; nothing comes from elsewhere; no other site shows us in a frame."""

FILE_POLICY: Final = "default-src 'none'; sandbox"
"""What is no page runs nothing, whatever is in it."""

_FEATURES: Final = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS: Final = ", ".join(f"{feature}=()" for feature in _FEATURES)
HSTS: Final = "max-age=31536000"
ASK_AGAIN: Final = "no-cache"
"""Kept by a browser only to be asked for again by its ETag: what was withdrawn is gone at once."""
FOR_GOOD: Final = "public, max-age=31536000, immutable"
A_WHILE: Final = "public, max-age=3600"

OPEN: Final = ("/api/", "/feeds/")
"""What programs on other sites may read: public data, without a cookie."""


class Kind(Enum):
    """What a public answer is to a browser."""

    PAGE = "page"
    OPEN_DATA = "open data"
    DATA = "data"
    SHOWN_FILE = "shown file"
    PDF = "pdf"
    SAVED_FILE = "saved file"


_DATA_TYPES: Final = frozenset(
    {"application/json", "application/xml", "text/xml", "text/plain", "text/css", "text/javascript",
     "application/atom+xml", "application/feed+json", "application/manifest+json", "application/schema+json"}
)  # fmt: skip


def kind_of(address: str, content_type: str) -> Kind:
    """What stands at an address, by where it stands and by its Content-Type."""
    plain = content_type.partition(";")[0].strip().lower()
    if plain in ("text/html", "application/xhtml+xml"):
        return Kind.PAGE
    if address.startswith(OPEN):
        return Kind.OPEN_DATA
    if plain in _DATA_TYPES:
        return Kind.DATA
    if plain == "application/pdf":
        return Kind.PDF
    return Kind.SHOWN_FILE if plain.startswith(("image/", "font/")) else Kind.SAVED_FILE


_OF_A_PAGE: Final[tuple[Header, ...]] = (
    ("content-security-policy", PAGE_POLICY),
    ("permissions-policy", PERMISSIONS),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "SAMEORIGIN"),
)
_OF_A_FILE: Final[tuple[Header, ...]] = (
    ("content-security-policy", FILE_POLICY),
    ("cross-origin-resource-policy", "same-origin"),
)
OF_KIND: Final[dict[Kind, tuple[Header, ...]]] = {
    Kind.PAGE: _OF_A_PAGE,
    Kind.OPEN_DATA: (
        ("content-security-policy", FILE_POLICY),
        ("cross-origin-resource-policy", "cross-origin"),
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", "ETag, Retry-After"),
    ),
    Kind.DATA: _OF_A_FILE,
    Kind.SHOWN_FILE: _OF_A_FILE,
    # Browsers refuse to show a PDF in a sandbox.
    Kind.PDF: (("cross-origin-resource-policy", "same-origin"), ("x-frame-options", "SAMEORIGIN")),
    Kind.SAVED_FILE: _OF_A_FILE,
}
"""What each kind of answer has beside the headers of `ALWAYS`."""

ALWAYS: Final[tuple[Header, ...]] = (
    ("cache-control", ASK_AGAIN),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
)

PREFLIGHT: Final[tuple[Header, ...]] = (
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, HEAD, OPTIONS"),
    ("access-control-allow-headers", "Content-Type, If-None-Match, Range"),
    ("access-control-max-age", "86400"),
)
"""What a page of another site is told before it reads our public data."""


def of_public(address: str, content_type: str, *, https: bool, name: str = "") -> list[Header]:
    """The headers of what stands at a public address, with lower-case names, without those of its body.

    `name` is what a file is called when it is saved; without it, what the address ends with. `https` says that
    readers come by https (to send HSTS).
    """
    kind = kind_of(address, content_type)
    found = [*ALWAYS, *OF_KIND[kind]]
    if kind in (Kind.PDF, Kind.SAVED_FILE):
        how = "inline" if kind is Kind.PDF else "attachment"
        found.append(("content-disposition", disposition(how, name or address.rpartition("/")[2])))
    if https:
        found.append(("strict-transport-security", HSTS))
    return found


def of_asset(*, hashed: bool, https: bool) -> list[Header]:
    """The headers of a file under /static/; `hashed` says that its name has the hash of its content."""
    found = [
        ("cache-control", FOR_GOOD if hashed else A_WHILE),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
    ]
    return [*found, ("strict-transport-security", HSTS)] if https else found


def disposition(how: str, name: str) -> str:
    """Content-Disposition: `how` is inline or attachment; the name in ASCII for old readers, and whole (RFC 6266)."""
    plain = "".join(
        letter if (letter.isascii() and letter.isalnum()) or letter in "._-" else "_" for letter in name
    )
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
