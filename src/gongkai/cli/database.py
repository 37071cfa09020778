"""``gongkai database``: from the SQLite of the data folder to a PostgreSQL."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from gongkai.cli import streams
from gongkai.cli.platform import (
    data_option,
    load_platform,
    see_that_the_platform_is_installed,
    where_the_data_is,
)
from gongkai.cli.register import verify_database
from gongkai.cli.search import rebuild_index
from gongkai.cli.speech import Command, LazyGroup
from gongkai.cli.status import CannotDo, Status

__all__ = ["group", "move"]


def _move(file: Path | None) -> int:
    see_that_the_platform_is_installed()
    os.environ.setdefault("GONGKAI_LOG_LEVEL", "warning")
    from gongkai.site import data_folder, databases, environment

    try:
        data = environment.read(os.environ).data
        source = file or databases.file_of("", data)
        if source is None or not source.is_file():
            raise CannotDo(
                f"没有找到要搬的数据库 {source}。请用 --data 或环境变量 GONGKAI_DATA 指明数据文件夹。"
            )
        load_platform()
        # Nobody may write to the one or start on the other until all is there.
        with data_folder.locked(data):
            _copy(source)
            return _make_and_verify_what_follows(source)
    except (environment.BadEnvironment, data_folder.Unusable) as refusal:
        raise CannotDo(str(refusal)) from refusal


def _copy(source: Path) -> None:
    from gongkai.site.moving import NotMoved, move

    began = time.monotonic()
    try:
        done = move(source, streams.say)
    except NotMoved as reason:
        raise CannotDo(str(reason)) from reason
    streams.write(f"已搬{done.tables}张表、{done.rows}行，用时 {time.monotonic() - began:.1f} 秒。")


def _make_and_verify_what_follows(source: Path) -> int:
    """The search made anew, the register verified, by the commands for it; whatever they say, all is copied."""
    try:
        found = rebuild_index()
    except CannotDo as reason:
        streams.say(f"{reason}检索索引还没有重建，请再执行 gongkai search rebuild。")
        found = Status.FOUND
    found = max(found, verify_database(items=True))
    streams.say(
        f"现在用的是：{where_the_data_is()}。平台的服务要设同样的 DATABASE_URL 再启动。原来的 {source} 没有动，"
        "确认无误以后移到别处保存：以后不设 DATABASE_URL 启动，用的还是它。"
    )
    return found


move = Command(
    "move",
    callback=_move,
    help="""把 SQLite 里的全部数据搬到 DATABASE_URL 所指的空的 PostgreSQL，平台要先停止。
    退出状态：0 搬好了；1 搬好了，但是台账核对不符，或者检索索引没有编全；2 没有搬。

    要么全部搬好，要么什么都没有搬，可以再试。上传的文件、密钥、静态副本仍在数据文件夹里，不用搬。""",
    params=[
        data_option(),
        click.Option(
            ["--from", "file"],
            type=click.Path(path_type=Path),
            metavar="文件",
            help="要搬的 SQLite 文件，默认是数据文件夹里的 gongkai.sqlite3",
        ),
    ],
    examples=(
        (
            "把 /srv/gongkai 里的数据搬到 PostgreSQL",
            "DATABASE_URL=postgresql://gongkai:口令@127.0.0.1/gongkai gongkai database move --data /srv/gongkai",
        ),
    ),
)
"""The command ``gongkai database move``."""

group = LazyGroup(
    "database",
    help="数据库：从 SQLite 搬到 PostgreSQL。",
    lazy={"move": ("gongkai.cli.database:move", "把数据搬到 PostgreSQL")},
)
"""The group of commands."""
