"""``gongkai fee``: what is to be paid for an excessive number of requests or pages, and the steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli import streams
from gongkai.cli.report.parameters import WholeNumber
from gongkai.cli.speech import Command
from gongkai.cli.status import Status

if TYPE_CHECKING:
    from gongkai.statute.processing_fees import ProcessingFee

__all__ = ["fee"]

_MOST_ITEMS, _MOST_PAGES = 9_999, 999_999


def _fee(items: int | None, pages: int | None, as_json: bool) -> int:
    from gongkai.statute.processing_fees import FeeMeasure, processing_fee

    if items is not None and pages is not None:
        raise click.UsageError("--items 和 --pages 只能用一个：一件申请或者按件计收，或者按量计收")
    if items is not None:
        found = processing_fee(FeeMeasure.ITEMS, items)
    elif pages is not None:
        found = processing_fee(FeeMeasure.PAGES, pages)
    else:
        raise click.UsageError("请用 --items 写明件数，或者用 --pages 写明页数")
    if as_json:
        streams.write(json.dumps(_to_dict(found), ensure_ascii=False, indent=2))
    else:
        _show(found)
    return Status.DONE


def _show(found: ProcessingFee) -> None:
    from gongkai.statute.processing_fees import BASIS

    unit = found.measure.unit
    streams.write(f"信息处理费：{found.yuan:,}元（{found.measure.label}计收，{found.number:,}{unit}）")
    for step in found.steps:
        cost = f"每{unit}{step.rate:,}元，{step.yuan:,}元" if step.rate else "免费"
        streams.write(f"  第{step.first:,}至{step.last:,}{unit}，{step.count:,}{unit}，{cost}")
    streams.write(f"说明：{found.measure.scope}")
    streams.write(f"依据：{BASIS}")


def _to_dict(found: ProcessingFee) -> dict[str, Any]:
    from gongkai.statute.processing_fees import BASIS

    return {
        "measure": found.measure.value,
        "number": found.number,
        "yuan": found.yuan,
        "steps": [
            {
                "from": step.first,
                "to": step.last,
                "count": step.count,
                "yuan_each": step.rate,
                "yuan": step.yuan,
            }
            for step in found.steps
        ],
        "scope": found.measure.scope,
        "basis": BASIS,
    }


fee = Command(
    "fee",
    callback=_fee,
    help="""信息处理费是多少，每一档怎样算。按件和按量只用一种，都是超额累进。""",
    params=[
        click.Option(
            ["--items"],
            type=WholeNumber(0, _MOST_ITEMS),
            metavar="件数",
            help="按件计收：同一申请人一个自然月内的申请件数",
        ),
        click.Option(
            ["--pages"],
            type=WholeNumber(0, _MOST_PAGES),
            metavar="页数",
            help="按量计收：一件申请提供的页数",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="输出 JSON"),
    ],
    examples=(("35件", "gongkai fee --items 35"), ("250页", "gongkai fee --pages 250")),
)
"""The command ``gongkai fee``."""
