"""What holds for every command: help, mistakes on the command line, streams, the last resort."""

import re
import subprocess
import sys

import pytest

from gongkai.cli import main
from gongkai.cli.running import run

COMMANDS = ["read", "check", "write", "total", "compare"]
ENGLISH = re.compile(
    r"\b(usage|options|commands|arguments|show|exit|error|try|missing|no such|invalid|required)\b", re.I
)


@pytest.mark.parametrize("command", [(), ("report",), *(("report", name) for name in COMMANDS)])
def test_help_is_chinese_with_an_example(gongkai, command):
    result = gongkai(*command, "--help")

    assert result.status == 0
    assert result.out.startswith("用法：gongkai")
    assert "例：" in result.out
    assert not ENGLISH.search(result.out.replace("--show-completion", ""))


@pytest.mark.parametrize("command", [(), ("report",)])
def test_a_group_without_a_command_shows_its_help_and_fails(gongkai, command):
    result = gongkai(*command)

    assert result.status == 2
    assert result.out == ""
    assert "命令：" in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["repotr"], ["没有“repotr”这个命令", "report"]),
        (["report", "raed"], ["没有“raed”这个命令", "read"]),
        (["report", "read"], ["缺少参数 路径…"]),
        (["report", "read", "x", "--jbos", "2"], ["没有 --jbos 这个选项", "--jobs"]),
        (["report", "read", "x", "--jobs"], ["--jobs 后面要有一个值"]),
        (["report", "read", "x", "--json=1"], ["--json 后面不带值"]),
        (["report", "read", "x", "--jobs", "two"], ["--jobs", "“two”不是整数"]),
        (["report", "read", "x", "--jobs", "0"], ["应当在 1 到 256 之间"]),
        (["report", "read", ""], ["路径是空的"]),
        (["report", "write", "x"], ["缺少选项 --to"]),
        (["report", "compare", "a", "b", "c"], ["多出来的参数：c"]),
        (["report", "total", "x", "--agency", "某县"], ["缺少选项 --year"]),
        (["serve", "--port", "99999"], ["选项 --port：应当在 1 到 65535 之间"]),
        (["demo", "--port", "abc"], ["选项 --port：“abc”不是整数"]),
        (["portal", "serve", "--workers", "0"], ["选项 --workers：应当在 1 到 64 之间"]),
        (["portal", "build", "--jobs", "0"], ["选项 --jobs：应当在 1 到 256 之间"]),
        (["init", "--level", "省"], ["应当是 市、县、部门、乡镇 之一"]),
        (["--install-completion", "tcsh"], ["bash、zsh、fish"]),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_chinese(gongkai, arguments, words):
    result = gongkai(*arguments)

    assert result.status == 2
    assert result.out == ""
    assert all(word in result.err for word in words)
    assert not ENGLISH.search(result.err.replace("--help", ""))


def test_version(gongkai):
    assert gongkai("--version").out.startswith("gongkai 0.")


def test_an_unexpected_error_is_one_line_and_a_log(gongkai, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("gongkai.cli.application.application.lazy", {"report": ("gongkai.nowhere:group", "")})

    result = gongkai("report", "read", "x")

    assert result.status == 2
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert "程序出错" in result.err
    log = tmp_path / "gongkai" / "gongkai-errors.log"
    assert str(log) in result.err
    assert "ModuleNotFoundError" in log.read_text()


def test_run_gives_the_same_as_main(capsys):
    assert run(["--version"]) == main(["--version"]) == 0


@pytest.mark.parametrize("locale", ["C", "zh_CN.GBK", "en_US.ISO-8859-1"])
def test_output_is_utf8_in_any_locale(process, one, locale):
    result = process("report", "read", one, "--json", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert result.status == 0
    assert "云栖县第1局" in result.out
    assert "年报.json" in result.out


def test_a_reader_that_goes_away_leaves_no_noise(several):
    command = f"'{sys.executable}' -m gongkai report read {several} --jsonl | head -c 20"

    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)

    assert len(done.stdout) == 20
    assert done.stderr == b""


def test_no_colour_without_a_terminal(gongkai, one):
    result = gongkai("report", "read", one, "--table")

    assert "\x1b" not in result.out


@pytest.mark.parametrize(
    ("shell", "word"), [("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete ")]
)
def test_completion_scripts(gongkai, shell, word):
    result = gongkai("--show-completion", shell)

    assert result.status == 0
    assert word in result.out
    assert "_GONGKAI_COMPLETE" in result.out


def test_completion_is_installed_once(gongkai, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/bin/bash")
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'")

    first, second = gongkai("--install-completion"), gongkai("--install-completion")

    assert first.status == second.status == 0
    lines = (tmp_path / ".bashrc").read_text().splitlines()
    assert lines[0] == "alias ll='ls -l'"
    assert len(lines) == 2
    assert "gongkai" in (tmp_path / ".bash_completions" / "gongkai.sh").read_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("gongkai rep", "report"), ("gongkai report ch", "check"), ("gongkai report read --js", "--jsonl")],
)
def test_completion_completes(process, words, expected):
    count = len(words.split()) - 1
    result = process(_GONGKAI_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(count))

    assert f"plain,{expected}" in result.out.split()
