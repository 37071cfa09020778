"""``gongkai portal``: the static copy of the public side, built and verified."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from gongkai.cli import streams
from gongkai.cli.platform import data_option, start_platform
from gongkai.cli.public_key import read_public_key
from gongkai.cli.report.parameters import FilePath, WholeNumber
from gongkai.cli.speech import Command, LazyGroup
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.channels.copying.building import Built
    from gongkai.channels.copying.folder import Folder

__all__ = ["build", "group", "verify"]


def _build(to: str | None, jobs: int | None) -> int:
    os.environ.setdefault("GONGKAI_LOG_LEVEL", "warning")
    start_platform()
    from gongkai.channels.copying import folder as folders
    from gongkai.site import static_files

    folder = folders.Folder(Path(to).absolute()) if to else folders.current()
    if folder is None:
        raise CannotDo("GONGKAI_PORTAL 设为 off，这台机器不做静态副本：请用 --to 指明文件夹。")
    _see_that_we_may(folder)
    if static_files.collect():
        streams.say("已整理静态文件。")
    built = _built(folder, jobs)
    for failure in built.failures:
        streams.write(f"没有做成：{failure.source} {failure.key}：{failure.error}")
    counts = built.counts
    streams.write(
        f"静态副本在 {folder.public}：共{built.files}个文件，其中网页{built.html}个（压缩件不计）。"
        f"新写{counts.written}，没有变化{counts.unchanged}，删去{counts.removed}，没有做成{counts.failed}，"
        f"用时 {built.seconds:.1f} 秒。"
    )
    if counts.refused:
        streams.say(f"{counts.refused}个地址的名称太长或有文件名不能用的字，不在副本里，由办公系统提供。")
    if not folders.is_current(folder):
        streams.say(
            "这是另做的一份，平台不会更新它：以后有信息公开或者撤回，须立即重做，否则撤回的内容还在里面。台账不为它登记回执。"
        )
    return Status.FOUND if built.failures else Status.DONE


def _see_that_we_may(folder: Folder) -> None:
    from gongkai.channels.copying import building

    owner = building.kept_by_another_user(folder)
    if owner is not None:
        name = _name_of(owner)
        raise CannotDo(
            f"{folder.root} 属于用户 {name}：以 {_name_of(os.geteuid())} 的身份写进去的文件，平台改不了，撤回时也删不掉。"
            f"请以 {name} 的身份执行同一条命令：在前面加上 sudo -u {quote(name)}。"
        )


def _name_of(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"#{user}"


def _built(folder: Folder, jobs: int | None) -> Built:
    from concurrent.futures.process import BrokenProcessPool

    from gongkai.channels.copying import building
    from gongkai.channels.copying.folder import Busy
    from gongkai.channels.copying.writing import CannotWrite
    from gongkai.cli.report.progress import Watched
    from gongkai.register.signing import CannotSign
    from gongkai.site.processes.parent import end_with_parent

    bar: Watched | None = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = Watched("生成页面", total).__enter__()
        while bar.done < done:
            bar.advance()

    try:
        building.prepare(folder)
        other = building.kept_for_another_site(folder)
        if other:
            raise CannotDo(
                f"平台正在为 {other} 维护这个副本，与现在的设置不同：请设与平台相同的 GONGKAI_URL 或 GONGKAI_PORT。"
            )
        try:
            with folder.only_one("build"):
                return building.build(folder, jobs, show, end_with_parent)
        except Busy:
            streams.say("另一个程序正在生成这个文件夹的全部页面，等它做完再开始……")
            with folder.only_one("build", wait=True):
                return building.build(folder, jobs, show, end_with_parent)
    except (CannotWrite, CannotSign, building.NotOurs) as error:
        raise CannotDo(str(error)) from error
    except BrokenProcessPool as error:
        raise CannotDo(
            "有一个进程被系统结束，多半是内存不够：请用 --jobs 1 再试，已写好的页面不会重做。"
        ) from error
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)


def _verify(folder: str, key: str | None) -> int:
    from gongkai.channels.copying import verifying
    from gongkai.register.signing import CannotSign

    place = Path(folder)
    if not place.is_dir():
        raise CannotDo(f"{folder} 不是文件夹：请给出静态副本或镜像的文件夹。")
    try:
        public = verifying.mirror(place)
        stated, parts, faults = verifying.read_statement(public, read_public_key(key) if key else None)
    except (verifying.Unreadable, CannotSign) as error:
        raise CannotDo(str(error)) from error
    found = 0
    for found, line in enumerate((*faults, *verifying.compare(public, parts)), 1):  # noqa: B007 - told afterwards
        streams.write(line)
    if not stated.own_key:
        streams.say(
            "公钥取自镜像本身，只能证明文件与清单相符。请与网站 /register/public-key.pem 核对，或用 --key 给出。"
        )
    if found:
        streams.say(
            f"{public}：{found} 处不符。清单作于 {_in_china(stated.made_at)}，共 {stated.files} 个文件。"
        )
        return Status.FOUND
    streams.write(
        f"副本完好：{public}，{stated.site}，清单作于 {_in_china(stated.made_at)}，"
        f"共 {stated.files} 个文件（压缩件也计在内），公钥指纹 {stated.key_fingerprint}"
    )
    return Status.DONE


def _in_china(moment: str) -> str:
    """A moment of the manifest as people here read it; as it stands there when it is none."""
    from gongkai.acts.days import CHINA

    try:
        at = datetime.datetime.fromisoformat(moment).astimezone(CHINA)
    except ValueError:
        return moment
    return f"{at:%Y-%m-%d %H:%M:%S}（北京时间）"


build = Command(
    "build",
    callback=_build,
    help="""生成公开页面的静态副本：所有页面、附件、订阅、接口数据，用上全部处理器。

    只写有变化的文件，删去已不存在的页面，最后写出签名的清单。平台运行时也可以执行。

    用 --to 另做的一份，平台不会更新：有信息撤回后须立即重做，台账也不为它登记回执。""",
    params=[
        data_option(),
        click.Option(["--to"], metavar="文件夹", help="另做一份，放在这个文件夹；默认是平台自己的副本"),
        click.Option(
            ["--jobs"], type=WholeNumber(1, 256), metavar="个数", help="用几个进程，默认每个处理器一个"
        ),
    ],
    examples=(
        ("生成全部页面", "gongkai portal build --data /srv/gongkai"),
        ("另做一份，交给别的网页服务器", "gongkai portal build --data /srv/gongkai --to /srv/www/gongkai"),
    ),
)
"""The command ``gongkai portal build``."""

verify = Command(
    "verify",
    callback=_verify,
    help="""核对镜像：每个文件与签名的清单相符，不缺、不多、没有改过。不用数据库。""",
    params=[
        click.Argument(["folder"], type=click.Path(), metavar="文件夹", help="静态副本，或者别处的镜像"),
        click.Option(
            ["--key"], type=FilePath(), metavar="文件", help="公钥：网站上的 /register/public-key.pem"
        ),
    ],
    examples=(("核对一个镜像", "gongkai portal verify /srv/mirror --key public-key.pem"),),
)
"""The command ``gongkai portal verify``."""

group = LazyGroup(
    "portal",
    help="""公开门户的静态副本：生成、核对镜像、单独开放。

    退出状态：0 完好或完成；1 有页面没有做成，或者镜像不符；2 没能完成。""",
    lazy={
        "build": ("gongkai.cli.portal:build", "生成全部公开页面"),
        "verify": ("gongkai.cli.portal:verify", "核对镜像与签名的清单相符"),
        "serve": ("gongkai.cli.portal_serving:serve", "只开放静态副本，不要办公系统"),
        "nginx": ("gongkai.cli.portal_serving:nginx", "写出 nginx 的配置"),
    },
)
"""The group of commands."""
