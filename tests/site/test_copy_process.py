"""The process that keeps the copy: killed, it is missed by nobody who withdraws; built beside it, all stays whole."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tests.site.platform_process import Platform, gongkai
from tests.site.test_public_side import _act, _wait_until

from gongkai.front.layout import path_of


def _unquoted(address: str) -> str:
    from urllib.parse import unquote

    return unquote(address)


def test_withdrawn_while_the_copy_stands_still_and_built_while_it_runs(data: Path) -> None:
    public = data / "portal" / "public"
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        item = _act(platform, "publish")
        place = {name: public / path_of(_unquoted(item[name])) for name in ("page", "file", "api", "list")}
        _wait_until(lambda: place["api"].is_file() and place["file"].is_file(), item["at"])
        _wait_until(lambda: item["title"] in place["list"].read_text("utf-8"), item["at"])

        copying = platform.children()["copying"]
        os.kill(copying, signal.SIGSTOP)
        try:
            _act(platform, "withdraw", str(item["pk"]))
            assert not place["file"].exists()
            assert place["page"].with_name("index.html.meta").read_bytes() == b'{"status": 410}'
        finally:
            os.kill(copying, signal.SIGKILL)
        _wait_until(lambda: item["title"] not in place["list"].read_text("utf-8"), time.time())

        built = gongkai("portal", "build", "--data", str(data), "--jobs", "2")
        assert built.returncode == 0, built.stderr
        assert "没有做成0" in built.stdout
        elsewhere = gongkai("portal", "build", "--data", str(data), "--to", str(data.parent / "www"))
        assert elsewhere.returncode == 0, elsewhere.stderr
        for folder in (data / "portal", data.parent / "www"):
            verified = gongkai("portal", "verify", str(folder))
            assert verified.returncode == 0, verified.stdout
