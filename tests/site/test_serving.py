"""`gongkai serve` as it is lived with: started, interrupted, killed, started again, started twice."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.site.platform_process import PATIENCE, Platform, free_port, gongkai, prepare
from tests.site.queued import Tasks

from gongkai.site import office_socket

# On PostgreSQL the platform is started by test_postgresql_platform.py.
pytestmark = pytest.mark.any_database


@pytest.fixture
def tasks(django_db_blocker: Any) -> Iterator[Tasks]:
    """What is queued on a platform's database."""
    with django_db_blocker.unblock():
        yield Tasks()


def test_first_start_makes_all_that_is_needed_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        for key in ("secret", "data"):
            assert stat.S_IMODE((data / "keys" / key).stat().st_mode) == 0o600
        # The group of the data folder is that of a web server in front: it reads the copy, and no draft.
        assert {stat.S_IMODE(each.stat().st_mode) for each in data.glob("gongkai.sqlite3*")} <= {0o600}
        assert stat.S_IMODE((data / "media").stat().st_mode) == 0o700
        address = f"http://localhost:{platform.port}/office/"
        platform.wait_until(lambda: any(address in line for line in platform.said), "says where it is")
        said = "\n".join(platform.said)
        assert f"已建立数据文件夹 {data}" in said
        assert "数据库已建立" in said
        assert platform.interrupt() == 0
        # By themselves, before the time to stop is over.
        assert not any("没有按时结束" in line for line in platform.said)
        assert platform.group() == []


def test_pages_static_files_and_headers(running: Platform) -> None:
    status, headers, page = running.get("/no-such-page")
    assert status == 404
    assert "没有这个页面" in page
    assert "Traceback" not in page
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-request-id"]
    manifest = json.loads((running.data / "static" / "staticfiles.json").read_text())
    hashed = manifest["paths"]["wagtailadmin/css/core.css"]
    assert re.search(r"\.[0-9a-f]{12}\.css$", hashed)
    status, headers, _ = running.get(f"/static/{hashed}")
    assert status == 200
    assert int(re.findall(r"max-age=(\d+)", headers["cache-control"])[0]) >= 86400
    assert running.status("/static/../gongkai.sqlite3") == 404
    assert running.status("/static/..%2fkeys%2fsecret") == 404
    assert running.status("/media/anything") == 404
    assert running.get("/office/")[0] in (200, 302)


def test_static_files_are_collected_once_and_again_when_they_changed(data: Path) -> None:
    stamp = data / "static" / "collected.txt"
    before = stamp.stat().st_mtime_ns
    assert "已整理静态文件。" not in prepare(data)
    assert stamp.stat().st_mtime_ns == before
    stamp.write_text("of another version")
    assert "已整理静态文件。" in prepare(data)


def test_after_an_update_pages_name_the_new_static_files_at_once(data: Path) -> None:
    """The first start of another version: what the old one collected is there until this one has."""
    static = data / "static"
    kept = static / "staticfiles.json"
    manifest = json.loads(kept.read_text())
    new = manifest["paths"]["office/office.css"]
    manifest["paths"]["office/office.css"] = "office/office.0123456789ab.css"
    kept.write_text(json.dumps(manifest))
    (static / "collected.txt").write_text("of another version")
    with Platform(data) as platform:
        page = platform.get("/office/account/login/")[2]
        assert platform.interrupt() == 0
    assert f'"/static/{new}"' in page


def test_second_serve_on_one_folder_is_refused(running: Platform) -> None:
    second = gongkai("serve", "--data", str(running.data), "--port", str(free_port()))
    assert second.returncode == 2
    assert "已有一个 gongkai 在使用" in second.stderr
    assert str(running.process.pid) in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    assert running.status("/healthz") == 200


def test_static_files_that_cannot_be_written_are_one_line(data: Path) -> None:
    """As on a disk that is full."""
    static = data / "static"
    (static / "collected.txt").unlink()
    (static / "collected.txt" / "in the way").mkdir(parents=True)
    refused = gongkai("serve", "--data", str(data), "--port", str(free_port()))
    assert refused.returncode == 2
    assert refused.stderr.strip().splitlines()[-1].startswith(f"静态文件没有整理完，{static} 写不进去：")
    assert "Traceback" not in refused.stderr


def test_port_in_use_is_one_line(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = gongkai("serve", "--data", str(data), "--port", str(port))
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        f"127.0.0.1 的端口 {port} 已被别的程序占用：请停止它，或用 --port 换一个端口。"
    )


def test_after_kill_9_of_everything_the_next_start_recovers(data: Path, tmp_path: Path, tasks: Tasks) -> None:
    with Platform(data) as platform:
        tasks.add_slow(data, tmp_path, 600)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        platform.kill_group()
        platform.wait_until(lambda: platform.group() == [], "all ended")
        assert tasks.states(data) == [("RUNNING", 1)]
        platform.start()
        platform.wait_until(lambda: len((tmp_path / "began").read_text()) == 2, "the task begins again")
        platform.wait_until(lambda: platform.status("/readyz") == 200 or _only_tasks_lag(platform), "ready")
        assert tasks.states(data) == [("RUNNING", 2)]


def _only_tasks_lag(platform: Platform) -> bool:
    return [name for name, check in platform.checks().items() if not check["ok"]] == ["task"]


def test_task_that_kills_its_worker_is_given_up_after_three_attempts(
    running: Platform, tmp_path: Path, tasks: Tasks
) -> None:
    tasks.add_slow(running.data, tmp_path, 600)
    began = tmp_path / "began"
    for attempt in (1, 2, 3):
        running.wait_until(
            lambda n=attempt: began.exists() and len(began.read_text()) == n, f"attempt {attempt}"
        )
        os.kill(running.children()["tasks"], signal.SIGKILL)
    running.wait_until(lambda: tasks.states(running.data, tmp_path) == [("FAILED", 3)], "given up")


def test_killed_supervisor_takes_its_children_with_it(running: Platform) -> None:
    assert {"front", "web", "tasks", "schedule"} <= set(running.children())
    running.process.kill()
    running.process.wait()
    running.wait_until(lambda: running.group() == [], "children ended")
    running.start()


def test_process_that_the_others_are_forked_from_is_loaded_anew_with_them(running: Platform) -> None:
    first = running.children()
    os.kill(first["loaded"], signal.SIGKILL)
    running.wait_until(
        lambda: set(first) <= set(running.children()) and running.children()["loaded"] != first["loaded"],
        "all there again",
    )
    running.wait_until(lambda: running.status("/readyz") == 200, "ready again")
    assert running.children()["front"] == first["front"]


def test_stopping_does_not_wait_for_a_process_that_hangs(data: Path) -> None:
    with Platform(data, GONGKAI_STOP_SECONDS="2") as platform:
        hanging = [platform.children()[name] for name in ("loaded", "schedule")]
        for each in hanging:
            os.kill(each, signal.SIGSTOP)
        assert platform.interrupt() == 0
        platform.wait_until(lambda: platform.group() == [], "all ended")


def _see_that_there_is_a_home_page(platform: Platform) -> None:
    home = platform.data / "portal" / "public" / "index.html"
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_text("<h1>首页</h1>")


def test_office_that_died_is_started_again_and_readers_read_on_meanwhile(running: Platform) -> None:
    _see_that_there_is_a_home_page(running)
    first, before = running.children(), len(running.said)
    os.kill(first["web"], signal.SIGKILL)
    running.wait_until(lambda: running.status("/office/") == 503, "the office is gone")
    assert running.status("/") == running.status("/healthz") == 200
    assert running.status("/zfxxgk/nowhere/") == 404
    assert running.checks()["office"]["ok"] is False
    running.wait_until(lambda: running.children().get("web", first["web"]) != first["web"], "web again")
    running.wait_until(lambda: running.status("/office/") in (200, 302), "the office answers again")
    said = [line for line in running.said[before:] if "办公进程" in line]
    assert len(said) == 1
    assert "重新启动" in said[0]
    assert running.children()["tasks"] == first["tasks"]
    assert running.children()["front"] == first["front"]


def test_readers_read_while_a_later_start_still_prepares(running: Platform) -> None:
    _see_that_there_is_a_home_page(running)
    assert running.interrupt() == 0
    start = threading.Thread(target=running.start)
    start.start()
    running.wait_until(lambda: running.status("/") == 200, "readers read")
    assert running.status("/office/") == 503
    start.join()


def test_front_that_died_is_started_again(running: Platform) -> None:
    first = running.children()
    os.kill(first["front"], signal.SIGKILL)
    running.wait_until(
        lambda: running.children().get("front", first["front"]) != first["front"], "front again"
    )
    running.wait_until(lambda: running.status("/office/") in (200, 302), "all answer again")
    assert running.children()["web"] == first["web"]


def test_nobody_comes_to_the_office_but_by_the_front(running: Platform) -> None:
    socket_path = office_socket.path(running.data)
    assert stat.S_IMODE(socket_path.stat().st_mode) == 0o600
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(str(socket_path))
        link.sendall(
            b"GET /office/ HTTP/1.1\r\nHost: localhost\r\nX-Gongkai-Front: guessed http 127.0.0.1\r\n"
            b"Connection: close\r\n\r\n"
        )
        assert link.recv(1000).startswith(b"HTTP/1.1 403 ")


def test_stopping_lets_a_short_task_finish_and_waits_for_nothing_else(
    data: Path, tmp_path: Path, tasks: Tasks
) -> None:
    with Platform(data, GONGKAI_STOP_SECONDS="60") as platform:
        tasks.add_slow(data, tmp_path, 3)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        asked = time.monotonic()
        assert platform.interrupt() == 0
        # An office that was told twice, by the terminal and by granian, waited for itself until it was killed: 58 seconds.
        assert time.monotonic() - asked < 40
    assert (tmp_path / "ended").exists()
    assert tasks.states(data) == [("SUCCESSFUL", 1)]


def test_stopping_does_not_wait_for_a_long_task_which_goes_on_after_the_next_start(
    data: Path, tmp_path: Path, tasks: Tasks
) -> None:
    with Platform(data, GONGKAI_STOP_SECONDS="2") as platform:
        tasks.add_slow(data, tmp_path, 600)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        os.kill(platform.process.pid, signal.SIGTERM)
        assert platform.process.wait(timeout=PATIENCE) == 0
        assert any("任务进程没有按时结束" in line for line in platform.said)
        platform.start()
        platform.wait_until(lambda: len((tmp_path / "began").read_text()) == 2, "the task begins again")


def test_readiness_turns_stale_when_the_scheduler_hangs(running: Platform) -> None:
    schedule = running.children()["schedule"]
    os.kill(schedule, signal.SIGSTOP)
    try:
        running.wait_until(lambda: running.status("/readyz") == 503, "stale")
        tick = running.checks()["tick"]
        assert not tick["ok"]
        assert tick["age"] > tick["limit"] == 10
        assert "定时工作已有" in tick["reason"]
        assert running.status("/healthz") == 200
    finally:
        os.kill(schedule, signal.SIGCONT)
    running.wait_until(lambda: running.checks()["tick"]["ok"], "fresh again")


def test_logs_are_json_lines_with_request_numbers_and_without_query_strings(running: Platform) -> None:
    _, headers, _ = running.get("/search/?q=510422199001011234", **{"User-Agent": "a-browser-of-mine"})
    number = headers["x-request-id"]

    def ours() -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in running.said if line.startswith("{")]
        return [line for line in lines if line.get("request_id") == number]

    events = {"request_started", "request_finished"}
    running.wait_until(lambda: {line["event"] for line in ours()} == events, "logged")
    assert all(line["request"] == "GET /search/" and line["process"] == "web" for line in ours())
    everything = "\n".join(running.said)
    assert "510422199001011234" not in everything
    assert "a-browser-of-mine" not in everything
    assert "127.0.0.1" not in everything.replace(f"127.0.0.1:{running.port}", "")


def test_database_of_a_newer_program_is_refused(data: Path) -> None:
    with contextlib.closing(sqlite3.connect(data / "gongkai.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('site', '9999_from_the_future', '2030-01-01')"
        )
    refused = gongkai("serve", "--data", str(data), "--port", str(free_port()))
    assert refused.returncode == 2
    assert "数据库由较新的程序建立" in refused.stderr
    assert "site.9999_from_the_future" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_folder_of_somebody_else_or_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    refused = gongkai("serve", "--data", str(file))
    assert (refused.returncode, refused.stderr.strip()) == (
        2,
        f"{file} 不是文件夹：请把 GONGKAI_DATA 或 --data 指向一个文件夹。",
    )


def test_writer_who_holds_the_database_for_long_kills_no_process(
    running: Platform, tmp_path: Path, tasks: Tasks
) -> None:
    before, said = running.children(), len(running.said)
    writer = sqlite3.connect(running.data / "gongkai.sqlite3", timeout=60, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        # Longer than anybody's patience with a lock, which is 20 seconds.
        running.wait_until(
            lambda: any("tasks_wait_for_database" in line for line in running.said[said:]), "it is said"
        )
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    tasks.add_slow(running.data, tmp_path, 0)
    running.wait_until((tmp_path / "ended").exists, "tasks are done again")
    assert running.children() == before


def test_metrics_are_for_this_machine_and_listed_addresses(running: Platform) -> None:
    status, headers, text = running.get("/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'gongkai_check_ok{check="database"} 1' in text
    assert re.search(r'gongkai_job_runs_total\{job="site\.pulse"\} [1-9]', text)
    # From outside, by way of the web server in front of us.
    assert running.get("/metrics", **{"X-Forwarded-For": "203.0.113.7"})[0] == 403
