"""Table 4: four results add up to the total of each group."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.checking import reading_doubts
from gongkai.annual.checking.equations import State, judge, sum_text
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.checking.rereading import reread_disputes

__all__ = ["check_disputes"]

TOTAL = register(
    Rule(
        name="disputes.total",
        title="四种结果相加等于总计",
        basis="国办公开办函〔2021〕30号，表四",
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="行政复议、未经复议直接起诉、复议后起诉各自：结果维持+结果纠正+其他结果+尚未审结 = 总计。先看印的数，从不用算出的总计盖掉印的总计。",
        example=Example(
            "复议印的是 10、1、0、0，总计印的是 0",
            figures={
                "disputes.review.upheld": 10,
                "disputes.review.corrected": 1,
                "disputes.review.total": 0,
            },
        ),
    )
)


def check_disputes(examination: Examination) -> Iterator[Finding]:
    """A finding for each group of Table 4 that does not add up."""
    identities = [identity for identity in examination.form.identities if identity.rule == TOTAL.name]
    broken = [equation for equation in judge(examination, identities) if equation.state is State.BROKEN]
    settled = [equation for equation in broken if equation.settled]
    if settled:
        yield reading_doubts.unsettled(examination, settled)
    plain = [equation for equation in broken if not equation.settled]
    if len(plain) > 1:
        found = reread_disputes(examination.form, examination.values)
        if found:
            examination.repairs.update(found[1])
            yield reading_doubts.misread_disputes(examination, plain, *found)
            return
    for equation in plain:
        total = equation.identity.right[0]
        examination.repairs[total] = equation.left
        yield TOTAL.finding(
            f"表四“{equation.identity.subject}”四种结果相加不等于总计：{sum_text(examination, equation)}"
            + ("" if equation.complete else "（空白按没有计）"),
            suggestion="请对照复议决定书、裁判文书核对各数，改正总计或有误的一格。",
            cells=(total, *equation.identity.left),
            evidence=examination.quotes((total, *equation.identity.left)),
            expected=equation.left,
            actual=equation.right,
        )
