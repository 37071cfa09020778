"""What a system may refuse, and what names may hold: one Chinese line each, and nothing half-written."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from tests.cli.samples import report_of, write_json

from gongkai.annual.report import Cell, Status

full_device = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
unprivileged = pytest.mark.skipif(os.geteuid() == 0, reason="root may do anything")

MORE = {
    "read": "",
    "check": "--json",
    "total": "--agency 云栖县人民政府 --year 2024",
    "compare": '"$1"',
}


def shell(line, *words):
    """A line of the shell with the command in it."""
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, *map(str, words)], capture_output=True, timeout=180, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@full_device
@pytest.mark.parametrize("command", MORE)
def test_results_that_have_no_room(one, command):
    status, _, err = shell(f'"$0" -m gongkai report {command} "$1" {MORE[command]} > /dev/full', one)

    assert status == 2
    assert "结果写不出去：磁盘已满" in err
    assert "Error" not in err


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_stop_nothing(one, closed):
    status, _, err = shell(f'"$0" -m gongkai report read "$1" {closed}', one)

    assert (status, err) == (0, "")


def test_drawn_tables_for_a_reader_that_goes_away(several):
    status, out, err = shell(
        '{ "$0" -m gongkai report read --table "$1" "$1" "$1"; echo "status $?" >&2; } | head -1', several
    )

    assert status == 0
    assert out.count("\n") == 1
    assert err == "status 141\n"


def test_a_name_that_is_too_long(gongkai, one, tmp_path):
    name = "长" * 100

    read = gongkai("report", "read", tmp_path / f"{name}.txt")
    written = gongkai("report", "write", one, "--to", tmp_path / f"{name}.md")
    exported = gongkai("report", "read", one, "--out", tmp_path / f"{name}.json")

    for result in (read, written, exported):
        assert result.status == 2
        assert "名称太长" in result.err


def test_the_longest_name_that_there_may_be(gongkai, one, tmp_path):
    target = tmp_path / f"{'长' * 83}.json"

    result = gongkai("report", "read", one, "--out", target)

    assert result.status == 0
    assert target.exists()


def test_a_link_stays_a_link(gongkai, one, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "actual.json")

    assert gongkai("report", "read", one, "--out", link).status == 0

    assert link.is_symlink()
    assert (tmp_path / "actual.json").stat().st_size > 1000


def test_links_in_a_circle(gongkai, tmp_path):
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")

    result = gongkai("report", "read", tmp_path / "circle.txt")

    assert result.status == 2
    assert "链接绕成了圈" in result.err


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[31m", "\x9b", "\u2028"])
def test_control_signs_in_a_name_are_shown_and_do_nothing(gongkai, tmp_path, sign):
    report = report_of(1)
    report.cells["applications.granted.total"] = Cell(999_999, Status.PRINTED, "999999")
    named = write_json(tmp_path / f"年{sign}报.json", report)

    checked = gongkai("report", "check", named)
    missing = gongkai("report", "read", f"没有{sign}的.html")

    assert checked.out.count("\n") == missing.err.count("\n") == 1
    assert checked.out.strip("\n").isprintable()
    assert missing.err.strip("\n").isprintable()


@pytest.mark.parametrize(
    "arguments",
    [("read", "-", "-"), ("compare", "-", "-"), ("check", "-", "--previous", "-")],
)
def test_standard_input_is_there_once(gongkai, arguments):
    result = gongkai("report", *arguments)

    assert result.status == 2
    assert result.err == "标准输入（-）只能用一次\n"


def test_completion_that_cannot_be_installed(gongkai, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.write_text("a file where a folder should be")
    monkeypatch.setenv("HOME", str(home))

    result = gongkai("--install-completion", "bash")

    assert result.status == 2
    assert "--show-completion bash" in result.err


@unprivileged
def test_a_folder_that_may_not_be_written(gongkai, one, tmp_path):
    tmp_path.chmod(0o500)

    result = gongkai("report", "read", one, "--out", tmp_path / "x.json")

    assert result.status == 2
    assert "没有权限" in result.err


def test_an_interruption_at_any_moment_shows_no_traceback(one):
    for delay in (0.02, 0.05, 0.1, 0.2):
        command = [sys.executable, "-m", "gongkai", "report", "check", *[str(one)] * 300]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            time.sleep(delay)
            running.send_signal(signal.SIGINT)
            _, err = running.communicate(timeout=90)
        # Before the command itself has begun, while its module is read, say, Python is not yet ours.
        if re.search(rb'cli/__init__\.py", line \d+, in main\n', err) or running.returncode == 130:
            assert running.returncode == 130
            assert err.decode().strip() in ("", "已中断，没有写完的文件不会留下。")


@pytest.mark.parametrize("module", ["gongkai.cli.running", "gongkai.cli.refusals"])
def test_an_interruption_while_a_class_is_made(module):
    code = f"""
import sys
class Interrupting:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt
class Finder:
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            type("Made", (), {{"field": Interrupting()}})
sys.meta_path.insert(0, Finder)
from gongkai.cli import main
sys.exit(main(["--version"]))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.returncode == 130
    assert ended.stderr.strip() in ("", "已中断，没有写完的文件不会留下。")
