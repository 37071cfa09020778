"""The whole way: three people pass an item, and the public has it everywhere; it is withdrawn, and is nowhere."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.platform_process import PATIENCE, Platform
from tests.site.publishing import WORD

# The platform is a process of its own, on SQLite; on PostgreSQL test_postgresql_platform.py starts one.
pytestmark = pytest.mark.any_database


def _wait_until(holds: Callable[[], bool], since: float) -> None:
    while not holds():
        assert time.time() - since < PATIENCE
        time.sleep(0.05)


def test_published_is_everywhere_and_withdrawn_is_nowhere(data: Path) -> None:
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        item = platform.act("publish")
        for place in ("page", "list", "feed", "api", "search"):
            where, what = item[place], item["title"] if place != "search" else WORD

            def there(where: str = where, what: str = what) -> bool:
                status, _, text = platform.get(where)
                return status == 200 and what in text

            _wait_until(there, item["at"])
        status, headers, _ = platform.get(item["file"])
        assert status == 200
        assert {name.lower(): value for name, value in headers.items()}["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in {name.lower() for name in platform.get(item["page"])[1]}

        withdrawn = platform.act("withdraw", str(item["pk"]))
        # No waiting: the act is done, so it is gone.
        assert {place: platform.get(item[place])[0] for place in ("page", "api", "file")} == {
            "page": 410,
            "api": 410,
            "file": 410,
        }
        assert item["title"] not in platform.get(item["search"])[2]

        def nowhere() -> bool:
            return all(item["title"] not in platform.get(item[place])[2] for place in ("list", "feed"))

        _wait_until(nowhere, withdrawn["at"])


def test_office_that_died_leaves_its_readers_the_copy(data: Path) -> None:
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        item = platform.act("publish")
        _wait_until(lambda: item["title"] in platform.get(item["list"])[2], item["at"])
        web = platform.children()["web"]
        os.kill(web, signal.SIGSTOP)
        try:
            assert platform.get(item["page"])[0] == 200
            assert item["title"] in platform.get(item["list"])[2]
        finally:
            os.kill(web, signal.SIGKILL)
        platform.wait_until(lambda: platform.status("/office/") in (200, 302), "the office is back")
