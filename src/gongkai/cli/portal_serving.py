"""``gongkai portal serve`` and ``gongkai portal nginx``: the copy served without an office, by us or by nginx."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli import streams
from gongkai.cli.report.parameters import WholeNumber
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.site.environment import Environment

__all__ = ["nginx", "serve"]


def _settings(data: str | None) -> Environment:
    from gongkai.site import environment

    try:
        return environment.read({**os.environ, **({"GONGKAI_DATA": data} if data else {})})
    except environment.BadEnvironment as bad:
        raise CannotDo(str(bad)) from bad


def _public(folder: str | None, settings: Environment) -> Path:
    """The folder that readers see: of a mirror, of a copy, or of the platform's data folder."""
    from gongkai.front.layout import INDEX
    from gongkai.front.of_a_copy import pages_in

    if folder is None and settings.portal is None:
        raise CannotDo("GONGKAI_PORTAL 设为 off，这台机器没有静态副本：请用 --folder 指明文件夹。")
    given = Path(folder).absolute() if folder is not None else settings.portal
    assert given is not None
    found = pages_in(given)
    if not (found / INDEX).is_file():
        raise CannotDo(
            f"{found} 里没有静态副本：请先执行 gongkai portal build，或用 --folder 指明副本的文件夹。"
        )
    return found


def _serve(data: str | None, folder: str | None, address: str, port: int, workers: int | None) -> int:
    if any(find_spec(package) is None for package in ("granian", "aiohttp")):
        raise CannotDo("平台的组件没有安装：请执行 pip install 'gongkai[platform]'，再运行这个命令。")
    from gongkai.front.configuration import Configuration
    from gongkai.front.serving import serve as serve_copy

    settings = _settings(data)
    pages = _public(folder, settings)
    address = _free(address, port)
    host = f"[{address}]" if ":" in address else address
    streams.say(f"静态副本 {pages}：http://{host}:{port}/（按 Ctrl-C 停止）")
    serve_copy(
        Configuration(
            pages=pages,
            address=address,
            port=port,
            workers=workers or settings.portal_workers,
            access_log=settings.access_log,
        )
    )
    return Status.DONE


def _free(given: str, port: int) -> str:
    """The address as a server takes it, when one can listen there."""
    from gongkai.site import environment, starting

    try:
        address = environment.own_address(given)
        starting.see_that_port_is_free(address, port)
    except environment.Unreadable as reason:
        raise CannotDo(f"--address “{given}”：{reason}。") from reason
    except starting.CannotStart as reason:
        raise CannotDo(str(reason)) from reason
    return address


def _nginx(data: str | None, folder: str | None, name: str | None, mirror: bool) -> int:
    from gongkai.front.nginx import Site, configuration

    settings = _settings(data)
    host = name or settings.host
    site = Site(
        pages=_public(folder, settings),
        data=None if mirror else settings.data,
        front="" if mirror else f"127.0.0.1:{settings.port}",
        name=host,
        listen=(
            "listen 443 ssl http2;",
            "listen [::]:443 ssl http2;",
            f"ssl_certificate /etc/ssl/gongkai/{host}.pem;",
            f"ssl_certificate_key /etc/ssl/gongkai/{host}.key;",
        ),
        https=True,
        megabytes=settings.request_megabytes,
        plain=("listen 80;", "listen [::]:80;"),
        log=Path("/var/log/nginx/access.log"),
        questions=settings.queries_per_minute,
        trusted=tuple(map(str, settings.trusted_proxies)),
    )
    streams.write(configuration(site).rstrip("\n"))
    return Status.DONE


_DATA = click.Option(["--data"], metavar="文件夹", help="数据文件夹，默认 ./data，也可用 GONGKAI_DATA")
_FOLDER = click.Option(["--folder"], metavar="文件夹", help="静态副本或镜像的文件夹，不用数据文件夹")

serve = Command(
    "serve",
    callback=_serve,
    help="""只开放静态副本：不要办公系统，也不要数据库。页面、附件、订阅和离线搜索都能用。""",
    params=[
        _DATA,
        _FOLDER,
        click.Option(["--address"], default="127.0.0.1", metavar="地址", help="监听的地址，默认 127.0.0.1"),
        click.Option(
            ["--port"],
            type=WholeNumber(1, 65535),
            default=8000,
            metavar="端口",
            help="监听的端口，默认 8000",
        ),
        click.Option(
            ["--workers"], type=WholeNumber(1, 64), metavar="个数", help="用几个进程，默认每个处理器一个"
        ),
    ],
    examples=(
        ("开放数据文件夹里的副本", "gongkai portal serve --data /srv/gongkai"),
        ("开放一个镜像", "gongkai portal serve --folder /srv/mirror --port 8080"),
    ),
)
"""The command ``gongkai portal serve``."""

nginx = Command(
    "nginx",
    callback=_nginx,
    help="""写出 nginx 的配置：静态副本由 nginx 直接发送，其余转给本程序。

    响应头与本程序自己发送时相同；证书的路径请改成自己的。""",
    params=[
        _DATA,
        _FOLDER,
        click.Option(["--name"], metavar="域名", help="网站的域名，默认取自 GONGKAI_URL"),
        click.Option(["--mirror"], is_flag=True, help="只有镜像，没有办公系统"),
    ],
    examples=(
        ("写到 nginx 的配置里", "gongkai portal nginx --data /srv/gongkai > /etc/nginx/conf.d/gongkai.conf"),
    ),
)
"""The command ``gongkai portal nginx``."""
