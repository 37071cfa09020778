"""The platform on a real PostgreSQL, by DATABASE_URL; and what is said when it does not answer."""

from __future__ import annotations

from pathlib import Path

from scripts.with_postgres import server
from tests.site.platform_process import Platform, free_port, gongkai, prepare_killed


def test_serves_on_postgresql_and_recovers(tmp_path: Path) -> None:
    with server() as url:
        data = tmp_path / "data"
        prepare_killed(data, DATABASE_URL=url)
        with Platform(data, DATABASE_URL=url) as platform:
            platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
            assert not (data / "gongkai.sqlite3").exists()
            platform.kill_group()
            platform.wait_until(lambda: platform.group() == [], "all ended")
            platform.start()
            platform.wait_until(lambda: platform.checks()["tick"]["ok"], "ticks again")
            assert platform.interrupt() == 0


def test_postgresql_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    url = f"postgresql://gk:geheim@127.0.0.1:{free_port()}/gk"
    refused = gongkai("serve", "--data", str(tmp_path / "data"), "--port", str(free_port()), DATABASE_URL=url)
    assert refused.returncode == 2
    last = refused.stderr.strip().splitlines()[-1]
    assert last.startswith("PostgreSQL 127.0.0.1 的 gk 没有回答：")
    assert "geheim" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_database_url_of_something_else_is_said(tmp_path: Path) -> None:
    refused = gongkai("serve", "--data", str(tmp_path / "data"), DATABASE_URL="mysql://localhost/gk")
    assert refused.returncode == 2
    assert "DATABASE_URL 应以 postgresql:// 或 sqlite:// 开头" in refused.stderr
    assert "Traceback" not in refused.stderr
