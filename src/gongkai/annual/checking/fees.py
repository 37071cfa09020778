"""Section six says what was collected as 信息处理费, even when it was nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register

__all__ = ["check_fees"]

UNSTATED = register(
    Rule(
        name="fees.unstated",
        title="第六部分写明信息处理费",
        basis="国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="收取多少、没有收取，都要写明。表二的行政事业性收费是另一回事，写了它不等于写了信息处理费。",
        example=Example(
            "第六部分只写“无其他需要报告的事项”",
            sections={6: ("其他需要报告的事项", "无其他需要报告的事项。")},
        ),
    )
)

_OTHER_CHARGES = re.compile(r"行政事业性收费")
_STATED = re.compile(r"处理费|信息费|[收免]费|费用|(?:收取|收缴|缴纳|产生|发生)\S{0,12}费")


def check_fees(examination: Examination) -> Iterator[Finding]:
    """A finding where section six is there and speaks of no fee for handling information."""
    section = examination.report.section(6)
    if section is None or _speaks_of_fees(section.title + section.text):
        return
    elsewhere = next(
        (other for other in examination.report.sections if other.number != 6 and "处理费" in other.text), None
    )
    what = "第六部分没有说明信息处理费的收取情况"
    if elsewhere:
        what += f"（第{'一二三四五六'[elsewhere.number - 1]}部分提到了，应写在第六部分）"
    yield UNSTATED.finding(
        what,
        suggestion="请写明发出收费通知的件数、总金额和实际收取的金额，没有收取的写“未收取信息处理费”。",
        evidence=[Evidence(section.text.strip()[:80] or "（无内容）", section.place)],
    )


def _speaks_of_fees(text: str) -> bool:
    plain = re.sub(r"\s+", "", text)
    return _STATED.search(_OTHER_CHARGES.sub("", plain)) is not None
