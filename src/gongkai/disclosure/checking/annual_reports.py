"""An item in the column of annual reports: its file is read, is this body's, of this year, and its figures agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual import checking as engine
from gongkai.annual.checking.examples import correct_report
from gongkai.annual.form import label_of
from gongkai.annual.pairing import same_body
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.checking.draft import AttachedReport, Draft
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_annual_reports", "year_of"]

KIND = "annual_report"
_BASIS = "《政府信息公开条例》第四十九条、第五十条"
_NAMED = {
    "column_kind": KIND,
    "title": "青禾县惠丰镇2024年政府信息公开工作年度报告",
    "metadata": {
        "issuer": "青禾县惠丰镇人民政府",
        "theme": "综合政务/政务公开",
        "summary": "青禾县惠丰镇2024年政府信息公开工作年度报告。",
    },
}


def _example(text: str, report: AnnualReport | None, failed: str = "", **changes: object) -> Example:
    attached = (AttachedReport("年报.docx", report, failed),)
    return Example(text, {**_NAMED, "reports": attached, **changes})


MISSING = register(
    Rule(
        name="report.missing",
        title="年报栏目的信息附有年度报告文件",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="年报的数字从附件读出，在网站上显示为统一格式的表格；没有文件就没有数字。",
        example=Example("没有附件", {**_NAMED, "reports": ()}),
    )
)
UNREADABLE = register(
    Rule(
        name="report.unreadable",
        title="附上的年度报告读得出",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="附件里至少有一个读得出的年度报告。读得出一个，其余附件（盖章扫描件、说明）读不出也不要紧。",
        example=_example("附的是一张图片", None, "这是图片，里面没有表格。"),
    )
)
BODY = register(
    Rule(
        name="report.body",
        title="年度报告是本机关的",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="报告里的单位与发布机构是同一个机关；写法不同（带不带县名）不算。",
        example=_example("附了别的镇的报告", correct_report(agency="青禾县永丰镇人民政府")),
    )
)
YEAR = register(
    Rule(
        name="report.year",
        title="年度报告是标题所说年度的",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="标题写的年度与报告的年度相同。",
        example=_example("标题是2024年，附的是2023年的报告", correct_report(year=2023)),
    )
)
YEAR_UNKNOWN = register(
    Rule(
        name="report.year_unknown",
        title="知道年度报告是哪一年的",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="报告里认不出年度时，标题要写明；两处都没有，网站上就没有它的地址。",
        example=_example(
            "标题和报告都没有年份", correct_report(year=None), title="惠丰镇政府信息公开工作年度报告"
        ),
    )
)
REPEATED = register(
    Rule(
        name="report.repeated",
        title="一个年度只公开一份年度报告",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="已经公开的年报要更正的，修改那一条信息，历史版本由系统保留。",
        example=_example(
            "同一年度已公开过", correct_report(), report_elsewhere="惠丰镇2024年政府信息公开工作年度报告"
        ),
    )
)
FIGURES = register(
    Rule(
        name="report.figures",
        title="年度报告的数字勾稽相符，与正文、上年和格式一致",
        basis="国办公开办函〔2021〕30号；规则见 docs/rules.md",
        severity=Severity.BLOCKING,
        explanation="用年报的核对规则逐条核对；核对出的错误须改正或说明，警告和提示不影响送审。",
        example=_example(
            "结转下年度的件数写错", correct_report({"applications.carried_out.natural_person": 9})
        ),
    )
)
DIFFERENT = register(
    Rule(
        name="report.different_files",
        title="同一份报告的几个文件，数字相同",
        basis=_BASIS,
        severity=Severity.WARNING,
        explanation="网站显示第一个读得出的文件里的数；别的附件若也是这一年度的报告，数应当一样。",
        example=Example(
            "Word 和 PDF 的数不同",
            {
                **_NAMED,
                "reports": (
                    AttachedReport("年报.docx", correct_report()),
                    AttachedReport("年报.pdf", correct_report({"proactive.licences": 7})),
                ),
            },
        ),
    )
)
_SEVERITIES = {
    engine.Severity.ERROR: Severity.BLOCKING,
    engine.Severity.WARNING: Severity.WARNING,
    engine.Severity.HINT: Severity.HINT,
}
_NAMED_YEAR = re.compile(r"(20\d\d)年")


def year_of(title: str, report: AnnualReport) -> int | None:
    """The year that an item with this report is about: what its title says, else what the report says."""
    named = _NAMED_YEAR.search(title)
    return int(named[1]) if named else report.year


def check_annual_reports(draft: Draft) -> Iterator[Finding]:
    """Findings on the annual report of an item that stands in the column of annual reports."""
    if draft.column_kind != KIND:
        return
    readable = [attached for attached in draft.reports if attached.report is not None]
    if not readable:
        yield from _none(draft)
        return
    first = readable[0]
    assert first.report is not None
    yield from _identity(draft, first, first.report)
    yield from _figures(draft, first, first.report)
    for other in readable[1:]:
        assert other.report is not None
        yield from _differences(first, first.report, other, other.report)


def _none(draft: Draft) -> Iterator[Finding]:
    if not draft.reports:
        yield MISSING.finding(
            "附件",
            "",
            "没有附上年度报告文件。",
            "请添加年度报告（Word、PDF、网页或者文本），系统从里面读出表格。",
        )
    for attached in draft.reports:
        yield UNREADABLE.finding(
            f"附件“{attached.name}”",
            "",
            f"没有从这个文件读出年度报告：{attached.failed.rstrip('。')}。",
            "请换成文字版的年度报告（Word、文字版 PDF、网页或者文本），原来的文件可以一并保留。",
            content=f"{attached.name} {attached.failed}",
        )


def _identity(draft: Draft, attached: AttachedReport, report: AnnualReport) -> Iterator[Finding]:
    place = f"附件“{attached.name}”"
    issuer = draft.metadata.get("issuer", "")
    if report.agency and issuer and not same_body(report.agency, issuer):
        yield BODY.finding(
            place,
            shown(report.agency),
            f"这份报告是“{shown(report.agency)}”的，不是“{issuer}”的。",
            "请换成本机关的报告；确是同一机关（例如改过名称）的，请写明理由。",
        )
    year = year_of(draft.title, report)
    if year is None:
        yield YEAR_UNKNOWN.finding(
            place,
            "",
            "标题和报告里都没有写明年度。",
            "请在信息名称里写明，例如“2024年政府信息公开工作年度报告”。",
        )
    elif report.year is not None and report.year != year:
        yield YEAR.finding(
            place,
            f"{report.year}年",
            f"标题说的是{year}年，附的是{report.year}年的报告。",
            "请核对标题和附件，换成同一年度的。",
        )
    if draft.report_elsewhere:
        yield REPEATED.finding(
            "整篇",
            shown(draft.report_elsewhere),
            f"{year or ''}年度的报告已经公开，是另一条信息“{shown(draft.report_elsewhere)}”。",
            "要更正的，请修改那一条并重新送审；要换成这一条的，请先撤回那一条。",
        )


def _figures(draft: Draft, attached: AttachedReport, report: AnnualReport) -> Iterator[Finding]:
    for found in engine.check(report, draft.report_before):
        where = str(found.place) if found.place else ""
        suggestion = found.suggestion or "请对照原件核对。"
        message = found.message.removesuffix(found.suggestion).rstrip("。")
        yield FIGURES.finding(
            f"附件“{attached.name}”{where}",
            shown(found.evidence[0].text) if found.evidence else "",
            f"{message}。",
            suggestion,
            content=f"{found.rule} {' '.join(found.cells)} {found.message}",
            severity=_SEVERITIES[found.severity],
        )


def _differences(
    first: AttachedReport, report: AnnualReport, other: AttachedReport, again: AnnualReport
) -> Iterator[Finding]:
    if again.year not in (None, report.year):
        return
    different = [
        path
        for path in report.form.paths
        if None not in (report.value(path), again.value(path)) and report.value(path) != again.value(path)
    ]
    if different:
        path = different[0]
        yield DIFFERENT.finding(
            f"附件“{other.name}”",
            label_of(path),
            f"与“{first.name}”有{len(different)}个数不同，例如“{label_of(path)}”一个是{report.value(path)}，一个是{again.value(path)}。",
            "请核对哪一份是对的，换掉另一份。",
            content=f"{first.name} {other.name} {' '.join(different)}",
        )
