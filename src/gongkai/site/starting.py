"""`gongkai serve`, step by step: look, prepare, start. Everything that stops it is one line a reason."""

from __future__ import annotations

import errno
import hashlib
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final, TextIO

from gongkai.annual.system_errors import reason_of
from gongkai.site import data_folder, databases, environment, keys, office_socket, safety
from gongkai.site.child_output import Lines
from gongkai.site.environment import Environment
from gongkai.site.opening import Opening
from gongkai.site.supervisor import Child, Supervisor, environ_for_children

Say = Callable[[str], None]

_KNOWN_SM3: Final = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


class CannotStart(Exception):
    """The platform does not start; `reasons` are whole sentences."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


def serve(
    environ: Mapping[str, str],
    stream: TextIO,
    say: Say,
    fill: Callable[[dict[str, str]], None] | None = None,
    banner: Callable[[Environment], str] | None = None,
) -> None:
    """Run the platform until it is asked to stop.

    Args:
        environ: the environment, with GONGKAI_DATA and the other settings.
        stream: where the log goes.
        say: shows a line to the person at the terminal.
        fill: called with the children's environment when the database is ready, before anything is served.
        banner: the text shown when the first page can be read.

    Raises:
        CannotStart: before anything is served, with every reason.
    """
    settings = read(environ, say)
    try:
        if data_folder.prepare(settings.data):
            say(f"已建立数据文件夹 {settings.data}。")
        with data_folder.locked(settings.data):
            _run(settings, environ, stream, say, fill, banner)
    except data_folder.Unusable as reason:
        raise CannotStart(str(reason)) from reason


def prepare(environ: Mapping[str, str], say: Say) -> Environment:
    """Make folder, keys and database ready without serving anything; a folder that is being served is ready.

    Raises:
        CannotStart: with every reason.
    """
    settings = read(environ, say)
    try:
        if data_folder.prepare(settings.data):
            say(f"已建立数据文件夹 {settings.data}。")
        with data_folder.locked(settings.data):
            _make_what_is_private(settings, say)
            _prepare(environ_for_children({**environ, "GONGKAI_DATA": str(settings.data)}))
    except data_folder.InUse:
        pass
    except data_folder.Unusable as reason:
        raise CannotStart(str(reason)) from reason
    return settings


def read(environ: Mapping[str, str], say: Say) -> Environment:
    """The settings, unless they cannot be read or are unsafe. What is unknown is said.

    Raises:
        CannotStart: with every reason.
    """
    for sentence in environment.unknown(environ):
        say(sentence)
    try:
        settings = environment.read(environ)
    except environment.BadEnvironment as bad:
        raise CannotStart(*bad.reasons) from bad
    reasons = [
        *safety.refusals(settings),
        *keys.exposed(settings),
        *keys.damaged(settings),
        *_lacking(),
    ]
    if reasons:
        raise CannotStart(*reasons)
    return settings


def _lacking() -> list[str]:
    """What this machine's Python lacks."""
    try:
        if hashlib.new("sm3", b"abc").hexdigest() == _KNOWN_SM3:
            return []
    except ValueError:
        pass
    return ["这台机器的 OpenSSL 没有 SM3，台账无法成链：请安装 OpenSSL 3，并用与它链接的 Python。"]


def _make_what_is_private(settings: Environment, say: Say) -> None:
    """The keys, and what else only the owner of the data folder reads."""
    for line in keys.make(settings):
        say(line)
    database = databases.file_of(settings.database_url, settings.data)
    for line in data_folder.keep_private(settings.data, database):
        say(line)


def _run(
    settings: Environment,
    environ: Mapping[str, str],
    stream: TextIO,
    say: Say,
    fill: Callable[[dict[str, str]], None] | None,
    banner: Callable[[Environment], str] | None,
) -> None:
    see_that_port_is_free(settings.address, settings.port)
    office_socket.prepare(settings.data)
    _make_what_is_private(settings, say)
    style = settings.log_format
    if style == "auto":
        style = "text" if stream.isatty() else "json"
    inherited = environ_for_children(
        {
            **environ,
            "GONGKAI_DATA": str(settings.data),
            "GONGKAI_LOG_FORMAT": style,
            environment.FRONT_TOKEN: secrets.token_hex(32),
        }
    )
    supervisor = Supervisor(_children(settings), inherited, Lines(stream, style), settings.stop_seconds)
    with supervisor.ahead("front"):
        if fill is None:
            _prepare(inherited, "first-day")
        else:
            _prepare(inherited)
            fill(inherited)

    def tell(opened: bool) -> None:
        if not opened:
            say("一分钟了，页面还打不开：请看上面的日志。下面的网址打开以后才能用。")
        say(banner(settings) if banner else _addresses(settings))

    supervisor.run(Opening(settings, tell).look)


def _addresses(settings: Environment) -> str:
    return f"门户：{settings.url}/　办公：{settings.url}/office/（按 Ctrl-C 停止）"


def _prepare(environ: Mapping[str, str], *what: str) -> None:
    done = run_to_end("gongkai.site.processes.prepare", environ, *what)
    if done.returncode != 0:
        raise CannotStart(*(done.stderr.strip().splitlines()[-1:] or ["准备没有完成。"]))


def run_to_end(module: str, environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of ours to its end, passing on what it says line by line as it says it.

    The last line is kept back when it fails: it is the reason, which the caller shows.

    Raises:
        KeyboardInterrupt: when the person stops it; the module is stopped first.
    """
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
        env={**environ, "GONGKAI_PROCESS": "prepare"},
    ) as process:
        assert process.stderr is not None
        said: list[str] = []
        try:
            for line in process.stderr:
                if said:
                    sys.stderr.write(said[-1])
                    sys.stderr.flush()
                said.append(line)
            status = process.wait()
        except KeyboardInterrupt:
            process.terminate()
            raise
        if status == 0 and said:
            sys.stderr.write(said[-1])
    return subprocess.CompletedProcess(process.args, status, "", "".join(said))


def see_that_port_is_free(address: str, port: int) -> None:
    """Look whether one can listen there.

    Raises:
        CannotStart: with the reason.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CannotStart(_why_not_bound(address, port, error)) from error


def _why_not_bound(address: str, port: int, error: OSError) -> str:
    where = f"{address} 的端口 {port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} 已被别的程序占用：请停止它，或用 --port 换一个端口。"
    if error.errno == errno.EACCES:
        return f"没有权限使用 {where}：1024 以下的端口请由前置的网页服务器监听，本程序用 8000 等端口。"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"这台机器没有 {address} 这个地址：请检查 GONGKAI_ADDRESS 或 --address。"
    return f"不能在 {where} 上监听：{reason_of(error)}。请检查 GONGKAI_ADDRESS 或 --address。"


def _children(settings: Environment) -> list[Child]:
    return [
        # It loads no Django, and is there while the others are loaded or gone.
        Child("front", "门户", "gongkai.site.processes.front", alone=True),
        Child("web", "办公", "gongkai.site.processes.web"),
        *(
            Child(f"tasks-{number}", "任务", "gongkai.site.processes.tasks", [str(number)])
            for number in range(1, settings.task_workers + 1)
        ),
        Child("schedule", "定时", "gongkai.site.processes.schedule"),
        *([Child("copy", "公开页面", "gongkai.site.processes.copying")] if settings.portal else []),
    ]
