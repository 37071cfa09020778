"""The platform on a real PostgreSQL, by DATABASE_URL; and what is said when it does not answer."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from scripts.with_postgres import Cluster, cluster, server
from tests.site.platform_process import Platform, free_port, gongkai, prepare_killed

from gongkai.site import data_folder


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


# Text that SQLite keeps and PostgreSQL does not, a file of another version; and what is said of each.
NOT_TAKEN = (
    (
        "UPDATE agencies_agency SET telephone = substr(hex(randomblob(200)), 1, 300)",
        "agencies_agency 的第1行 telephone 列",
    ),
    ("UPDATE agencies_agency SET address = 'a' || char(0)", "agencies_agency 的第1行"),
    ("DELETE FROM django_migrations WHERE app = 'reports'", "是别的版本的程序用过的"),
    ("ALTER TABLE agencies_agency DROP COLUMN telephone", "读不完整：no such column"),
)


def _changed(file: Path, statement: str) -> Path:
    """A copy of a database, with a change that the platform would not make."""
    other = file.with_name("other.sqlite3")
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(other)) as copy,
    ):
        source.backup(copy)
        copy.execute(statement)
        copy.commit()
    return other


def test_what_was_done_on_sqlite_goes_on_on_postgresql(data: Path) -> None:
    item = Platform(data).act("publish")
    file = data / "gongkai.sqlite3"
    with contextlib.closing(sqlite3.connect(file)) as before:
        # Drafts that were thrown away had these numbers.
        before.execute("UPDATE sqlite_sequence SET seq = 500 WHERE name = 'disclosure_item'")
        before.commit()
    move = ("database", "move", "--data", str(data))
    assert "应当写要搬去的 PostgreSQL" in gongkai(*move).stderr
    with server() as superuser:
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("CREATE ROLE plain LOGIN")
            connection.execute("CREATE DATABASE office OWNER plain TEMPLATE template0 ENCODING 'UTF8'")
        url = superuser.replace("gongkai@", "plain@").replace("/postgres?", "/office?")
        with data_folder.locked(data):
            assert "已有一个 gongkai 在使用" in gongkai(*move, DATABASE_URL=url).stderr
        for statement, said in NOT_TAKEN:
            refused = gongkai(*move, "--from", str(_changed(file, statement)), DATABASE_URL=url)
            assert refused.returncode == 2 and said in refused.stderr, refused.stderr
            assert "Traceback" not in refused.stderr
        done = gongkai(*move, DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        assert "检索索引已重建（postgresql）：1条" in done.stdout and "台账完好：共" in done.stdout
        assert "已经有机关、账号或者台账" in gongkai(*move, DATABASE_URL=url).stderr
        with psycopg.connect(url) as after, contextlib.closing(sqlite3.connect(file)) as before:
            _holds_the_same(after, before)
            assert after.execute("SELECT last_value FROM disclosure_item_id_seq").fetchone() == (500,)
            with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
                after.execute("UPDATE register_entry SET title = 'x' WHERE subject_id = %s", [item["pk"]])


def _holds_the_same(after: psycopg.Connection[Any], before: sqlite3.Connection) -> None:
    """Each table as many rows; moments, truths and JSON as they were."""
    tables = {
        name for (name,) in after.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    }
    assert {"disclosure_item", "register_entry", "agencies_person", "wagtailcore_revision"} <= tables
    # That the register was verified is noted; the tests' own database knows a program more; the search is made anew.
    for name in tables - {"register_verification", "django_migrations"}:
        if name.startswith(("search_", "wagtailsearch_")):
            continue
        number = after.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        assert number == before.execute(f'SELECT count(*) FROM "{name}"').fetchone(), name
    moments = "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') FROM wagtailcore_revision ORDER BY id"
    assert (
        after.execute(moments).fetchall()
        == before.execute("SELECT created_at FROM wagtailcore_revision ORDER BY id").fetchall()
    )
    people = "SELECT username, is_active FROM agencies_person ORDER BY id"
    assert after.execute(people).fetchall() == [
        (name, bool(active)) for name, active in before.execute(people)
    ]
    contents = [
        json.loads(text) for (text,) in before.execute("SELECT content FROM wagtailcore_revision ORDER BY id")
    ]
    assert [
        content for (content,) in after.execute("SELECT content FROM wagtailcore_revision ORDER BY id")
    ] == contents
