"""Which files of the copy belong to an address: those of one thing, with whatever stands below it."""

from __future__ import annotations

from pathlib import Path

from gongkai.channels.copying.folder import Folder
from gongkai.front.layout import GZIP, INDEX, META, NotInCopy, path_of


def files_at(folder: Folder, address: str) -> list[tuple[str, Path]]:
    """The files that belong to an address of one thing: what stands below one that ends with "/" does too.

    Each with its path below `public`, without what stands beside it. At an address without "/" it need not be there.
    """
    try:
        path = path_of(address)
    except NotInCopy:
        return []
    if not address.endswith("/"):
        return [(path, folder.public / path)]
    return files_in(folder, folder_of(folder, address))


def folder_of(folder: Folder, address: str) -> Path:
    """The folder on the disk in which the page of an address lies."""
    return (folder.public / path_of(address)).parent


def files_in(folder: Folder, place: Path) -> list[tuple[str, Path]]:
    """The files in a folder on the disk and below it, each with its path, without what stands beside them."""
    return [
        (each.relative_to(folder.public).as_posix(), each)
        for each in sorted(place.rglob("*"))
        if each.is_file() and not each.name.endswith((GZIP, META))
    ]


def has(page: Path, link: bytes) -> bool:
    """Whether a file is a page with these bytes; one that cannot be read is taken for it."""
    try:
        return page.name == INDEX and link in page.read_bytes()
    except OSError:
        return True
