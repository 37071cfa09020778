"""How much of the narrative is last year's, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.checking.earlier import follows, year_name
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register

__all__ = ["check_repeated"]

_SHOWN, _LONGEST = 3, 80

REPEATED = register(
    Rule(
        name="text.repeated",
        title="文字不照抄上年",
        basis="国办公开办函〔2021〕30号：内容应当详实，不得照抄照搬",
        severity=Severity.HINT,
        fault=Fault.PAIR,
        explanation="正文中与上年报告逐字相同的字数占比（重复率，与 gongkai report compare 的算法相同）超过设定的界限时提示，并给出比例。",
        example=Example("正文几乎逐句与上年相同", previous={}, identity={"previous_text": "same"}),
    )
)


def check_repeated(examination: Examination) -> Iterator[Finding]:
    """The share of the narrative that is last year's, where it is above the setting."""
    previous, settings = examination.previous, examination.settings
    if previous is None or not follows(examination.report, previous):
        return
    # Only here: a single report needs none of what comparing two brings with it.
    from gongkai.annual.comparing.repetition import repetition

    earlier = [section.text for section in previous.sections]
    found = repetition(earlier, [section.text for section in examination.report.sections])
    if found.length < settings.repeated_minimum or (found.share or 0) <= settings.repeated_share:
        return
    yield REPEATED.finding(
        f"正文有{found.percent_text}与{year_name(previous)}逐字相同，超过{settings.repeated_share:.0%}",
        suggestion="请结合本年实际改写，避免照抄上年。",
        evidence=[Evidence(passage[:_LONGEST]) for passage in found.passages[:_SHOWN]],
        expected=f"{settings.repeated_share:.0%}",
        actual=found.percent_text,
    )
