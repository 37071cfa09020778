"""``gongkai account``: the way back for a keeper of accounts who can no longer sign in."""

from __future__ import annotations

import os
import pwd

import click

from gongkai.cli import streams
from gongkai.cli.platform import data_option, start_platform, where_the_data_is
from gongkai.cli.speech import Command, LazyGroup
from gongkai.cli.status import CannotDo, Status

__all__ = ["group", "reset"]


def _reset(username: str) -> int:
    os.environ.setdefault("GONGKAI_LOG_LEVEL", "warning")
    start_platform()
    from gongkai.acts.action import Refused
    from gongkai.agencies.actions.accounts import ONE_TIME_PASSWORD_DAYS
    from gongkai.agencies.models import Person
    from gongkai.agencies.sign_in import way_back
    from gongkai.site import preparing

    if not preparing.up_to_date():
        raise CannotDo("数据库与这个版本的程序不相配：请先启动一次平台，由它升级数据库。")
    person = Person.objects.filter(username__iexact=username.strip()).first()
    if person is None:
        raise CannotDo(f"没有用户名为“{username}”的账号。{_known()}所查的是：{where_the_data_is()}。")
    try:
        opened = way_back.RegainSignIn(person, _operator()).perform()
    except Refused as refusal:
        raise CannotDo("\n".join([*refusal.reasons, _known()])) from refusal
    streams.write(
        f"{person.name}（{person.agency or ''}）可以重新登录了：口令已重置，原来的第二道验证已撤销，登录锁定已解除。\n"
        f"用户名：    {person.username}\n"
        f"一次性口令：{opened.password}\n"
        f"口令只在这里显示一次，{ONE_TIME_PASSWORD_DAYS}天内有效，登录后改成自己的，再设第二道验证。"
    )
    streams.say("这一次已记入办公系统的操作记录。")
    return Status.DONE


def _known() -> str:
    """Whom it can be done for: a user name may be forgotten too."""
    from gongkai.agencies.sign_in import way_back

    named = [f"{each.username}（{each.name}）" for each in way_back.keepers()[:20]]
    return f"现在的账号管理员：{'、'.join(named)}。" if named else "现在没有账号管理员。"


def _operator() -> str:
    """Who sits at the server, as well as it knows: the name before sudo where there was one."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    before = os.environ.get("SUDO_USER", "")[:40]
    return f"{name}（{before}）" if before else name


reset = Command(
    "reset",
    callback=_reset,
    help="""账号管理员忘了口令、丢了第二道验证，又没有别的账号管理员可以帮他时，在服务器上给他一个一次性口令。

    原来的口令和第二道验证同时作废，登录锁定解除，办成的和被拒绝的都写进操作记录。只给账号管理员用：别的人由账号管理员在办公系统的“账号”里办理。
    要以平台的用户执行；平台运行着也可以。""",
    params=[
        data_option(),
        click.Argument(["username"], metavar="用户名"),
    ],
    examples=(("给账号管理员李明", "gongkai account reset liming --data /srv/gongkai"),),
)
"""The command ``gongkai account reset``."""

group = LazyGroup(
    "account",
    help="账号：账号管理员登录不了时的办法。别的事都在办公系统里办理。",
    lazy={"reset": ("gongkai.cli.account:reset", "给登录不了的账号管理员一个一次性口令")},
)
"""The group of commands."""
