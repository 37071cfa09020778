"""``gongkai report check``: every contradiction in a report, with last year's, with the official form."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gongkai.annual.batch import Source
from gongkai.annual.batch.sources import STANDARD_INPUT, on_one_line
from gongkai.cli import streams
from gongkai.cli.report.going import Tally, go_through, sources_of
from gongkai.cli.report.parameters import FilePath, jobs_option, paths_argument
from gongkai.cli.report.single import NO_FIGURES
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.annual.batch.neighbours import Checkup
    from gongkai.annual.batch.shelf import Kept
    from gongkai.cli.report.findings import Findings

__all__ = ["check"]

_NAMED = 5
"""How many of many files a sentence names."""


def _check(
    paths: tuple[str, ...],
    previous: str | None,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int,
) -> int:
    from gongkai.annual.batch.neighbours import plan

    selected, ignored = _names(select), _names(ignore)
    _refuse_unknown_rules(selected, ignored)
    if previous == STANDARD_INPUT and STANDARD_INPUT in paths:
        raise CannotDo("标准输入（-）只能用一次")
    sources = sources_of(paths)
    earlier = sources_of([previous]) if previous is not None else None
    tally = Tally()
    # The reports wait here between being read and being checked, whatever happens in between.
    with tempfile.TemporaryDirectory(prefix="gongkai-") as shelf:
        reports = _keep(sources, shelf, jobs, tally)
        before = _keep(earlier, shelf, jobs, tally) if earlier is not None else None
        checkups = plan(reports, before)
        _tell_pairs(checkups, before)
        findings = _check_all(checkups, form, (selected, ignored), jobs, tally, single=_is_single(sources))
    if findings.reports or tally.failed == 0:
        streams.say(findings.summary(tally.failed))
    if tally.failed or not reports:
        return Status.FAILED
    unreadable = [report for report in reports if not report.readable]
    for report in unreadable:
        streams.say(f"{on_one_line(report.file or '标准输入')}: {NO_FIGURES}")
    return Status.FOUND if findings.has_errors or unreadable else Status.DONE


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Rule names, given one by one or joined by commas as linters have them."""
    return tuple(
        name.strip() for text in given for name in text.replace("，", ",").split(",") if name.strip()
    )


def _refuse_unknown_rules(selected: Sequence[str], ignored: Sequence[str]) -> None:
    # Checking registers the rules when it is imported; a slip in a name is told before any file is read.
    from gongkai.annual.checking.registry import UnknownRuleError, selector

    try:
        selector(selected, ignored)
    except UnknownRuleError as error:
        raise CannotDo(str(error)) from error


def _keep(sources: Sequence[Source], shelf: str, jobs: int, tally: Tally) -> list[Kept]:
    from gongkai.annual.batch.shelf import Keep

    return [kept for _, found, _ in go_through("读取", Keep(shelf), sources, jobs, tally) for kept in found]


def _tell_pairs(checkups: Sequence[Checkup], before: Sequence[Kept] | None) -> None:
    """Say which reports have no partner of last year although one was to be expected."""
    for checkup in checkups:
        name = checkup.shown
        if checkup.rivals:
            streams.say(
                f"{name}: 有几份上年的年报都对得上（{_listed(checkup.rivals)}），没有与上年核对；"
                "请用 --previous 指明一份"
            )
        elif checkup.previous is None and before:
            agency, year = checkup.report.agency or "机关未知", checkup.report.year
            wanted = f"{agency} {year - 1} 年" if year is not None else agency
            streams.say(f"{name}: --previous 里没有{wanted}的年报，没有与上年核对")
        elif checkup.previous is not None and before is not None:
            doubt = _doubt(checkup.report, checkup.previous)
            if doubt:
                streams.say(f"{name}: {doubt}")


def _doubt(report: Kept, previous: Kept) -> str:
    """What speaks against the report that was given as last year's; it is taken at its giver's word."""
    from gongkai.annual.pairing import likeness

    if report.year is not None and previous.year not in (None, report.year - 1):
        return f"--previous 是 {previous.year} 年的年报，不是 {report.year - 1} 年的，没有与上年核对"
    if report.agency and previous.agency and likeness(report.agency, previous.agency) is None:
        return (
            f"--previous 是“{previous.agency}”的年报，与“{report.agency}”不像同一个机关，请核对是否给错了文件"
        )
    return ""


def _listed(reports: Sequence[Kept]) -> str:
    names = [on_one_line(report.file or "标准输入") for report in reports[:_NAMED]]
    more = f"等 {len(reports)} 份" if len(reports) > _NAMED else ""
    return "、".join(names) + more


def _is_single(sources: Sequence[Source]) -> bool:
    return len(sources) == 1 and not sources[0].found


def _check_all(
    checkups: Sequence[Checkup],
    form: str,
    rules: tuple[tuple[str, ...], tuple[str, ...]],
    jobs: int,
    tally: Tally,
    *,
    single: bool,
) -> Findings:
    from gongkai.annual.batch.checks import Check, FindingShape
    from gongkai.cli.report.findings import Findings

    shape = FindingShape(form)
    with Findings(shape, single=single) as findings:
        task = Check(shape, *rules)
        for _, verdict, _ in go_through("核对", task, checkups, jobs, tally, scrolling=True):
            findings.add(verdict)
    return findings


def _show_rules(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    import gongkai.annual.checking  # noqa: F401 - registers the rules
    from gongkai.annual.checking.registry import RULES

    for rule in sorted(RULES.values(), key=lambda rule: rule.name):
        streams.write(f"{rule.name:32}{rule.severity.label}  {rule.title}")
    context.exit()


check = Command(
    "check",
    callback=_check,
    help="""核对年报，指出每一处矛盾：表内的勾稽关系、表与文字、与上年年报、与格式文本。

    只判断印出来的内容，不先替它改正；读不准的另行标明。给出文件夹时，按机关和年度自动找到上年的年报。
    全部规则用 --rules 列出，依据和例子见文档 docs/rules.md。
    有错误，或者三张表一个数也读不出，退出状态是 1；只有警告和提示，是 0。""",
    params=[
        paths_argument(),
        click.Option(["--previous"], type=FilePath(), metavar="路径", help="上年的年报：文件或文件夹"),
        click.Option(["form", "--json"], flag_value="json", default="text", help="输出 JSON"),
        click.Option(["form", "--sarif"], flag_value="sarif", help="输出 SARIF 2.1.0"),
        click.Option(
            ["--select"], multiple=True, metavar="规则", help="只用这些规则；可多次给出，也可用逗号分开"
        ),
        click.Option(
            ["--ignore"], multiple=True, metavar="规则", help="不用这些规则，如 text.figure 或整类的 text"
        ),
        click.Option(
            ["--rules"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_rules,
            help="列出全部规则：名称、级别、要求",
        ),
        jobs_option(),
    ],
    examples=(
        ("核对一份年报", "gongkai report check 年报.docx"),
        ("与上年对照", "gongkai report check 2024.html --previous 2023.html"),
        ("核对整个文件夹，不看文字提示", "gongkai report check 各单位年报/ --ignore text"),
    ),
)
"""The command ``gongkai report check``."""
