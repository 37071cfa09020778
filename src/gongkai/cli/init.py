"""``gongkai init``: the first body and the first account, without which nobody could sign in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gongkai.cli import streams
from gongkai.cli.platform import (
    data_option,
    see_that_the_platform_is_installed,
    start_platform,
    where_the_data_is,
)
from gongkai.cli.report.parameters import OneOf
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.agencies.actions.accounts import Opened

__all__ = ["init"]

_LEVELS = {"市": "city", "县": "county", "部门": "department", "乡镇": "township"}
_GOVERNMENT = "人民政府"


def _init(
    agency: str,
    short_name: str | None,
    level: str,
    credit_code: str,
    name: str,
    username: str,
) -> int:
    see_that_the_platform_is_installed()
    os.environ.setdefault("GONGKAI_LOG_LEVEL", "warning")
    from gongkai.site import starting

    try:
        settings = starting.prepare(os.environ, streams.say)
    except starting.CannotStart as refusal:
        raise CannotDo(str(refusal)) from refusal
    os.environ["GONGKAI_DATA"] = str(settings.data)
    start_platform()
    from gongkai.acts.action import Refused
    from gongkai.agencies.models import BodyLevel
    from gongkai.site import founding, preparing

    if not preparing.up_to_date():
        raise CannotDo("平台正在升级数据库：请等它说“办公”已经开放，再执行一次。")
    fields = {
        "name": agency,
        "short_name": short_name or agency.strip().removesuffix(_GOVERNMENT),
        "social_credit_code": credit_code,
    }
    try:
        opened = founding.found(BodyLevel(_LEVELS[level]), name, username, **fields)
    except Refused as refusal:
        raise CannotDo("\n".join(refusal.reasons)) from refusal
    _say_who_can_sign_in(opened)
    # The service may have a DATABASE_URL that this shell has not.
    streams.say(f"设在：{where_the_data_is()}。gongkai serve 要用同样的设置。")
    streams.say(
        f"运行着 gongkai serve 时，在 {settings.url}/office/ 登录，再开通撰稿人、分管领导、主要领导的账号。"
    )
    return Status.DONE


def _say_who_can_sign_in(opened: Opened) -> None:
    from gongkai.agencies.actions.accounts import ONE_TIME_PASSWORD_DAYS
    from gongkai.agencies.models import BodyLevel

    person = opened.person
    body = person.agency
    assert body is not None
    streams.write(
        f"已设立{body.name}（简称{body.short_name}，{BodyLevel(body.level).label}），{person.name}任账号管理员。\n"
        f"用户名：    {person.username}\n"
        f"一次性口令：{opened.password}\n"
        f"口令只在这里显示一次，{ONE_TIME_PASSWORD_DAYS}天内有效，登录后改成自己的。"
    )


init = Command(
    "init",
    callback=_init,
    help="""设立第一个机关，开通第一个账号（账号管理员），显示一次性口令。

    每个平台只用一次：已经有机关时拒绝。数据文件夹是空的或者还没有的，先建立起来；平台运行着也可以执行。
    别的机关、岗位和账号由这位账号管理员登录办公系统办理。""",
    params=[
        data_option(),
        click.Option(
            ["--agency"], required=True, metavar="全称", help="最上级的机关，例如 某某县某某镇人民政府"
        ),
        click.Option(
            ["--short-name"],
            metavar="简称",
            help=f"用在网址里，定下后不宜再改；默认是全称去掉“{_GOVERNMENT}”",
        ),
        click.Option(
            ["--level"],
            required=True,
            type=OneOf(*_LEVELS),
            metavar="类别",
            help=f"{'、'.join(_LEVELS)}之一，决定标准栏目和法定公开事项",
        ),
        click.Option(
            ["--credit-code"],
            default="",
            metavar="代码",
            help="统一社会信用代码，索引号要用；也可以以后在机关资料里填写",
        ),
        click.Option(["--name"], required=True, metavar="姓名", help="账号管理员的姓名"),
        click.Option(["--username"], required=True, metavar="用户名", help="账号管理员登录用的名称"),
    ],
    examples=(
        (
            "一个镇自己用",
            "gongkai init --data /srv/gongkai --agency 盐边县惠民镇人民政府 --short-name 惠民镇"
            " --level 乡镇 --name 李明 --username liming",
        ),
        (
            "全县一起用：先设县政府，各镇、各部门以后在办公系统里设立",
            "gongkai init --agency 盐边县人民政府 --level 县 --name 李明 --username liming",
        ),
    ),
)
"""The command ``gongkai init``."""
