"""`gongkai serve` as it is lived with: started, interrupted, killed, started again, started twice."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import time
from pathlib import Path

from tests.site.platform_process import Platform, free_port, gongkai, in_django


def enqueue_slow(data: Path, folder: Path, seconds: float) -> None:
    in_django(data, f"from tests.site.slow_tasks import slow; slow.enqueue({str(folder)!r}, {seconds})")


def task_states(data: Path) -> list[tuple[str, int]]:
    code = (
        "import json; from django_tasks_db.models import DBTaskResult as R; "
        "print(json.dumps([(r.status, len(r.worker_ids)) for r in R.objects.filter(task_path__contains='slow')]))"
    )
    return [tuple(row) for row in json.loads(in_django(data, code))]


def test_first_start_makes_all_that_is_needed_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        for key in ("secret", "data"):
            assert stat.S_IMODE((data / "keys" / key).stat().st_mode) == 0o600
        said = "\n".join(platform.said)
        assert f"已建立数据文件夹 {data}" in said
        assert "数据库已建立" in said
        assert f"http://localhost:{platform.port}/office/" in said
        began = time.monotonic()
        assert platform.interrupt() == 0
        assert time.monotonic() - began < 20
        assert platform.group() == []


def test_pages_static_files_and_headers(data: Path) -> None:
    with Platform(data) as platform:
        status, headers, page = platform.get("/no-such-page")
        assert status == 404
        assert "没有这个页面" in page
        assert "Traceback" not in page
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-request-id"]
        manifest = json.loads((data / "static" / "staticfiles.json").read_text())
        hashed = manifest["paths"]["wagtailadmin/css/core.css"]
        assert re.search(r"\.[0-9a-f]{12}\.css$", hashed)
        status, headers, _ = platform.get(f"/static/{hashed}")
        assert status == 200
        assert int(headers["cache-control"].partition("max-age=")[2]) >= 86400
        assert platform.status("/static/../gongkai.sqlite3") == 404
        assert platform.status("/static/..%2fkeys%2fsecret") == 404
        assert platform.status("/media/anything") == 404
        assert platform.get("/office/")[0] in (200, 302)


def test_static_files_are_collected_once_and_again_when_they_changed(data: Path) -> None:
    stamp = data / "static" / "collected.txt"
    before = stamp.stat().st_mtime_ns
    with Platform(data) as platform:
        platform.interrupt()
    assert stamp.stat().st_mtime_ns == before
    stamp.write_text("of another version")
    with Platform(data) as platform:
        assert "已整理静态文件。" in platform.said
        platform.interrupt()


def test_second_serve_on_one_folder_is_refused(data: Path) -> None:
    with Platform(data) as platform:
        second = gongkai("serve", "--data", str(data), "--port", str(free_port()))
        assert second.returncode == 2
        assert "已有一个 gongkai 在使用" in second.stderr
        assert str(platform.process.pid) in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1
        assert platform.status("/healthz") == 200


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


def test_after_kill_9_of_everything_the_next_start_recovers(data: Path, tmp_path: Path) -> None:
    with Platform(data) as platform:
        enqueue_slow(data, tmp_path, 600)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        platform.kill_group()
        platform.wait_until(lambda: platform.group() == [], "all ended")
        assert task_states(data) == [("RUNNING", 1)]
        platform.start()
        platform.wait_until(lambda: len((tmp_path / "began").read_text()) == 2, "the task begins again")
        platform.wait_until(lambda: platform.status("/readyz") == 200 or _only_tasks_lag(platform), "ready")
        assert task_states(data) == [("RUNNING", 2)]


def _only_tasks_lag(platform: Platform) -> bool:
    return [name for name, check in platform.checks().items() if not check["ok"]] == ["task"]


def test_task_that_kills_its_worker_is_given_up_after_three_attempts(data: Path, tmp_path: Path) -> None:
    with Platform(data) as platform:
        enqueue_slow(data, tmp_path, 600)
        for attempt in (1, 2, 3):
            platform.wait_until(
                lambda n=attempt: (
                    (tmp_path / "began").exists() and len((tmp_path / "began").read_text()) == n
                ),
                f"attempt {attempt}",
            )
            os.kill(platform.children()["tasks"], signal.SIGKILL)
        platform.wait_until(lambda: task_states(data) == [("FAILED", 3)], "given up")


def test_killed_supervisor_takes_its_children_with_it(data: Path) -> None:
    with Platform(data) as platform:
        assert set(platform.children()) == {"web", "tasks", "schedule"}
        platform.process.kill()
        platform.process.wait()
        platform.wait_until(lambda: platform.group() == [], "children ended")
        platform.start()


def test_child_that_died_is_started_again_and_it_is_said(data: Path) -> None:
    with Platform(data) as platform:
        first = platform.children()
        os.kill(first["web"], signal.SIGKILL)
        platform.wait_until(lambda: platform.children().get("web", first["web"]) != first["web"], "web again")
        platform.wait_until(lambda: platform.status("/healthz") == 200, "web answers again")
        said = [line for line in platform.said if "网站进程" in line]
        assert len(said) == 1
        assert "重新启动" in said[0]
        assert platform.children()["tasks"] == first["tasks"]


def test_stopping_lets_a_short_task_finish(data: Path, tmp_path: Path) -> None:
    with Platform(data, GONGKAI_STOP_SECONDS="60") as platform:
        enqueue_slow(data, tmp_path, 3)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        assert platform.interrupt() == 0
    assert (tmp_path / "ended").exists()
    assert task_states(data) == [("SUCCESSFUL", 1)]


def test_stopping_does_not_wait_for_a_long_task_which_goes_on_after_the_next_start(
    data: Path, tmp_path: Path
) -> None:
    with Platform(data, GONGKAI_STOP_SECONDS="2") as platform:
        enqueue_slow(data, tmp_path, 600)
        platform.wait_until((tmp_path / "began").exists, "the task begins")
        os.kill(platform.process.pid, signal.SIGTERM)
        assert platform.process.wait(timeout=60) == 0
        assert any("任务进程没有按时结束" in line for line in platform.said)
        platform.start()
        platform.wait_until(lambda: len((tmp_path / "began").read_text()) == 2, "the task begins again")


def test_readiness_turns_stale_when_the_scheduler_or_the_worker_hangs(data: Path) -> None:
    limits = {"GONGKAI_TICK_LIMIT_SECONDS": "8", "GONGKAI_TASK_LIMIT_SECONDS": "90"}
    with Platform(data, **limits) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        schedule = platform.children()["schedule"]
        os.kill(schedule, signal.SIGSTOP)
        platform.wait_until(lambda: platform.status("/readyz") == 503, "stale")
        tick = platform.checks()["tick"]
        assert not tick["ok"]
        assert tick["age"] > tick["limit"] == 8
        assert "定时工作已有" in tick["reason"]
        assert platform.status("/healthz") == 200
        os.kill(schedule, signal.SIGCONT)
        platform.wait_until(lambda: platform.checks()["tick"]["ok"], "fresh again")


def test_logs_are_json_lines_with_request_numbers_and_without_query_strings(data: Path) -> None:
    with Platform(data) as platform:
        _, headers, _ = platform.get("/search/?q=510422199001011234", **{"User-Agent": "a-browser-of-mine"})
        number = headers["x-request-id"]
        platform.wait_until(lambda: any(number in line for line in platform.said), "logged")
        assert platform.interrupt() == 0
    lines = [json.loads(line) for line in platform.said if line.startswith("{")]
    ours = [line for line in lines if line.get("request_id") == number]
    assert {line["event"] for line in ours} == {"request_started", "request_finished"}
    assert all(line["request"] == "GET /search/" and line["process"] == "web" for line in ours)
    everything = "\n".join(platform.said)
    assert "510422199001011234" not in everything
    assert "a-browser-of-mine" not in everything
    assert "127.0.0.1" not in everything.replace(f"127.0.0.1:{platform.port}", "")


def test_database_of_a_newer_program_is_refused(data: Path) -> None:
    in_django(
        data,
        "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection\n"
        "R(connection).record_applied('site', '9999_from_the_future')",
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


def test_writer_who_holds_the_database_for_long_kills_no_process(data: Path, tmp_path: Path) -> None:
    with Platform(data) as platform:
        before = platform.children()
        writer = sqlite3.connect(data / "gongkai.sqlite3", timeout=60, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        # Longer than anybody's patience with a lock, which is 20 seconds.
        platform.wait_until(lambda: any("database_locked" in line for line in platform.said), "it is said")
        writer.execute("ROLLBACK")
        writer.close()
        enqueue_slow(data, tmp_path, 0)
        platform.wait_until((tmp_path / "ended").exists, "tasks are done again")
        assert platform.children() == before


def test_metrics_are_for_this_machine_and_listed_addresses(data: Path) -> None:
    with Platform(data) as platform:
        platform.wait_until(lambda: platform.status("/readyz") == 200, "ready")
        status, headers, text = platform.get("/metrics")
        assert status == 200
        assert headers["content-type"].startswith("text/plain; version=0.0.4")
        assert 'gongkai_check_ok{check="database"} 1' in text
        assert re.search(r'gongkai_job_runs_total\{job="site\.pulse"\} [1-9]', text)
        # From outside, by way of the web server in front of us.
        assert platform.get("/metrics", **{"X-Forwarded-For": "203.0.113.7"})[0] == 403
