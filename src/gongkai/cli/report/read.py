"""``gongkai report read``: reports in any shape become figures."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Literal

import click

from gongkai.annual.batch import Source
from gongkai.annual.batch.tasks import Render, read_source
from gongkai.annual.exporting import Export, ExportError, open_export
from gongkai.annual.readability import has_no_figures
from gongkai.cli import streams
from gongkai.cli.report.going import Tally, go_through, sources_of
from gongkai.cli.report.parameters import FilePath, jobs_option, paths_argument
from gongkai.cli.report.single import NO_FIGURES
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

__all__ = ["read"]

Format = Literal["json", "jsonl", "table"]


def _read(paths: tuple[str, ...], form: Format | None, jobs: int, out: str | None) -> int:
    _refuse_contradiction(form, out)
    sources = sources_of(paths)
    chosen = form or ("table" if sys.stdout.isatty() else "jsonl")
    tally, found = Tally(), _Found()
    if chosen == "table" and out is None:
        _draw(sources, jobs, tally, found)
    else:
        destination = _destination(paths, sources, chosen, out)
        _export(sources, jobs, tally, found, destination, scrolling=out is None)
    if found.reports == 0:
        return _nothing(tally, paths)
    if out is not None:
        left = f"，{tally.failed} 个文件读不出" if tally.failed else ""
        streams.say(f"已写入 {out}：{found.reports} 份年报{left}。")
    if tally.failed:
        return Status.FAILED
    return Status.FOUND if found.unreadable else Status.DONE


class _Found:
    """What was in the sources that could be read."""

    def __init__(self) -> None:
        self.reports = 0
        self.unreadable = 0

    def add(self, reports: int, unreadable: int) -> None:
        self.reports += reports
        self.unreadable += unreadable


class _NothingRead(Exception):
    """There was no report in any source."""


def _nothing(tally: Tally, paths: Sequence[str]) -> int:
    if tally.failed == 0:
        streams.say(f"{'、'.join(paths)}: 没有找到年度报告")
    return Status.FAILED


def _refuse_contradiction(form: Format | None, out: str | None) -> None:
    if out is not None and form is not None and Path(out).suffix.lower() != f".{form}":
        raise click.UsageError(f"--{form} 与 --out {out} 不一致：写到文件时，格式由文件名的结尾决定")


@contextmanager
def _destination(
    paths: Sequence[str], sources: Sequence[Source], form: str, out: str | None
) -> Iterator[Export]:
    single = len(paths) == 1 and len(sources) == 1 and not sources[0].found
    if out is not None:
        try:
            with open_export(Path(out), single=single) as export:
                yield export
        except ExportError as error:
            raise CannotDo(str(error)) from error
        return
    from gongkai.annual.exporting.text import JsonExport, JsonLinesExport

    file = streams.results()
    printed: Export = JsonExport(file, single=single) if form == "json" else JsonLinesExport(file)
    yield printed
    printed.finish()
    file.flush()


def _export(
    sources: Sequence[Source],
    jobs: int,
    tally: Tally,
    found: _Found,
    destination: AbstractContextManager[Export],
    *,
    scrolling: bool,
) -> None:
    # Where nothing was read the export is left by this exception, so that no empty file is put in place.
    with suppress(_NothingRead), destination as export:
        task = Render(export.shape)
        for source, rendered, watched in go_through("读取", task, sources, jobs, tally, scrolling=scrolling):
            export.add(rendered.body)
            found.add(rendered.reports, rendered.unreadable)
            if rendered.unreadable:
                watched.say(f"{source.shown}: {NO_FIGURES}")
        if found.reports == 0:
            raise _NothingRead


def _draw(sources: Sequence[Source], jobs: int, tally: Tally, found: _Found) -> None:
    from gongkai.cli.report.drawing import draw

    for source, reports, watched in go_through("读取", read_source, sources, jobs, tally, scrolling=True):
        for report in reports:
            draw(report)
        unreadable = sum(map(has_no_figures, reports))
        found.add(len(reports), unreadable)
        if unreadable:
            watched.say(f"{source.shown}: {NO_FIGURES}")


read = Command(
    "read",
    callback=_read,
    help="""读取年报：三张表的 200 个数字、各节文字、机关、年度、日期。

    读不出的格子是空的，并说明原因，绝不当作 0。在终端上默认画出三张表，否则每份年报输出一行 JSON。""",
    params=[
        paths_argument(),
        click.Option(["form", "--json"], flag_value="json", help="输出 JSON：一份年报是一个对象，多份是数组"),
        click.Option(["form", "--jsonl"], flag_value="jsonl", help="输出 JSON，每份年报一行"),
        click.Option(["form", "--table"], flag_value="table", help="画出三张表"),
        jobs_option(),
        click.Option(
            ["--out"],
            type=FilePath(),
            metavar="文件",
            help="写到文件，按结尾定格式：.jsonl .json .csv .xlsx .parquet",
        ),
    ],
    examples=(
        ("看一份年报的三张表", "gongkai report read 年报.pdf --table"),
        ("读取整个文件夹，写成一张电子表格", "gongkai report read 各单位年报/ --out 年报.xlsx"),
        ("从别的程序接收网页", "curl -s https://example.gov.cn/nb.html | gongkai report read - --json"),
    ),
)
"""The command ``gongkai report read``."""
