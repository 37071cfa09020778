"""`gongkai demo`: a folder of its own, and never somebody else's."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.site.platform_process import free_port, gongkai

from gongkai.cli.serve import _demo_environ, _make_demo_folder, _table


def test_folder_with_something_else_is_left_alone_even_on_reset(tmp_path: Path) -> None:
    (tmp_path / "letters.docx").write_text("mine")
    for more in ((), ("--reset",)):
        refused = gongkai("demo", "--data", str(tmp_path), "--port", str(free_port()), *more)
        assert refused.returncode == 2
        assert "里有别的内容" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letters.docx"]


def test_half_filled_demo_is_begun_anew_and_a_filled_one_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    _make_demo_folder(folder, reset=False)
    (folder / "gongkai.sqlite3").write_text("half")
    _make_demo_folder(folder, reset=False)
    assert not (folder / "gongkai.sqlite3").exists()
    (folder / "gongkai.sqlite3").write_text("whole")
    (folder / "demo-accounts.json").write_text("[]")
    _make_demo_folder(folder, reset=False)
    assert (folder / "gongkai.sqlite3").read_text() == "whole"
    _make_demo_folder(folder, reset=True)
    assert not (folder / "gongkai.sqlite3").exists()


def test_demo_takes_nothing_of_a_real_installation(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://real/real")  # type: ignore[attr-defined]
    monkeypatch.setenv("GONGKAI_ADDRESS", "0.0.0.0")  # type: ignore[attr-defined]
    environ = _demo_environ(tmp_path, 8123)
    assert "DATABASE_URL" not in environ
    assert environ["GONGKAI_ADDRESS"] == "127.0.0.1"
    assert environ["GONGKAI_SECOND_FACTOR"] == "off"


def test_table_of_accounts_keeps_its_columns_under_chinese() -> None:
    accounts = [
        {"username": "zhuanban", "password": "p1", "name": "李明", "agency": "惠民镇", "role": "专人专岗"},
        {"username": "a", "password": "p2", "name": "欧阳文华", "agency": "县", "role": "审计员"},
    ]
    lines = _table(accounts)
    assert lines[0].split() == ["用户名", "口令", "姓名", "单位", "岗位"]
    assert lines[2].split() == ["zhuanban", "p1", "李明", "惠民镇", "专人专岗"]
    assert len(lines) == 4


def test_port_of_the_environment_is_that_of_the_demo_too(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = gongkai("demo", "--data", str(tmp_path / "demo"), GONGKAI_PORT=str(port))
    assert refused.returncode == 2
    assert f"端口 {port} 已被别的程序占用" in refused.stderr
