"""``gongkai report total``: the bodies' reports become the county's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.annual.batch.sources import on_one_line
from gongkai.cli import streams
from gongkai.cli.report.parameters import FilePath, OneOf, WholeNumber, jobs_option, paths_argument
from gongkai.cli.report.single import one_report, put_in_place
from gongkai.cli.report.write import kind_for, rendered
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.annual.batch import Source
    from gongkai.annual.report import AnnualReport
    from gongkai.annual.totalling import PublishedComparison, Total, Totaller

__all__ = ["total"]


def _total(
    paths: tuple[str, ...],
    agency: str,
    year: int,
    jobs: int,
    target: str | None,
    expected: str | None,
    own: str | None,
    published: str | None,
    scope: str | None,
) -> int:
    if scope is not None and published is None:
        raise click.UsageError("--scope 要与 --published 一起用")
    kind = kind_for(target) if target is not None else None
    totaller = _totaller(agency, year, expected, own)
    printed = one_report(published) if published is not None else None
    failed = _add_all(totaller, paths, jobs, printed)
    outcome = totaller.finish()
    if not outcome.bodies:
        _tell(outcome, None)
        streams.say("没有一份年报可以计入，没有写出汇总。")
        return Status.FAILED
    comparison = _compared(outcome, printed, scope) if printed is not None else None
    if target is not None and kind is not None:
        put_in_place(target, _file(outcome, kind))
    if target is not None or not _described(outcome, comparison):
        _tell(outcome, target)
    if comparison is not None:
        _tell_comparison(comparison)
    if failed:
        return Status.FAILED
    wrong = _is_wrong(outcome) or (comparison is not None and _differs(comparison))
    return Status.FOUND if wrong else Status.DONE


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
    part = one_report(own) if own is not None else None
    if part is not None:
        _doubt_own(part, agency)
    try:
        return Totaller(agency, year, expected=names, own=part)
    except ValueError as error:
        raise CannotDo(str(error)) from error


def _doubt_own(part: AnnualReport, agency: str) -> None:
    """Say it where the report given as the body's own seems to be another's; it is counted all the same."""
    from gongkai.annual.pairing import likeness

    if part.agency and likeness(part.agency, agency) is None:
        streams.say(f"--own 是“{part.agency}”的年报，与“{agency}”不像同一个机关，请核对是否给错了文件")


def _add_all(totaller: Totaller, paths: tuple[str, ...], jobs: int, printed: AnnualReport | None) -> int:
    """Add every report, and every file that could not be read; how many of the latter there are.

    The published report, which may lie in the same folder, is none of the parts.
    """
    from gongkai.annual.batch.tasks import read_source
    from gongkai.annual.totalling import Unread
    from gongkai.cli.report.going import Tally, go_through, sources_of

    tally = Tally()
    sources = sources_of(paths)

    def missed(source: Source, why: str) -> None:
        totaller.add(Unread(source.shown, why))

    for _, reports, _ in go_through("读取", read_source, sources, jobs, tally, missed=missed):
        for report in reports:
            if printed is None or printed.file is None or report.file != printed.file:
                totaller.add(report)
    return tally.failed


def _compared(outcome: Total, printed: AnnualReport, scope: str | None) -> PublishedComparison:
    from gongkai.annual.totalling import Scope, compare_with_published

    return compare_with_published(outcome, printed, scope=Scope(scope) if scope is not None else None)


def _tell_comparison(comparison: PublishedComparison) -> None:
    if comparison.reason:
        streams.say(f"{comparison.reason}（--published）")
    for finding in comparison.findings:
        streams.say(f"{finding.severity.label} {finding.rule} {finding.message}")
    if not comparison.reason and not comparison.findings:
        streams.say("公布的数与各单位之和一致。")


def _differs(comparison: PublishedComparison) -> bool:
    """Whether something is wrong: a difference that is no mere hint, or nothing could be compared."""
    from gongkai.annual.checking import Severity

    return bool(comparison.reason) or any(
        finding.severity is not Severity.HINT for finding in comparison.findings
    )


def _is_wrong(outcome: Total) -> bool:
    from gongkai.annual.totalling import RemarkKind

    return not outcome.is_complete or bool(outcome.remarks_of(RemarkKind.OUT_OF_BALANCE))


def _described(outcome: Total, comparison: PublishedComparison | None) -> bool:
    """Print the total; true where that was for people, with all that is to be said about it."""
    from gongkai.annual.totalling import comparison_to_dict, describe, to_dict

    if sys.stdout.isatty():
        streams.write(describe(outcome).rstrip("\n"))
        return True
    # The report stays one by the schema, so that every other command can take it; the rest stands beside it.
    details = to_dict(outcome)
    report = details.pop("report")
    if comparison is not None:
        details["published"] = comparison_to_dict(comparison)
    streams.write(json.dumps({**report, "total": details}, ensure_ascii=False, indent=2))
    return False


def _tell(outcome: Total, target: str | None) -> None:
    for remark in outcome.remarks:
        streams.say(on_one_line(remark.sentence))
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
        click.Option(
            ["--published"],
            type=FilePath(),
            metavar="文件",
            help="已经公布的本级政府年报：与各单位之和核对；要有 --expected 名单，且名单上的都已计入",
        ),
        click.Option(
            ["--scope"],
            type=OneOf("whole", "own"),
            metavar="口径",
            help="--published 的统计口径：whole 汇总数，own 本级数；不写则看它的正文怎样说明",
        ),
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
        (
            "与已公布的全县年报核对",
            "gongkai report total 各单位年报/ --agency 盐边县人民政府 --year 2024 --expected 名单.txt "
            "--published 全县.pdf --scope whole",
        ),
    ),
)
"""The command ``gongkai report total``."""
