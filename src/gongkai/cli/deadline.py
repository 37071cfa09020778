"""``gongkai deadline``: when a request has to be answered, and the way there."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli import streams
from gongkai.cli.report.parameters import WholeNumber
from gongkai.cli.speech import Command
from gongkai.cli.status import Status

if TYPE_CHECKING:
    from gongkai.statute.reply_clock import Clock, Stretch
    from gongkai.statute.workdays import Due

__all__ = ["deadline"]

_WEEKDAYS = "一二三四五六日"
_MOST_EXTENDED = 999
"""For slips of the finger; how long the law lets it be is said by the rule itself."""


class Day(click.ParamType[datetime.date]):
    """A day as 2026-11-23."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day. Raises BadParameter for what is none."""
        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2026-11-23 这样", param, ctx)


def _deadline(as_json: bool, **dates: Any) -> int:
    from gongkai.statute.deadlines import DeadlineError
    from gongkai.statute.reply_clock import ClockError, RequestDates, reply_clock
    from gongkai.statute.workdays import CalendarError

    try:
        clock = reply_clock(RequestDates(**dates))
    except (ClockError, DeadlineError, CalendarError) as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        streams.write(json.dumps(_to_dict(clock), ensure_ascii=False, indent=2))
    else:
        _show(clock)
    for fault in clock.faults:
        streams.say(fault)
    return Status.FOUND if clock.faults else Status.DONE


def _show(clock: Clock) -> None:
    from gongkai.statute.workdays import chinese_date

    if clock.due is None:
        streams.write("答复期限：收到补正后重新计算")
    else:
        weekday = _WEEKDAYS[clock.due.weekday()]
        doubt = "，暂定" if clock.provisional else ""
        streams.write(f"答复期限：{chinese_date(clock.due)}（星期{weekday}{doubt}）")
    start = chinese_date(clock.dates.received)
    streams.write(f"收到申请：{start}，当日不计")
    for stretch in clock.stretches:
        streams.write(f"  {stretch.explanation()}")
    for remark in (*clock.remarks, clock.reason):
        if remark:
            streams.write(f"说明：{remark}")


def _to_dict(clock: Clock) -> dict[str, Any]:
    return {
        "received": clock.dates.received.isoformat(),
        "due": clock.due.isoformat() if clock.due else None,
        "provisional": clock.provisional,
        "provisional_reason": clock.reason,
        "stretches": [_stretch_to_dict(stretch) for stretch in clock.stretches],
        "remarks": list(clock.remarks),
        "faults": list(clock.faults),
    }


def _stretch_to_dict(stretch: Stretch) -> dict[str, Any]:
    working: Due = stretch.working
    return {
        "kind": stretch.kind.value,
        "label": stretch.kind.label,
        "from": stretch.begins.isoformat(),
        "to": stretch.ends.isoformat(),
        "workdays": stretch.workdays,
        "days_off": [
            {"kind": entry.kind.value, "name": entry.name, "days": _iso(entry.days)}
            for entry in working.skipped
        ],
        "make_up_workdays": _iso(working.make_up),
        "basis": stretch.basis,
        "explanation": stretch.explanation(),
    }


def _iso(days: Iterable[datetime.date]) -> list[str]:
    return [day.isoformat() for day in days]


def _day(name: str, meaning: str, *, required: bool = False) -> click.Option:
    return click.Option([name], type=Day(), metavar="日期", required=required, help=meaning)


deadline = Command(
    "deadline",
    callback=_deadline,
    help="""一件申请应当在哪一天以前答复，以及怎样算出来的：每一段时间、其中的休息日、依据的条款。

    休息日按国务院办公厅各年的放假通知；还没有通知的年份，算出的日期标为暂定。
    退出状态：0 算出；1 算出，但有的步骤超过了期限；2 没能算出。""",
    params=[
        _day("--received", "收到申请之日（条例第三十一条），当日不计", required=True),
        _day("--asked-to-clarify", "告知申请人补正之日"),
        _day("--clarified", "收到补正之日；还没有收到的不写"),
        _day("--third-party", "第三方收到征求意见书之日"),
        _day("--answered", "第三方答复之日；还没有答复的不写"),
        click.Option(
            ["--extended"],
            type=WholeNumber(0, _MOST_EXTENDED),
            default=0,
            metavar="天数",
            help="经负责人同意延长的工作日数；没有延长的不写",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="输出 JSON"),
    ],
    examples=(
        ("收到申请，还没有别的事", "gongkai deadline --received 2026-11-23"),
        (
            "补正过，又延长了10个工作日",
            "gongkai deadline --received 2026-09-01 --asked-to-clarify 2026-09-04 --clarified 2026-09-10 --extended 10",
        ),
    ),
)
"""The command ``gongkai deadline``."""
