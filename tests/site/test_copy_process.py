"""The process that keeps the copy: killed, it is missed by nobody who withdraws; built beside it, all stays whole."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.site.platform_process import Platform, clean_environ, gongkai
from tests.site.test_public_side import _wait_until

from gongkai.channels.copying import status
from gongkai.channels.copying.folder import Folder
from gongkai.front.layout import path_of

# The platform is a process of its own, on SQLite; on PostgreSQL test_postgresql_platform.py starts one.
pytestmark = pytest.mark.any_database


def _is_whole(folder: Path) -> bool:
    return gongkai("portal", "verify", str(folder)).returncode == 0


def _stop_between_writings(process: int, data: Path) -> None:
    """Have it stand still. Not while it writes: whoever holds SQLite's one lock for good stops the office as well."""
    while True:
        os.kill(process, signal.SIGSTOP)
        database = sqlite3.connect(data / "gongkai.sqlite3", timeout=1, isolation_level=None)
        with contextlib.closing(database), contextlib.suppress(sqlite3.OperationalError):
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
            return
        os.kill(process, signal.SIGCONT)
        time.sleep(0.1)


def test_withdrawn_while_the_copy_stands_still_and_built_while_it_runs(data: Path) -> None:
    public = data / "portal" / "public"
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        item = platform.act("publish")
        place = {name: public / path_of(unquote(item[name])) for name in ("page", "file", "api", "list")}
        _wait_until(lambda: place["api"].is_file() and place["file"].is_file(), item["at"])
        place["body"] = place["list"].parent.parent / "index.html"
        for name in ("list", "body"):
            _wait_until(lambda: item["title"] in place[name].read_text("utf-8"), item["at"])  # noqa: B023 - at once

        copying = platform.children()["copy"]
        _stop_between_writings(copying, data)
        try:
            platform.act("withdraw", str(item["pk"]))
            assert not place["file"].exists()
            assert place["page"].with_name("index.html.meta").read_bytes() == b'{"status": 410}'
        finally:
            os.kill(copying, signal.SIGKILL)
        assert item["title"] not in place["list"].read_text("utf-8")
        # What only names it is left to who follows: another process by now.
        _wait_until(lambda: platform.children().get("copy", copying) != copying, time.time())
        _wait_until(lambda: item["title"] not in place["body"].read_text("utf-8"), time.time())

        # By the building of everything that went on meanwhile, perhaps: after a killed one another process has to come.
        _wait_until(partial(Folder(data / "portal").is_busy, "follow"), time.time())
        strange = gongkai("portal", "build", "--data", str(data), GONGKAI_URL="https://other.example.gov.cn")
        assert strange.returncode == 2
        assert f"平台正在为 http://localhost:{platform.port} 维护这个副本" in strange.stderr

        for options in (("--jobs", "2"), ("--to", str(data.parent / "www"))):
            built = gongkai("portal", "build", "--data", str(data), *options, GONGKAI_PORT=str(platform.port))
            assert built.returncode == 0, built.stderr
            assert "没有做成0" in built.stdout
            assert ("须立即重做" in built.stderr) == ("--to" in options), "the platform keeps its own only"
        for folder in (data / "portal", data.parent / "www"):
            _wait_until(partial(_is_whole, folder), time.time())


def test_what_keeps_it_from_being_built_is_told(data: Path) -> None:
    public = data / "portal" / "public"
    public.parent.mkdir(exist_ok=True)
    public.write_text("somebody's")
    environ = clean_environ(GONGKAI_DATA=str(data), DJANGO_SETTINGS_MODULE="gongkai.site.settings")
    built = subprocess.run(
        [sys.executable, "-m", "gongkai.site.processes.building"],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 2, built.stderr
    assert str(public) in status.read(Folder(public.parent))["not_built"]
