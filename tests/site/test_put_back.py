"""A backup that is put back under the copy of a platform that has gone on: what the next start says and keeps."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from tests.site.platform_process import Platform, prepare

# The platform is a process of its own, on SQLite; what is done to PostgreSQL is in tests/channels/copying.
pytestmark = pytest.mark.any_database


def test_the_start_after_a_backup_was_put_back_gives_no_number_again(data: Path, tmp_path: Path) -> None:
    database, backup = data / "gongkai.sqlite3", tmp_path / "backup.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as running:
        running.execute("VACUUM INTO ?", [str(backup)])
    with Platform(data) as platform:
        page = platform.act("publish")["page"]
        platform.wait_until(lambda: platform.status(page) == 200, "page")
        platform.wait_until(lambda: "register" in (data / "portal" / "status.json").read_text(), "followed")
        assert platform.interrupt() == 0
    for file in data.glob("gongkai.sqlite3*"):
        file.unlink()
    backup.rename(database)

    said = prepare(data)
    assert "编号到 1 为止。新的信息从 2 编起" in said
    with contextlib.closing(sqlite3.connect(database)) as put_back:
        found = put_back.execute("SELECT seq FROM sqlite_sequence WHERE name = 'disclosure_item'").fetchall()
    assert found == [(1,)]
    assert "编号到" not in prepare(data)
