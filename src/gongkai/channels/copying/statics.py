"""The pages' own style sheets and pictures, beside the pages: the copy is whole by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from gongkai.channels.copying.writing import Writer
from gongkai.channels.pages import File
from gongkai.front.layout import type_of

OURS: Final = "portal/"
KEPT_SECONDS: Final = 7 * 24 * 3600
"""So long an old style sheet stays after the pages went over to a new one: a page may be in somebody's cache."""


def put(writer: Writer) -> None:
    """Put them in place; their names have the hash of their content."""
    for file in files():
        writer.take(file)


def files() -> Iterator[File]:
    """The files as they were collected, those only that pages name."""
    root = Path(settings.STATIC_ROOT)
    manifest = root / "staticfiles.json"
    if not manifest.is_file():
        return
    hashed = json.loads(manifest.read_text("utf-8"))["paths"]
    for plain, name in sorted(hashed.items()):
        if plain.startswith(OURS) and (root / name).is_file():
            address = f"{settings.STATIC_URL}{name}"
            yield File(address, (root / name).read_bytes(), type_of(name))


def is_kept(path: str, place: Path) -> bool:
    """Whether a static file that no page names any more is to stay for now."""
    if not path.startswith(settings.STATIC_URL.strip("/") + "/"):
        return False
    try:
        return time.time() - place.stat().st_mtime < KEPT_SECONDS
    except (FileNotFoundError, NotADirectoryError):  # another took it away
        return False
