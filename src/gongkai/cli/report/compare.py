"""``gongkai report compare``: two reports cell by cell, and section by section."""

from __future__ import annotations

import json

import click

from gongkai.annual.batch.sources import STANDARD_INPUT
from gongkai.cli import streams
from gongkai.cli.report.parameters import FilePath
from gongkai.cli.report.single import one_report, put_in_place, tell_if_unreadable
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

__all__ = ["compare"]


def _compare(first: str, second: str, as_json: bool, page: str | None) -> int:
    from gongkai.annual import comparing

    if first == second == STANDARD_INPUT:
        raise CannotDo("标准输入（-）只能用一次")
    reports = one_report(first), one_report(second)
    unreadable = [tell_if_unreadable(*each) for each in zip((first, second), reports, strict=True)]
    comparison = comparing.compare(*reports)
    if page is not None:
        put_in_place(page, comparing.render_page(comparison).encode())
        streams.say(f"已写入 {page}。")
    if as_json:
        streams.write(json.dumps(comparing.to_dict(comparison), ensure_ascii=False, indent=2))
    elif page is None:
        streams.write(comparing.describe(comparison).rstrip("\n"))
    return Status.FOUND if any(unreadable) else Status.DONE


compare = Command(
    "compare",
    callback=_compare,
    help="""比较两份年报：哪些数字变了、变了多少，哪些文字改了，后一份有多少是照抄前一份（重复率）。

    通常把上年的放在前面。""",
    params=[
        click.Argument(["first"], type=FilePath(), metavar="甲", help="前一份年报"),
        click.Argument(["second"], type=FilePath(), metavar="乙", help="后一份年报"),
        click.Option(["--json", "as_json"], is_flag=True, help="输出 JSON"),
        click.Option(["--html", "page"], type=FilePath(), metavar="文件", help="写成网页，增删的文字都标出"),
    ],
    examples=(
        ("与上年比较", "gongkai report compare 2023.html 2024.html"),
        ("写成网页", "gongkai report compare 2023.html 2024.html --html 比较.html"),
    ),
)
"""The command ``gongkai report compare``."""
