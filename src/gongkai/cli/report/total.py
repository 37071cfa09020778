"""``gongkai report total``: the bodies' reports become the county's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli import streams
from gongkai.cli.report.parameters import FilePath, WholeNumber, jobs_option, paths_argument
from gongkai.cli.report.single import one_report, put_in_place
from gongkai.cli.report.write import kind_for, rendered
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.annual.batch import Source
    from gongkai.annual.totalling import Total, Totaller

__all__ = ["total"]


def _total(
    paths: tuple[str, ...],
    agency: str,
    year: int,
    jobs: int,
    target: str | None,
    expected: str | None,
    own: str | None,
) -> int:
    kind = kind_for(target) if target is not None else None
    totaller = _totaller(agency, year, expected, own)
    failed = _add_all(totaller, paths, jobs)
    outcome = totaller.finish()
    if target is not None and kind is not None:
        put_in_place(target, _file(outcome, kind))
    if target is not None or not _described(outcome):
        _tell(outcome, target)
    if failed or not outcome.bodies:
        return Status.FAILED
    return Status.FOUND if _is_wrong(outcome) else Status.DONE


def _totaller(agency: str, year: int, expected: str | None, own: str | None) -> Totaller:
    from gongkai.annual.totalling import Totaller, read_expected

    names: list[str] = []
    if expected is not None:
        try:
            names = read_expected(Path(expected).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise CannotDo(f"{expected}: 打不开单位名单（{error.strerror or error}）") from error
        except UnicodeDecodeError as error:
            raise CannotDo(f"{expected}: 单位名单应是 UTF-8 文本，每行一个单位") from error
        if not names:
            raise CannotDo(f"{expected}: 单位名单里没有单位，应当每行一个")
    try:
        return Totaller(agency, year, expected=names, own=one_report(own) if own is not None else None)
    except ValueError as error:
        raise CannotDo(str(error)) from error


def _add_all(totaller: Totaller, paths: tuple[str, ...], jobs: int) -> int:
    """Add every report, and every file that could not be read; how many of the latter there are."""
    from gongkai.annual.batch.tasks import read_source
    from gongkai.annual.totalling import Unread
    from gongkai.cli.report.going import Tally, go_through, sources_of

    tally = Tally()
    sources = sources_of(paths)

    def missed(source: Source, why: str) -> None:
        totaller.add(Unread(source.shown, why))

    for _, reports, _ in go_through("读取", read_source, sources, jobs, tally, missed=missed):
        for report in reports:
            totaller.add(report)
    return tally.failed


def _is_wrong(outcome: Total) -> bool:
    from gongkai.annual.totalling import RemarkKind

    return not outcome.is_complete or bool(outcome.remarks_of(RemarkKind.OUT_OF_BALANCE))


def _described(outcome: Total) -> bool:
    """Print the total; true where that was for people, with all that is to be said about it."""
    from gongkai.annual.totalling import describe, to_dict

    if sys.stdout.isatty():
        streams.write(describe(outcome).rstrip("\n"))
        return True
    # The report stays one by the schema, so that every other command can take it; the rest stands beside it.
    details = to_dict(outcome)
    report = details.pop("report")
    streams.write(json.dumps({**report, "total": details}, ensure_ascii=False, indent=2))
    return False


def _tell(outcome: Total, target: str | None) -> None:
    for remark in outcome.remarks:
        streams.say(remark.sentence)
    where = f"已写入 {target}：" if target is not None else ""
    streams.say(f"{where}计入 {len(outcome.bodies)} 个单位，没有计入 {len(outcome.left_out)} 项。")


def _file(outcome: Total, kind: str) -> bytes:
    if kind == "xlsx":
        from gongkai.annual.totalling import workbook

        return workbook(outcome)
    return rendered(outcome.report, kind)


total = Command(
    "total",
    callback=_total,
    help="""把各单位的年报汇总成本级政府的一份。

    没有交的、交了两份的、读不出的、勾稽不平的，都逐一说明；有缺数的合计是空的，不用部分数充数。""",
    params=[
        paths_argument(),
        click.Option(["--agency"], required=True, metavar="名称", help="汇总单位的名称"),
        click.Option(
            ["--year"], type=WholeNumber(2008, 2100), required=True, metavar="年度", help="汇总哪一年的年报"
        ),
        click.Option(
            ["--to", "target"],
            type=FilePath(),
            metavar="文件",
            help="写成年报：.docx .pdf .html .xlsx .md .json；.xlsx 另附各单位明细",
        ),
        click.Option(["--expected"], type=FilePath(), metavar="文件", help="应当报送的单位名单，每行一个"),
        click.Option(["--own"], type=FilePath(), metavar="文件", help="汇总单位本级的年报，作为其中一份计入"),
        jobs_option(),
    ],
    examples=(
        (
            "汇总一个文件夹，写成 Word",
            "gongkai report total 各单位年报/ --agency 盐边县人民政府 --year 2024 --to 全县.docx",
        ),
        (
            "按名单清点",
            "gongkai report total 各单位年报/ --agency 盐边县人民政府 --year 2024 --expected 名单.txt",
        ),
    ),
)
"""The command ``gongkai report total``."""
