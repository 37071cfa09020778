"""Where the file of an address lies in the static copy, and what its name does not tell. Written there, served here.

The folder of the copy (GONGKAI_PORTAL, by default `portal` in the data folder) has:

    public/                         what a web server serves; a mirror needs nothing else
    public/a/b/index.html           /a/b/
    public/a/b.docx                 /a/b.docx
    public/api/v1/items/12.json     /api/v1/items/12         (under /api/: no ending, or "/" at the end)
    public/api/v1/items.json        /api/v1/items and /api/v1/items/
    public/files/KEY/NAME           an attachment, whatever its name
    public/404/index.html           the page for what is not there, at /404/; likewise /503/; each with its `.meta`
    public/static/portal/…          style sheets and pictures of the pages; their names change with their content
    public/manifest/…               SM3 and size of each file, signed
    ….gz                            beside a text of 512 bytes and more: the same, compressed by gzip
    ….meta                          beside a file of which status or type are others than its name says

A `.meta` is JSON, one object: {"status": 410, "type": "text/html; charset=utf-8"}; what is not in it is 200, or the
type that TYPES has for the ending (UNKNOWN for an ending that is not there). It appears before its file and goes
after it. What begins with a dot is being written; nobody is to read it.

Files are replaced whole, by renaming: who has one open reads it to its end. Addresses are plain text (惠民镇, not
%E6…); names on the disk are UTF-8. An address that is refused here, or has nothing in the folder, is the office's.
"""

from __future__ import annotations

import json
from typing import Final

PUBLIC: Final = "public"
INDEX: Final = "index.html"
API: Final = "/api/"
FILES: Final = "/files/"
GZIP: Final = ".gz"
META: Final = ".meta"
LONGEST_NAME: Final = 249
"""Bytes of a name, so that what stands beside the file has a name too: 255 is what file systems take."""
LONGEST_ADDRESS: Final = 1500
"""Bytes of an address: with the folder before it, it stays below what a kernel takes (4096)."""
UNKNOWN: Final = "application/octet-stream"
TYPES: Final[dict[str, str]] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "pem": "application/x-pem-file",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Endings, and the type that a file has by its name alone."""

LEAST_COMPRESSED: Final = 512
LEVEL: Final = 6
"""Of gzip: 9 makes pages of this kind a hundredth smaller in twice the time. Brotli would make them a fifth smaller;
Python has none, and not every proxy passes it on."""
TEXTS: Final = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
)
"""How the types begin of what is compressed, from `LEAST_COMPRESSED` bytes on."""

_BESIDE: Final = (GZIP, META, ".br")
_NEVER: Final = frozenset("\\?#\x7f") | {chr(code) for code in range(32)}


class NotInCopy(ValueError):
    """No file of the copy can stand at the address."""


def path_of(address: str) -> str:
    """The path of an address below `public`, with "/" between names: "/a/b/" is "a/b/index.html".

    Raises:
        NotInCopy: for what would leave the folder, cannot be a name on a disk, or would be taken for another file.
    """
    if not address.startswith("/") or len(address.encode(errors="replace")) > LONGEST_ADDRESS:
        raise NotInCopy(address)
    names = address[1:].split("/")
    if address.startswith(API) and not names[-1]:
        names.pop()
    *folders, last = names
    if not last and not address.startswith(API):
        last = INDEX
    elif not _may_stand(last):
        raise NotInCopy(address)
    if "." not in last and not address.startswith(FILES):
        if not address.startswith(API):
            raise NotInCopy(address)
        last += ".json"
    if not all(map(_is_name, (*folders, last))):
        raise NotInCopy(address)
    return "/".join((*folders, last))


def address_of(path: str) -> str:
    """The address of a path that `path_of` gives: "a/b/index.html" is "/a/b/", "api/v1/items.json" "/api/v1/items"."""
    if path == INDEX or path.endswith(f"/{INDEX}"):
        return f"/{path.removesuffix(INDEX)}"
    address = f"/{path}"
    stem = address.removesuffix(".json")
    plain = address.startswith(API) and stem != address and "." not in stem.rpartition("/")[2]
    return stem if plain else address


def type_of(path: str) -> str:
    """The type that the name tells; UNKNOWN for one that tells nothing."""
    return TYPES.get(path.rpartition("/")[2].rpartition(".")[2].lower(), UNKNOWN)


def meta_of(path: str, status: int, content_type: str) -> bytes:
    """What stands in the `.meta` beside the file; empty when there is to be none."""
    said: dict[str, int | str] = {}
    if status != 200:
        said["status"] = status
    if content_type != type_of(path):
        said["type"] = content_type
    return json.dumps(said).encode() if said else b""


def read_meta(path: str, content: bytes) -> tuple[int, str]:
    """Status and type of a file with that `.meta`; empty for a file without."""
    said = json.loads(content) if content else {}
    return int(said.get("status", 200)), str(said.get("type") or type_of(path))


def _may_stand(last: str) -> bool:
    """Whether an address may end so: not with what another file is called, or what stands beside one."""
    return bool(last) and last != INDEX and not last.endswith(_BESIDE)


def _is_name(name: str) -> bool:
    """Whether it can be the name of a file or folder: short enough, in UTF-8, and not hidden, which "." and ".." are."""
    if not name or name.startswith(".") or not _NEVER.isdisjoint(name):
        return False
    try:
        return len(name.encode()) <= LONGEST_NAME
    except UnicodeEncodeError:
        return False
