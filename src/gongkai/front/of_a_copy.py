"""Which folder has the pages that readers see: one rule for who serves a copy and for who verifies it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gongkai.front.layout import INDEX, PUBLIC

_OF_THE_DISK: Final = "lost+found"
"""Stands at the top of a disk of its own."""


def pages_in(folder: Path) -> Path:
    """The folder itself, or `public` in it where it is that of a copy, which has nothing else for readers.

    A folder with pages of its own is what readers see; a whole copy that lies in it is no more than a part of that.
    """
    inner = folder / PUBLIC
    return folder if _has_pages(folder) or not inner.is_dir() else inner


def _has_pages(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    return (folder / INDEX).exists() or any(
        each.is_dir() and each.name not in (PUBLIC, _OF_THE_DISK) and not each.name.startswith(".")
        for each in folder.iterdir()
    )
