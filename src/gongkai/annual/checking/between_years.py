"""This year's figures against last year's: what was carried over, what stays in force, what was pending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checking.earlier import follows, year_name
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import Example, Rule, register
from gongkai.annual.form import EDITION_2021, label_of
from gongkai.annual.report import AnnualReport, Figure

__all__ = ["check_between_years"]

_LAPSED = re.compile(r"失效[^，。；、\d]{0,12}(\d+)[件份个]|(\d+)[件份个][^，。；、\d]{0,12}失效")
_IN_FORCE = "proactive.normative_documents.in_force"

CARRIED_OVER = register(
    Rule(
        name="applications.carried_over",
        title="上年结转数等于上年报告的结转下年度数",
        basis="国办公开办函〔2021〕30号，表三第二项、第四项",
        severity=Severity.ERROR,
        fault=Fault.PAIR,
        explanation="每一列：上年报告的“四、结转下年度继续办理” = 本年报告的“二、上年结转”。几列不等合为一条。",
        example=Example(
            "上年报告结转下年度3件，本年报告的上年结转是1件",
            previous={"applications.carried_out.natural_person": 3, "applications.carried_out.total": 3},
        ),
    )
)
IN_FORCE = register(
    Rule(
        name="proactive.in_force",
        title="上年现行有效数加制发减废止等于现行有效数",
        basis="国办公开办函〔2021〕30号，表二",
        severity=Severity.WARNING,
        fault=Fault.PAIR,
        explanation="文件也会到期自然失效，所以只是警告：有失效的，把失效的件数计入废止或在正文说明；正文写明的失效件数正好是差数的，不报。",
        example=Example(
            "上年现行有效9件，本年制发2件、废止1件，却写现行有效12件",
            figures={_IN_FORCE: 12},
            previous={_IN_FORCE: 9},
        ),
    )
)
PENDING = register(
    Rule(
        name="disputes.pending",
        title="上年尚未审结的案件，本年再报",
        basis="表四统计当年的结果；年末未结的下年仍须填报",
        severity=Severity.HINT,
        fault=Fault.PAIR,
        explanation="上年“尚未审结”的件数不会多于本年同组的总计。",
        example=Example(
            "上年复议尚未审结2件，本年复议总计0件",
            previous={"disputes.review.pending": 2, "disputes.review.total": 2},
        ),
    )
)


def check_between_years(examination: Examination) -> Iterator[Finding]:
    """Findings on figures that last year's report fixes."""
    previous = examination.previous
    if previous is None or not follows(examination.report, previous):
        return
    yield from _carried_over(examination, previous)
    yield from _in_force(examination, previous)
    yield from _pending(examination, previous)


def _carried_over(examination: Examination, previous: AnnualReport) -> Iterator[Finding]:
    differing = []
    for column in EDITION_2021.applicants:
        out, into = f"applications.carried_out.{column.key}", f"applications.carried_in.{column.key}"
        before, now = previous.value(out), examination.values.get(into)
        if before is None or now is None or now == before or examination.repairs.get(into) == before:
            continue
        if column.key == "total" and now == _sum_of_parts(previous):
            continue  # last year's own total was wrong; what its parts add up to was carried in
        differing.append((column, into, before, now))
    if not differing:
        return
    figures = "；".join(
        f"{column.label}列上年结转下年度{before}件，本年上年结转{now}件"
        for column, _, before, now in differing
    )
    cells = [into for _, into, _, _ in differing]
    examination.suspects.update(cells)
    yield CARRIED_OVER.finding(
        f"表三“二、上年结转”与{year_name(previous)}的“四、结转下年度继续办理”不一致：{figures}",
        suggestion="请核对两年的办件台账，以实际结转数为准改正。",
        cells=cells,
        evidence=[
            *examination.quotes(cells),
            *(
                Evidence(
                    f"上年报告：四、结转下年度继续办理·{column.label} {before}",
                    previous.cell(path).place,
                    path,
                )
                for column, _, before, _ in differing
                for path in (f"applications.carried_out.{column.key}",)
            ),
        ],
        expected=differing[-1][2],
        actual=differing[-1][3],
    )


def _sum_of_parts(previous: AnnualReport) -> Figure | None:
    """What last year's applicants of 四、结转下年度 add up to, None where one of them is not known."""
    parts = [
        previous.value(f"applications.carried_out.{column.key}") for column in EDITION_2021.applicants[:-1]
    ]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _lapsed(examination: Examination) -> set[int]:
    """The numbers of documents that the narrative says have lapsed or ceased to hold."""
    texts = [examination.report.preface, *(section.text for section in examination.report.sections)]
    return {
        int(count or later)
        for text in texts
        if "失效" in text
        for count, later in _LAPSED.findall(re.sub(r"\s+", "", text))
    }


def _in_force(examination: Examination, previous: AnnualReport) -> Iterator[Finding]:
    for kind in ("regulations", "normative_documents"):
        issued, repealed, in_force = (
            f"proactive.{kind}.{column}" for column in ("issued", "repealed", "in_force")
        )
        before = previous.value(in_force)
        known = [examination.values.get(path) for path in (issued, repealed, in_force)]
        if before is None or None in known:
            continue
        made, ended, now = (value or 0 for value in known)
        expected = before + made - ended
        if expected == now or expected - now in _lapsed(examination):
            continue
        examination.repairs[in_force] = expected
        lapsed = f"若有{expected - now}件自然失效，请在报告中说明。" if expected > now else ""
        yield IN_FORCE.finding(
            f"表二{label_of(in_force)}：{year_name(previous)}现行有效{before}件，加本年制发{made}件，"
            f"减本年废止{ended}件，应为{expected}件，印的是{now}件",
            suggestion=f"请核对清理结果。{lapsed}",
            cells=(in_force, issued, repealed),
            evidence=[
                *examination.quotes((in_force, issued, repealed)),
                Evidence(f"上年报告：{label_of(in_force)} {before}", previous.cell(in_force).place, in_force),
            ],
            expected=expected,
            actual=now,
        )


def _pending(examination: Examination, previous: AnnualReport) -> Iterator[Finding]:
    for group in EDITION_2021.dispute_groups:
        pending, total = f"disputes.{group.key}.pending", f"disputes.{group.key}.total"
        before, now = previous.value(pending), examination.values.get(total)
        if before is None or now is None or now >= before or examination.repairs.get(total, 0) >= before:
            continue
        yield PENDING.finding(
            f"表四“{group.label}”：{year_name(previous)}尚未审结{before}件，本年总计只有{now}件",
            suggestion="上年未结的案件，本年审结或仍未审结都应填报，请核对。",
            cells=(total,),
            evidence=[
                examination.quote(total),
                Evidence(f"上年报告：{label_of(pending)} {before}", None, pending),
            ],
            expected=before,
            actual=now,
        )
