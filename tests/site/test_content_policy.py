"""The Content-Security-Policy holds on the office's pages, and stops nothing that they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.office.conftest import (  # noqa: F401 - the browser of the office's tests
    browser_context_args,
    browser_type_launch_args,
    sign_in,
)

from gongkai.agencies.models import PostRole
from gongkai.disclosure.models import Column

pytestmark = pytest.mark.django_db(transaction=True)

LISTEN = """
document.addEventListener('securitypolicyviolation', event => console.log(
    'VIOLATION ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber
    + ' ' + event.sample));
"""


@pytest.fixture
def visit(world: Any, sign_in: Callable[[Any], Any]) -> Callable[..., tuple[Any, list[str]]]:  # noqa: F811
    def go(person: Any, *addresses: str) -> tuple[Any, list[str]]:
        page = sign_in(person)
        violations: list[str] = []
        page.on(
            "console",
            lambda message: (
                violations.append(message.text)
                if "VIOLATION" in message.text or "Content Security" in message.text
                else None
            ),
        )
        page.add_init_script(LISTEN)
        for address in addresses:
            page.goto(address)
            page.wait_for_load_state("networkidle")
        return page, violations

    return go


def test_pages_of_the_office_break_no_rule(world: Any, visit: Any) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    _, violations = visit(
        drafter,
        "/office/",
        "/office/items/",
        "/office/reviews/",
        "/office/columns/",
        "/office/terms/",
        "/nowhere",
    )
    assert violations == []


def test_editor_works_under_the_policy(world: Any, visit: Any) -> None:
    Column.objects.create(agency=world.agency("惠民镇"), name="通知公告", slug="notice", kind="notice")
    page, violations = visit(world.of("惠民镇", PostRole.DRAFTER), "/office/items/new/")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("为做好防火工作")
    assert "为做好防火工作" in page.locator(".public-DraftEditor-content").first.inner_text()
    page.keyboard.press("Shift+Home")
    page.wait_for_timeout(500)
    page.keyboard.press("End")
    page.keyboard.type(" /")
    page.wait_for_timeout(500)
    assert violations == []


def test_injected_script_does_not_run(world: Any, visit: Any) -> None:
    page, violations = visit(world.of("惠民镇", PostRole.DRAFTER), "/office/")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.broken = true';
            document.body.append(script);
            const image = document.createElement('div');
            image.innerHTML = '<img src=x onerror="window.broken = true">';
            document.body.append(image);
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.broken") is None
    assert any("script-src" in violation for violation in violations)


def test_styles_in_the_page_are_for_the_office_only(client: Client) -> None:
    outside = client.get("/no-such-page")["Content-Security-Policy"]
    assert "unsafe-inline" not in outside
    assert "style-src-attr 'none'" in outside
    inside = client.get("/office/no-such-page")["Content-Security-Policy"]
    assert "style-src-elem 'self' 'unsafe-inline'" in inside


def test_sign_in_page_says_the_policy_and_may_be_framed_by_nobody_else(client: Client) -> None:
    answer = client.get("/office/", follow=True)
    policy = answer["Content-Security-Policy"]
    for part in ("object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'", "form-action 'self'"):
        assert part in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
