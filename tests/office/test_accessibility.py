"""Every page of the office in a browser: for those who hear it, who use the keyboard only, who enlarge it.

The pages are those of the configuration of URLs (tests/office/walking.py), each as somebody who uses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer
from tests.databases import template
from tests.office import browsing, stage
from tests.office.addresses import addresses
from tests.office.visits import Answer, answer_of
from tests.office.walking import Screen, screens

# In the order in which they are asked whether the page is theirs.
USERS = ("drafter", "deputy", "chief", "accounts", "supervisor", "auditor", "anonymous")
PAGES = [screen for screen in screens() if not screen.is_wagtails]


def named(screen: Screen) -> str:
    """The name in the report of a test."""
    return screen.name


class Site:
    """The platform with a browser for each role."""

    def __init__(self, made: stage.Stage, url: str, browser: Any) -> None:
        self.made, self.url, self.browser = made, url, browser
        self.visitors: dict[str, browsing.Visitor] = {}

    def visitor(self, role: str) -> browsing.Visitor:
        """The role's browser, 1366 pixels wide."""
        if role not in self.visitors:
            context = self.browser.new_context(viewport=browsing.DESKTOP, locale="zh-CN", base_url=self.url)
            if role in self.made.sessions:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.made.sessions[role]}
                context.add_cookies([{**cookie, "url": self.url}])
            self.visitors[role] = browsing.Visitor(context.new_page())
        visitor = self.visitors[role]
        visitor.page.set_viewport_size(browsing.DESKTOP)
        return visitor

    def used_by(self, screen: Screen) -> Iterator[tuple[str, str]]:
        """Who uses the screen, and where: of each status of a page one, for the first who gets it."""
        for role in USERS:
            for address in addresses(screen, self.made):
                answer = self.looked_at(role, address.path)
                if answer.status == 200 and answer.is_page:
                    yield role, address.path
                    return
                if answer.status == 405:
                    return  # only a POST is meant, whoever asks and whatever the state

    def looked_at(self, role: str, path: str) -> Answer:
        """What the role gets there, without a browser."""
        return answer_of(self.made.client(role).get(path))


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, browser: Any) -> Iterator[Site]:
    """A world that is stored, so that the server's threads see it; afterwards the database is put back."""
    with django_db_blocker.unblock(), stage.folders():
        server = LiveServer("localhost")
        made = Site(stage.build(), server.url, browser)
        yield made
        for visitor in made.visitors.values():
            visitor.page.context.close()
        server.stop()
        template().restore()


@pytest.mark.parametrize("screen", PAGES, ids=named)
def test_everybody_can_use_the_page(site: Site, screen: Screen) -> None:
    faults = []
    for role, path in site.used_by(screen):
        visitor = site.visitor(role)
        visitor.open(path)
        page = visitor.page
        found = [
            *browsing.heard(page),
            *browsing.too_wide(page, browsing.DESKTOP),
            *browsing.skips(page),
            *browsing.by_keyboard(page),
            *browsing.too_wide(page, browsing.ENLARGED),
        ]
        faults += [f"{role} {path} {fault}" for fault in found]
    assert not faults, "\n".join(faults)
