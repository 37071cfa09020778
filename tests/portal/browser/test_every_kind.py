"""Every kind of public page, in both editions: for those who hear it, who have little room, who value their privacy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.office.browsing import by_keyboard, skips
from tests.portal.browser.conftest import DESK, PHONE, Site
from tests.portal.browser.kinds import KINDS, STATUS
from tests.portal.browser.watching import Watch, cut, heard, narrow, outlined, run_together, squeezed

from gongkai.channels.addresses import ELDER

EDITIONS = ("", ELDER)
WIDTHS = (375, 768, 1366)


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_use_it(site: Site, kind: str) -> None:
    page = site.reader()
    faults = [fault for edition in EDITIONS for fault in _faults(site, page, kind, edition)]
    page.context.close()
    assert not faults, "\n".join(faults)


def _faults(site: Site, page: Any, kind: str, edition: str) -> Iterator[str]:
    address = f"{edition}{KINDS[kind](site.county)}"
    watch = Watch.over(page, site.url)
    answer = page.goto(address)
    found = [
        *([] if answer.status == STATUS.get(kind, 200) else [f"状态{answer.status}"]),
        *outlined(page),
        *heard(page, (PHONE, DESK)),
        *skips(page),
        *(by_keyboard(page) if not edition else ()),  # the same stops in both editions
        *run_together(page),
        *narrow(page),
        *squeezed(page, PHONE),
        *cut(page),
        *watch.faults(),
    ]
    _picture(page, f"{kind}{edition.replace('/', '-')}")
    yield from (f"{address}：{fault}" for fault in found)


def _picture(page: Any, name: str) -> None:
    """Kept where GONGKAI_PICTURES says, for whoever wants to look."""
    if not (folder := os.environ.get("GONGKAI_PICTURES")):
        return
    page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
