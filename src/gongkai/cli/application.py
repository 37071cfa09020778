"""The top of the command line: what there is, the version, completion."""

from __future__ import annotations

import click

from gongkai import __version__
from gongkai.cli.completion import SHELLS, install_completion, show_completion
from gongkai.cli.speech import LazyGroup

__all__ = ["application"]


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"gongkai {__version__}")
        context.exit()


application = LazyGroup(
    "gongkai",
    help="公开：政府信息公开工作的开源软件。",
    lazy={
        "report": ("gongkai.cli.report:group", "政府信息公开工作年度报告：读取、核对、编写、汇总、比较"),
        "deadline": ("gongkai.cli.deadline:deadline", "一件申请应当在哪一天以前答复，怎样算出来"),
        "fee": ("gongkai.cli.fee:fee", "信息处理费是多少，怎样算出来"),
        "register": ("gongkai.cli.register:group", "信息登记台账：核对、导出、签署检查点"),
        "portal": ("gongkai.cli.portal:group", "公开门户的静态副本：生成、核对、单独开放"),
        "search": ("gongkai.cli.search:group", "检索索引：核对、重建"),
        "database": ("gongkai.cli.database:group", "数据库：从 SQLite 搬到 PostgreSQL"),
        "init": ("gongkai.cli.init:init", "设立第一个机关，开通第一个账号"),
        "account": ("gongkai.cli.account:group", "账号管理员登录不了时，给他一次性口令"),
        "serve": ("gongkai.cli.serve:serve", "运行公开平台：门户、办公、后台任务、定时工作"),
        "demo": ("gongkai.cli.serve:demo", "在本机运行一个填好的示例县"),
    },
    examples=(
        ("读一份年报，显示三张表", "gongkai report read 年报.docx"),
        ("核对一个文件夹里的所有年报", "gongkai report check 各单位年报/"),
        ("某个命令的详细说明", "gongkai report check --help"),
    ),
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="显示版本号",
        ),
        click.Option(
            ["--install-completion"],
            is_flag=False,
            flag_value="auto",
            metavar=f"[{'|'.join(SHELLS)}]",
            is_eager=True,
            expose_value=False,
            callback=install_completion,
            help="安装命令补全：按 Tab 键补全命令、选项和文件名",
        ),
        click.Option(
            ["--show-completion"],
            is_flag=False,
            flag_value="auto",
            metavar=f"[{'|'.join(SHELLS)}]",
            is_eager=True,
            expose_value=False,
            callback=show_completion,
            help="显示补全脚本，供自行安装",
        ),
    ],
)
"""The command ``gongkai`` itself."""
