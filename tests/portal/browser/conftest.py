"""Readers' browsers on the portal of a small county, served by a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.databases import template
from tests.office import stage
from tests.office.conftest import PATIENCE, browser_type_launch_args, connected
from tests.portal.browser import county as making

__all__ = ["browser_type_launch_args"]
PHONE = {"width": 375, "height": 667}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The day is today, whatever the tests beside these do: the county lies in the past."""
    yield


@pytest.fixture(autouse=True)
def media() -> None:
    """The county has its own folders."""


@dataclass
class Site:
    """The county, where it is served, and a browser."""

    county: making.County
    url: str
    browser: Any

    def reader(self, size: dict[str, int] = DESK, **more: Any) -> Any:
        """A browser of somebody who was never here. The page's `context` is to be closed."""
        context = self.browser.new_context(viewport=size, locale="zh-CN", base_url=self.url, **more)
        context.set_default_timeout(PATIENCE)
        return connected(context.new_page())


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: Any, browser: Any) -> Iterator[Site]:
    """A county that is stored, so that the server's threads see it; afterwards the database is put back."""
    with django_db_blocker.unblock(), stage.folders():
        server = LiveServer("localhost")
        yield Site(making.build(), server.url, browser)
        server.stop()
        template().restore()
