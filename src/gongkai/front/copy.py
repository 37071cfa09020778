"""The two folders that the front serves: the copy of the portal, and the styles and scripts under /static/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from gongkai.front import disk, headers, layout
from gongkai.front.shelf import Held, Shelf

ASSETS: Final = "/static/"
# What collects the assets keeps its own notes among them.
_NOTES: Final = frozenset({"/static/staticfiles.json", "/static/collected.txt"})
_HASHED: Final = re.compile(r"\.[0-9a-f]{12}\.[^./]+$")


class Copy:
    """What stands at an address of the public side, by the files that are there."""

    def __init__(self, pages: Path, assets: Path | None, *, https: bool) -> None:
        self.https = https
        self.pages = Shelf(pages, _place, self._of_a_page)
        self.assets = Shelf(assets, _asset_place, self._of_an_asset) if assets is not None else None

    def at(self, address: str) -> Held | None:
        """What stands there; None when nothing does."""
        if self.assets is not None and address.startswith(ASSETS):
            return self.assets.at(address) or self.pages.at(address)
        return self.pages.at(address)

    def moved_to(self, address: str) -> str:
        """The address with a slash after it when a page stands there, else ""."""
        longer = f"{address}/"
        return longer if not address.endswith("/") and self.pages.has(longer) else ""

    def is_there(self) -> bool:
        """Whether there is a copy at all: it has a home page."""
        return self.pages.has("/")

    def _of_a_page(self, address: str, found: disk.Found) -> list[headers.Header]:
        kind = found.content_type
        if address.startswith(ASSETS):
            return [("content-type", kind), *self._as_asset(address)]
        return [("content-type", kind), *headers.of_public(address, kind, https=self.https)]

    def _of_an_asset(self, address: str, found: disk.Found) -> list[headers.Header]:
        return [("content-type", found.content_type), *self._as_asset(address)]

    def _as_asset(self, address: str) -> list[headers.Header]:
        return headers.of_asset(hashed=_HASHED.search(address) is not None, https=self.https)


def _place(address: str) -> str:
    try:
        return layout.path_of(address)
    except layout.NotInCopy:
        return ""


def _asset_place(address: str) -> str:
    return "" if address in _NOTES or address.endswith("/") else _place(address).removeprefix(ASSETS[1:])
