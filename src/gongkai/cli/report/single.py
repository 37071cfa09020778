"""Commands that work on one report, or on two: reading exactly one, and putting a result in its place."""

from __future__ import annotations

from pathlib import Path

from gongkai.annual.batch import work
from gongkai.annual.batch.sources import STANDARD_INPUT, on_one_line
from gongkai.annual.batch.tasks import read_source
from gongkai.annual.exporting import ExportError
from gongkai.annual.exporting.files import written_whole
from gongkai.annual.readability import has_no_figures
from gongkai.annual.report import AnnualReport
from gongkai.annual.system_errors import reason_of
from gongkai.cli import streams
from gongkai.cli.report.going import silence_libraries, sources_of, told
from gongkai.cli.status import CannotDo

__all__ = ["NO_FIGURES", "one_report", "put_in_place", "tell_if_unreadable"]

NO_FIGURES = "三张表的数字一个也读不出，多半是图片或附件；请改用带文字表格的文件"
"""What every command says of a report whose tables are there and cannot be read: that is never 0."""


def one_report(path: str) -> AnnualReport:
    """The one report at ``path``, in any readable shape.

    Raises CannotDo where nothing can be read, or where there are several and none may be chosen.
    """
    silence_libraries()
    sources = sources_of([path])
    if len(sources) != 1 or sources[0].name != path:
        raise CannotDo(f"{on_one_line(path)}: 这是文件夹，这里要一份年报的文件")
    (source,) = sources
    name = source.shown
    (outcome,) = work(read_source, [source])
    if outcome.failure is not None:
        raise CannotDo(f"{name}: {told(outcome.failure)}")
    reports = outcome.value or []
    if len(reports) != 1:
        listed = "、".join(_named(report) for report in reports)
        raise CannotDo(f"{name}: 里面有 {len(reports)} 份年报（{listed}），请拆开后再用")
    return reports[0]


def tell_if_unreadable(path: str, report: AnnualReport) -> bool:
    """Say it where no figure of the report could be read; whether that is so."""
    unreadable = has_no_figures(report)
    if unreadable:
        streams.say(f"{'标准输入' if path == STANDARD_INPUT else on_one_line(path)}: {NO_FIGURES}")
    return unreadable


def _named(report: AnnualReport) -> str:
    return f"{report.agency or '机关未知'} {report.year or '年度未知'}"


def put_in_place(path: str, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises CannotDo."""
    try:
        with written_whole(Path(path)) as file:
            file.write(data)
    except ExportError as error:
        raise CannotDo(str(error)) from error
    except OSError as error:
        raise CannotDo(f"不能写到“{path}”：{reason_of(error)}") from error
