"""The platform on a real PostgreSQL, by DATABASE_URL; and what is said when it does not answer."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from scripts.with_postgres import Cluster, cluster, server
from tests.site.platform_process import Platform, free_port, gongkai, prepare_killed


def test_serves_on_postgresql_and_recovers(tmp_path: Path) -> None:
    with cluster() as postgresql:
        data = tmp_path / "data"
        prepare_killed(data, DATABASE_URL=postgresql.url)
        with Platform(data, DATABASE_URL=postgresql.url) as platform:
            platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
            assert not (data / "gongkai.sqlite3").exists()
            platform.kill_group()
            platform.wait_until(lambda: platform.group() == [], "all ended")
            platform.start()
            platform.wait_until(lambda: platform.checks()["tick"]["ok"], "ticks again")
            _is_read_while_the_database_is_away(platform, postgresql)
            assert platform.interrupt() == 0


def _is_read_while_the_database_is_away(platform: Platform, postgresql: Cluster) -> None:
    home = "public/search/index.html"
    platform.wait_until((platform.data / "portal" / home).exists, "the copy can search by itself")
    children = platform.children()
    postgresql.stop()
    assert platform.status("/") == platform.status("/healthz") == 200
    status, _, page = platform.get("/search/?q=x")
    assert (status, "现在用的是备用检索" in page) == (200, True)
    for target in ("/register/", "/api/v1/search?q=x", "/readyz"):
        assert platform.status(target) == 503
    status, headers, page = platform.get("/register/")
    assert "没有完成，也没有保存" in page
    assert headers["retry-after"]
    platform.wait_until(
        lambda: any("tasks_wait_for_database" in line for line in platform.said), "it is said"
    )
    postgresql.start()
    platform.wait_until(lambda: platform.status("/readyz") == 200, "ready again")
    assert "备用检索" not in platform.get("/search/?q=x")[2]
    # Nobody died of it.
    assert platform.children() == children


def test_postgresql_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    url = f"postgresql://gk:geheim@127.0.0.1:{free_port()}/gk"
    refused = gongkai("serve", "--data", str(tmp_path / "data"), "--port", str(free_port()), DATABASE_URL=url)
    assert refused.returncode == 2
    last = refused.stderr.strip().splitlines()[-1]
    assert last.startswith("PostgreSQL 127.0.0.1 的 gk 用不了：那里没有数据库在监听")
    assert "没有回答，等待 10 秒" in refused.stderr  # it may be starting
    assert "geheim" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_postgresql_that_cannot_be_used_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII'")
            connection.execute("CREATE ROLE guest LOGIN")
        for named, said in {
            url.replace("/postgres?", "/ascii?"): "的 ascii 的编码是 SQL_ASCII，存不了汉字",
            url.replace("gongkai@", "guest@"): "这个用户不能在里面建表",
            url.replace("/postgres?", "/nothing?"): "没有这个数据库，请先建立",
        }.items():
            refused = gongkai(
                "serve", "--data", str(tmp_path), "--port", str(free_port()), DATABASE_URL=named
            )
            assert refused.returncode == 2
            assert said in refused.stderr.strip().splitlines()[-1]
            assert "等待" not in refused.stderr  # in vain: none of it mends itself
            assert "Traceback" not in refused.stderr
        with psycopg.connect(url) as connection:
            assert connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/gk", "DATABASE_URL 应以 postgresql:// 或 sqlite:// 开头"),
        ("postgresql://gk:geheim@127.0.0.1:5432", "DATABASE_URL 没有写库名"),
        ("postgresql://gk:geheim/1@127.0.0.1/gk", "DATABASE_URL 读不懂"),
        ("postgresql://gk:geheim#1@127.0.0.1/gk", "DATABASE_URL 读不懂"),
        ("postgresql://gk:geheim[1@127.0.0.1/gk", "DATABASE_URL 读不懂"),
    ],
)
def test_database_url_that_names_no_database_is_said(tmp_path: Path, url: str, said: str) -> None:
    refused = gongkai("serve", "--data", str(tmp_path / "data"), DATABASE_URL=url)
    assert refused.returncode == 2
    assert refused.stderr.startswith(said)
    assert "geheim" not in refused.stderr
    assert "Traceback" not in refused.stderr
