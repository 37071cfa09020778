"""A browser on the office: Debian's Chromium, with the fonts that the package ships."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FONTS = Path(__file__).parents[2] / "src" / "gongkai" / "annual" / "writing" / "fonts"
# Milliseconds: for hangs, not for busy machines.
PATIENCE = 120_000
# How many bytes a second pages arrive at, if not as fast as they can: shows the tests that do not wait for them.
SLOWLY = int(os.environ.get("GONGKAI_TEST_SLOWLY", "0"))
# Playwright's loop runs in this thread; what Django's ORM does here beside it is not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Chromium of the system, without its window where there is one such; without a CJK font on the machine, ours."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        pytest.fail("没有 Chromium：scripts/test_packages 会安装它。")
    conf = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    cache = conf.with_name("cache")
    conf.write_text(
        f"<fontconfig><dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ],
        "env": {**os.environ, "FONTCONFIG_FILE": str(conf)},
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """The screen of an office: 1366 by 768, in Chinese."""
    return {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def connected(page: Any) -> Any:
    """The page, behind a slow line if one is asked for."""
    if SLOWLY:
        line = {"offline": False, "latency": 30, "downloadThroughput": SLOWLY, "uploadThroughput": SLOWLY}
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    return page


@pytest.fixture
def page(page: Any) -> Any:
    """A page of the browser of one test."""
    return connected(page)


@pytest.fixture
def context(context: Any) -> Any:
    """The browser's context of one test."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def sign_in(live_server: Any, context: Any) -> Iterator[Callable[[Any], Any]]:
    """`sign_in(person)` gives a page of a browser of that person's own, signed in."""
    from django.conf import settings
    from django.test import Client

    contexts = []

    def signed_in(person: Any) -> Any:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        own = context.browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=live_server.url
        )
        own.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        own.set_default_timeout(PATIENCE)
        contexts.append(own)
        return connected(own.new_page())

    yield signed_in
    for own in contexts:
        own.close()
