"""Items that people published, and the pages that stand for them."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from tests.disclosure.conftest import Office, clock, media, office

from gongkai.channels.pages import Absent, File
from gongkai.portal.editions import InBothEditions
from gongkai.portal.sources.items import ItemPages

__all__ = ["clock", "media", "office"]

Pages = Callable[..., dict[str, File | Absent]]
MOST_QUERIES = 16


@pytest.fixture
def pages() -> Pages:
    """What the source renders of items, by address."""

    def rendered(*items: Any) -> dict[str, File | Absent]:
        found = InBothEditions(ItemPages()).render([item.pk for item in items])
        return {each.address: each for each in found}

    return rendered


def text(found: File | Absent | None) -> str:
    """The page's source, with its characters unescaped."""
    assert isinstance(found, File) and isinstance(found.body, bytes)
    return unescape(found.body.decode())


def again_published(office: Office, item: Any, **fields: Any) -> Any:
    """The item changed, reviewed and published once more."""
    return office.reviewed(office.revised(item, **fields))
