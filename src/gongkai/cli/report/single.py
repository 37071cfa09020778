"""Commands that work on one report, or on two: reading exactly one, and putting a result in its place."""

from __future__ import annotations

from pathlib import Path

from gongkai.annual.batch import work
from gongkai.annual.batch.tasks import read_source
from gongkai.annual.exporting import ExportError
from gongkai.annual.exporting.files import written_whole
from gongkai.annual.report import AnnualReport
from gongkai.cli.report.going import silence_libraries, sources_of, told
from gongkai.cli.status import CannotDo

__all__ = ["one_report", "put_in_place"]


def one_report(path: str) -> AnnualReport:
    """The one report at ``path``, in any readable shape.

    Raises CannotDo where nothing can be read, or where there are several and none may be chosen.
    """
    silence_libraries()
    name = "标准输入" if path == "-" else path
    if Path(path).is_dir():
        raise CannotDo(f"{name}: 这是文件夹，这里要一份年报的文件")
    (source,) = sources_of([path])
    (outcome,) = work(read_source, [source])
    if outcome.failure is not None:
        raise CannotDo(f"{name}: {told(outcome.failure)}")
    reports = outcome.value or []
    if len(reports) != 1:
        listed = "、".join(_named(report) for report in reports)
        raise CannotDo(f"{name}: 里面有 {len(reports)} 份年报（{listed}），请拆开后再用")
    return reports[0]


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
        raise CannotDo(f"不能写到“{path}”：{error.strerror or error}") from error
