"""``gongkai serve`` and ``gongkai demo``: the platform, in one go."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli import streams
from gongkai.cli.layout import columns, width
from gongkai.cli.platform import see_that_the_platform_is_installed
from gongkai.cli.report.parameters import WholeNumber
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.site.environment import Environment

__all__ = ["demo", "serve"]

_MARK = "demo-folder"
_LABELS = {
    "username": "用户名",
    "password": "口令",
    "name": "姓名",
    "agency": "单位",
    "role": "岗位",
    "note": "可以试试",
}


def _serve(data: str | None, address: str | None, port: int | None) -> int:
    see_that_the_platform_is_installed()
    from gongkai.site import starting

    given = {"GONGKAI_DATA": data, "GONGKAI_ADDRESS": address, "GONGKAI_PORT": port and str(port)}
    environ = {**os.environ, **{name: value for name, value in given.items() if value}}
    try:
        starting.serve(environ, sys.stderr, streams.say)
    except starting.CannotStart as refusal:
        raise CannotDo(str(refusal)) from refusal
    return Status.DONE


def _demo(data: str, port: int, reset: bool) -> int:
    see_that_the_platform_is_installed()
    from gongkai.site import starting

    folder = Path(data).absolute()
    _make_demo_folder(folder, reset)
    environ = _demo_environ(folder, port)

    def fill(inherited: dict[str, str]) -> None:
        if not _accounts_file(folder).is_file():
            streams.say("正在建立示例县……")
            done = starting.run_to_end("gongkai.demo.filling", inherited)
            if done.returncode != 0:
                raise starting.CannotStart(*(done.stderr.strip().splitlines()[-1:] or ["示例没有建成。"]))

    def banner(settings: Environment) -> str:
        accounts = json.loads(_accounts_file(folder).read_text("utf-8"))
        return "\n".join(
            [
                "",
                f"示例县已开放。门户：{settings.url}/　办公：{settings.url}/office/",
                "人物、单位的数字都是虚构的，只在本机可见。按 Ctrl-C 停止。",
                "",
                *_table(accounts),
                "",
            ]
        )

    try:
        starting.serve(environ, sys.stderr, streams.say, fill, banner)
    except starting.CannotStart as refusal:
        raise CannotDo(str(refusal)) from refusal
    return Status.DONE


def _demo_environ(folder: Path, port: int) -> dict[str, str]:
    """The person's environment without his own settings: the demo touches no database but its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith("GONGKAI_")
    }
    return {
        **kept,
        "GONGKAI_DATA": str(folder),
        "GONGKAI_ADDRESS": "127.0.0.1",
        "GONGKAI_PORT": str(port),
        "GONGKAI_SECOND_FACTOR": "off",
        "GONGKAI_LOG_LEVEL": os.environ.get("GONGKAI_LOG_LEVEL", "warning"),
        "GONGKAI_TODAY": os.environ.get("GONGKAI_TODAY", ""),
    }


def _accounts_file(folder: Path) -> Path:
    return folder / "demo-accounts.json"


def _make_demo_folder(folder: Path, reset: bool) -> None:
    """Make the demo's folder; begin anew when asked to, or when an earlier filling was interrupted.

    Raises CannotDo for a folder with something else in it.
    """
    ours = (folder / _MARK).is_file()
    if folder.exists() and not ours and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotDo(f"{folder} 里有别的内容，不能用作示例：请用 --data 另选一个新文件夹。")
    unfinished = ours and not _accounts_file(folder).is_file()
    if ours and (reset or unfinished):
        _remove(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("gongkai demo\n", "ascii")


def _remove(folder: Path) -> None:
    """Remove the demo's folder. Raises CannotDo while a demo runs in it."""
    from gongkai.site import data_folder

    try:
        with data_folder.locked(folder):
            shutil.rmtree(folder)
    except data_folder.Unusable as reason:
        raise CannotDo(str(reason)) from reason


def _table(accounts: Sequence[dict[str, str]]) -> list[str]:
    shown = [name for name in _LABELS if any(row.get(name) for row in accounts)]
    rows = [_LABELS, *accounts]
    room = {name: max(width(row.get(name, "")) for row in rows) for name in shown}
    lines = ["  ".join(columns(row.get(name, ""), room[name]) for name in shown).rstrip() for row in rows]
    rule = "  ".join("─" * room[name] for name in shown)
    return [f"  {line}" for line in (lines[0], rule, *lines[1:])]


serve = Command(
    "serve",
    callback=_serve,
    help="""运行公开平台：门户、办公、后台任务、定时工作，一个命令启动，按 Ctrl-C 全部停止。

    第一次运行时建立数据文件夹、数据库和密钥，以后每次先升级数据库再开放。
    其他设置用环境变量，见 docs/administration.md。""",
    params=[
        click.Option(["--data"], metavar="文件夹", help="数据文件夹，默认 ./data，也可用 GONGKAI_DATA"),
        click.Option(["--address"], metavar="地址", help="监听的地址，默认 127.0.0.1（只有本机能访问）"),
        click.Option(["--port"], type=WholeNumber(1, 65535), metavar="端口", help="监听的端口，默认 8000"),
    ],
    examples=(
        ("在 ./data 上运行", "gongkai serve"),
        ("用另一个文件夹和端口", "gongkai serve --data /srv/gongkai --port 8080"),
    ),
)
"""The command ``gongkai serve``."""

demo = Command(
    "demo",
    callback=_demo,
    help="""在本机运行一个填好的示例县，显示各岗位的账号。

    人物和数字都是虚构的。只在本机可见，登录不要第二道验证。""",
    params=[
        click.Option(
            ["--data"], default="gongkai-demo", metavar="文件夹", help="示例的文件夹，默认 ./gongkai-demo"
        ),
        click.Option(
            ["--port"],
            type=WholeNumber(1, 65535),
            default=8000,
            envvar="GONGKAI_PORT",
            metavar="端口",
            help="监听的端口，默认 8000，也可用 GONGKAI_PORT",
        ),
        click.Option(["--reset"], is_flag=True, help="丢掉在示例里做过的一切，重新建立"),
    ],
    examples=(
        ("打开示例", "gongkai demo"),
        ("从头再来，用 8080 端口", "gongkai demo --reset --port 8080"),
    ),
)
"""The command ``gongkai demo``."""
