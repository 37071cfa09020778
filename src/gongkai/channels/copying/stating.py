"""The form of the manifest, for who writes it and who holds a mirror against it. Pure: no Django, no folder of ours."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from gongkai.front.layout import GZIP, META

MANIFEST: Final = "manifest"
STATEMENT: Final = "index.json"
PUBLIC_KEY: Final = "public-key.pem"
TITLE: Final = "政府信息公开门户静态副本清单"
PARTS: Final = tuple(f"{number:02x}" for number in range(256))
_BLOCK: Final = 1 << 20

Part = dict[str, tuple[str, int]]
"""Path of a file below `public` -> SM3 in hexadecimal, bytes."""


def part_of(path: str) -> str:
    """The part that has the file, and what stands beside it."""
    for ending in (GZIP, META):
        path = path.removesuffix(ending)
    return hashlib.sha256(path.encode()).hexdigest()[:2]


def can_be_stated(path: str) -> bool:
    """Whether the manifest can have it: no name is in another encoding than UTF-8, as none of ours is."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(file: Path) -> tuple[str, int]:
    """SM3 and size of a file."""
    state = hashlib.new("sm3")
    size = 0
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            state.update(block)
            size += len(block)
    return state.hexdigest(), size


def sm3(content: bytes) -> str:
    """SM3 in hexadecimal."""
    return hashlib.new("sm3", content).hexdigest()


def read_part(content: bytes) -> Part:
    """The files of a part as it stands on the disk. ValueError, TypeError, AttributeError when it is none."""
    return {str(path): (str(sm), int(size)) for path, (sm, size) in json.loads(content).items()}
