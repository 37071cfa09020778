"""What in the data folder is nobody else's, though a web server's group may enter the folder itself."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from tests.site.platform_process import gongkai

from gongkai.site import data_folder


def modes(folder: Path) -> dict[str, int]:
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}


def test_database_and_uploads_are_for_the_owner_alone(tmp_path: Path) -> None:
    database = tmp_path / "gongkai.sqlite3"
    assert data_folder.keep_private(tmp_path, database) == []
    with closing(sqlite3.connect(database)) as link:
        link.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE kept (text); INSERT INTO kept VALUES ('x');"
        )
        found = modes(tmp_path)
    assert found.pop("media") == 0o700
    assert set(found) == {database.name, f"{database.name}-wal", f"{database.name}-shm"}
    assert set(found.values()) == {0o600}


def test_what_an_older_program_left_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir(mode=0o755)
    database = tmp_path / "gongkai.sqlite3"
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).write_bytes(b"kept")
    assert data_folder.keep_private(tmp_path, database) == []
    assert modes(tmp_path) == {
        "media": 0o700, "gongkai.sqlite3": 0o600, "gongkai.sqlite3-wal": 0o600, "gongkai.sqlite3-shm": 0o600,
    }  # fmt: skip
    assert database.read_bytes() == b"kept"


def test_without_a_file_of_a_database_only_the_uploads_are_closed(tmp_path: Path) -> None:
    assert data_folder.keep_private(tmp_path, None) == []
    assert modes(tmp_path) == {"media": 0o700}


def test_folder_that_cannot_be_made_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(data_folder.Unusable, match="没有权限") as unusable:
        data_folder.prepare(tmp_path / "new")
    assert "Permission" not in str(unusable.value)


@pytest.mark.parametrize(
    "command",
    [
        ("register", "verify"),
        ("register", "checkpoint"),
        ("search", "rebuild"),
        ("portal", "build"),
        ("account", "reset", "liming"),
        ("serve",),
    ],
)
def test_every_command_says_that_the_folder_is_none_or_not_ours(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    refused = gongkai(*command, "--data", str(file))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"{file} 不是文件夹")
    if os.geteuid() == 0:
        # As root, who may write there what the platform cannot change any more.
        os.chown(tmp_path, 65534, 65534)
        refused = gongkai(*command, "--data", str(tmp_path))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith(f"数据文件夹 {tmp_path} 属于用户 nobody")
        assert list(tmp_path.iterdir()) == [file]
