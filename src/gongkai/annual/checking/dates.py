"""Days and units: reported in time, about the right year, in the right unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from unicodedata import normalize

from gongkai.annual.checking.agencies import Kind, kind_of
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.report import AnnualReport, Place

__all__ = ["check_dates", "check_unit"]

_FEES = "proactive.fees_wan"

LATE = register(
    Rule(
        name="dates.late",
        title="按时公布",
        basis="《政府信息公开条例》第四十九条",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="县级以上政府部门在次年1月31日前，政府信息公开工作主管部门在次年3月31日前公布本级政府的年度报告。条例没有规定乡镇的日期，默认按3月31日，可以在设置里改。",
        example=Example("2024年度的报告落款是2025年4月9日", identity={"dated": date(2025, 4, 9)}),
    )
)
YEAR = register(
    Rule(
        name="dates.year",
        title="报告的是本年度",
        basis="《政府信息公开条例》第四十九条、第五十条；统计期限为当年1月1日至12月31日",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="正文写的统计期限、通篇说的年份和落款日期，与报告的年度对得上。",
        example=Example(
            "统计期限写成了上一年",
            edits={"期限为2024年1月1日至2024年12月31日": "期限为2023年1月1日至2023年12月31日"},
        ),
    )
)
UNIT = register(
    Rule(
        name="dates.unit",
        title="收费金额以万元为单位",
        basis="国办公开办函〔2021〕30号，表二“本年收费金额（单位：万元）”",
        severity=Severity.WARNING,
        fault=Fault.REPORT,
        explanation="金额是上年的一百倍以上、整数部分超过九位，或者格里写着“元”的，疑似把元填进了万元。",
        example=Example("12.5万元写成了125000", figures={_FEES: 125000}, previous={_FEES: 12}),
    )
)

_PERIOD = re.compile(
    r"(?:统计|数据|报告|时间)\S{0,16}?(?:期限|时间|时段|期间|范围|周期|自|从)\S{0,6}?"
    r"(20\d\d)年1月1日(?:起|开始)?[,，]?(?:至|到|—|-|－|–|~)+(?:(20\d\d)年)?12月31日"
)
_ANNOUNCED = re.compile(
    r"现(?:将|公布|发布|就|编制)[^。；]{0,24}?(20\d\d)年度?[^。；，《]{0,16}?(?:年度报告|年报|报告|情况)[^。；，]{0,4}(?:公布|公开|报告|发布|。|，|$|：|:|予以|向)"
)
_YEAR_OPENS = re.compile(r"(?:^|[。；！\n])(20\d\d)年度?[,，]")
_SPACES = re.compile(r"[ \t\u3000\u200b\ufeff\xa0]+")


def check_dates(examination: Examination) -> Iterator[Finding]:
    """Findings on the day that the report bears and the year that it speaks of."""
    report = examination.report
    if report.year is None:
        return
    if report.dated:
        yield from _late(examination, report.year, report.dated)
    # a text of another year shows it in several places; one is enough
    signs = chain(
        _period(report, report.year), _announced(report, report.year), _other_year(report, report.year)
    )
    yield from islice(signs, 1)


def _late(examination: Examination, year: int, dated: date) -> Iterator[Finding]:
    if dated < date(year, 12, 1):
        yield YEAR.finding(
            f"{year}年度报告的落款日期是{_day(dated)}，早于年度结束",
            suggestion="请核对落款的年份。",
            evidence=[Evidence(f"落款{_day(dated)}")],
            expected=str(year + 1),
            actual=str(dated.year),
        )
        return
    kind = kind_of(examination.report.agency)
    settings = examination.settings
    if kind is Kind.DEPARTMENT:
        (month, day), whose = settings.department_due, "县级以上政府部门"
    elif kind is Kind.TOWN:
        (month, day), whose = settings.town_due, "乡镇（按设置）"
    else:
        (month, day), whose = settings.government_due, "本级政府"
    due = date(year + 1, month, day)
    if dated > due:
        yield LATE.finding(
            f"落款日期{_day(dated)}，迟于{whose}的年度报告应当公布的{_day(due)}",
            suggestion="请核对日期；确属迟报的，按第四十九条改进。",
            evidence=[Evidence(f"落款{_day(dated)}")],
            expected=due.isoformat(),
            actual=dated.isoformat(),
        )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _narrative(report: AnnualReport) -> Iterator[tuple[str, Place | None]]:
    if report.preface:
        yield report.preface, None
    for section in report.sections:
        yield section.text, section.place


def _period(report: AnnualReport, year: int) -> Iterator[Finding]:
    for text, place in _narrative(report):
        if "12月31日" not in _SPACES.sub("", text):
            continue
        for match in _PERIOD.finditer(normalize("NFKC", _SPACES.sub("", text))):
            said = {int(group) for group in match.groups() if group}
            if said != {year}:
                printed = match[0].replace(":", "：").replace(",", "，")
                yield YEAR.finding(
                    f"{year}年度报告写的统计期限是“{printed}”",
                    suggestion=f"请改为{year}年1月1日至12月31日，并核对表中数字是不是{year}年的。",
                    evidence=[Evidence(printed, place)],
                    expected=str(year),
                    actual="、".join(str(other) for other in sorted(said - {year})),
                )
                return


def _announced(report: AnnualReport, year: int) -> Iterator[Finding]:
    """现公布2023年度报告 at the head of the report for 2024."""
    opening = report.preface or next((section.text for section in report.sections[:1]), "")
    match = _ANNOUNCED.search(normalize("NFKC", _SPACES.sub("", opening)).replace(",", "，"))
    if match and int(match[1]) != year:
        yield YEAR.finding(
            f"{year}年度报告的开头说的是“{match[0]}”",
            suggestion="请核对报告的年度。",
            evidence=[Evidence(match[0])],
            expected=str(year),
            actual=match[1],
        )


def _other_year(report: AnnualReport, year: int) -> Iterator[Finding]:
    """Section one opens its sentences with another year and never names its own: last year's text."""
    section = report.section(1)
    if section is None or str(year) in report.preface:
        return
    text = _SPACES.sub("", section.text)
    if str(year) in text:
        return
    others = {int(other) for other in _YEAR_OPENS.findall(text)} - {year}
    if others:
        said = "、".join(f"{other}年" for other in sorted(others))
        yield YEAR.finding(
            f"第一部分说的是{said}，没有提到{year}年，可能沿用了其他年度的文字",
            suggestion=f"请核对正文的年份和数字是不是{year}年的。",
            evidence=[Evidence(text[:60], section.place)],
            expected=str(year),
            actual=said,
        )


def check_unit(examination: Examination) -> Iterator[Finding]:
    """An amount of 万元 that looks like 元."""
    amount = examination.values.get(_FEES)
    if amount is None:
        return
    settings = examination.settings
    printed = normalize("NFKC", examination.report.cell(_FEES).printed or "")
    before = examination.previous.value(_FEES) if examination.previous else None
    ratio = before and amount >= settings.fee_minimum and amount >= before * settings.fee_ratio
    if "元" in printed and "万元" not in printed and "亿元" not in printed:
        what = f"印的是“{printed.strip()}”，单位写的是元"
    elif ratio:
        what = f"是{amount}，上年是{before}，相差{settings.fee_ratio}倍以上，疑似以元为单位"
    elif len(str(int(amount))) > settings.fee_digits:
        what = f"是{amount}，整数部分超过{settings.fee_digits}位，疑似以元为单位"
    else:
        return
    examination.suspects.add(_FEES)
    yield UNIT.finding(
        f"表二行政事业性收费本年收费金额{what}，而表头的单位是万元",
        suggestion="请核对单位，以元计的除以10000后填报。",
        cells=(_FEES,),
        evidence=[examination.quote(_FEES)],
        expected=str(before) if ratio else None,
        actual=str(amount),
    )
