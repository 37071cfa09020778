"""A copy in a folder of its own, of a small public side: a page for each item, one list, and the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from gongkai.channels import addresses, pages
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.channels.pages import JSON, Absent, Changes, File, Key
from gongkai.channels.stored_files import StoredFiles
from gongkai.disclosure.models import Item


class Papers:
    """The pages of items. `broken` are keys that cannot be rendered; `rendered` counts keys."""

    name = "items"

    def __init__(self) -> None:
        self.broken: set[Key] = set()
        self.rendered: list[Key] = []

    def keys(self) -> Iterable[Key]:
        return list(Item.objects.exclude(first_published_at=None).values_list("pk", flat=True))

    def stale(self, changes: Changes) -> Iterable[Key]:
        return sorted(changes.items)

    def at(self, address: str) -> Key | None:
        for item in Item._base_manager.select_related("agency"):
            if any(address.startswith(own) for own in addresses.of_item(item)):
                return item.pk
        return None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        public = {item.pk: item for item in Item.objects.public().filter(pk__in=keys)}
        for item in Item._base_manager.filter(pk__in=keys).select_related("agency"):
            self.rendered.append(item.pk)
            if item.pk in self.broken:
                raise ValueError("template")
            page, elder, api = addresses.of_item(item)
            if item.pk in public:
                text = f"<h1>{item.title}</h1>".encode() + b"<p>...</p>" * 100
                yield from (File(page, text), File(elder, text), File(f"{page}dayin/", text))
                yield File(api, json.dumps({"title": item.title}).encode(), JSON)
            elif item.withdrawn_at is not None:
                yield from (File(page, b"gone", status=410), File(elder, b"gone", status=410))
                yield from (File(f"{page}dayin/", b"gone", status=410), Absent(api))


class Front:
    """One page that lists all."""

    name = "home"

    def keys(self) -> Iterable[Key]:
        return ["home"]

    def stale(self, changes: Changes) -> Iterable[Key]:
        return ["home"]

    def at(self, address: str) -> Key | None:
        return "home" if address == "/" else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        titles = Item.objects.public().order_by("-pk").values_list("title", flat=True)
        yield File("/", "\n".join(titles).encode())


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> Papers:
    source = Papers()
    known: dict[str, Any] = {each.name: each for each in (source, Front(), StoredFiles())}
    monkeypatch.setattr(pages, "_sources", known)
    return source


@pytest.fixture
def folder(tmp_path: Path, settings: Any, papers: Papers) -> Folder:
    settings.DATA = tmp_path
    settings.PORTAL = tmp_path / "portal"
    made = Folder(settings.PORTAL)
    made.prepare()
    return made


@pytest.fixture
def follower(folder: Folder) -> Follower:
    return Follower(folder)
