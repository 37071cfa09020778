"""``gongkai report check``: every contradiction in a report, with last year's, with the official form."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import click

from gongkai.annual.batch import Source
from gongkai.annual.batch.neighbours import Checkup, plan
from gongkai.annual.batch.shelf import Keep, Kept
from gongkai.cli import streams
from gongkai.cli.report.going import Tally, go_through, sources_of
from gongkai.cli.report.parameters import FilePath, jobs_option, paths_argument
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

__all__ = ["check"]

Format = Literal["json", "sarif"]


def _check(
    paths: tuple[str, ...],
    previous: str | None,
    form: Format | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int,
) -> int:
    selected, ignored = _names(select), _names(ignore)
    _refuse_unknown_rules(selected, ignored)
    sources = sources_of(paths)
    earlier = sources_of([previous]) if previous is not None else None
    tally = Tally()
    # The reports wait here between being read and being checked, whatever happens in between.
    with tempfile.TemporaryDirectory(prefix="gongkai-") as shelf:
        reports = _keep(sources, shelf, jobs, tally)
        before = _keep(earlier, shelf, jobs, tally) if earlier is not None else None
        checkups = plan(reports, before)
        _tell_pairs(checkups, before)
        errors = _check_all(checkups, form, selected, ignored, jobs, tally)
    if tally.failed or not reports:
        return Status.FAILED
    return Status.FOUND if errors else Status.DONE


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Rule names, given one by one or joined by commas as linters have them."""
    return tuple(name.strip() for text in given for name in text.replace("，", ",").split(",") if name.strip())


def _refuse_unknown_rules(selected: Sequence[str], ignored: Sequence[str]) -> None:
    # Checking registers the rules when it is imported; a slip in a name is told before any file is read.
    from gongkai.annual.checking.registry import UnknownRuleError, selector

    try:
        selector(selected, ignored)
    except UnknownRuleError as error:
        raise CannotDo(str(error)) from error


def _keep(sources: Sequence[Source], shelf: str, jobs: int, tally: Tally) -> list[Kept]:
    return [
        kept for _, found, _ in go_through("读取", Keep(shelf), sources, jobs, tally) for kept in found
    ]


def _tell_pairs(checkups: Sequence[Checkup], before: Sequence[Kept] | None) -> None:
    """Say which reports have no partner of last year although one was to be expected."""
    for checkup in checkups:
        name = checkup.report.file or "标准输入"
        if checkup.rivals:
            rivals = "、".join(rival.file or "标准输入" for rival in checkup.rivals)
            streams.say(f"{name}: 有几份上年的年报都对得上（{rivals}），没有与上年核对；请用 --previous 指明一份")
        elif checkup.previous is None and before:
            agency, year = checkup.report.agency or "机关未知", checkup.report.year
            wanted = f"{agency} {year - 1} 年" if year is not None else agency
            streams.say(f"{name}: --previous 里没有{wanted}的年报，没有与上年核对")
