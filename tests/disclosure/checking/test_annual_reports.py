"""What the draft checks say of an item in the column of annual reports, by the files that it has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.disclosure.checking.drafts import CORRECT

from gongkai.annual.checking.examples import correct_report
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.checking import AttachedReport, Draft, Finding, check_draft
from gongkai.disclosure.checking.annual_reports import year_of

BODY = "青禾县惠丰镇人民政府"
TITLE = f"{BODY}2024年政府信息公开工作年度报告"
READ = AttachedReport("年报.docx", correct_report())
SCAN = AttachedReport("盖章件.pdf", failed="这是扫描件，里面没有文字")


def draft(*reports: AttachedReport, **changes: Any) -> Draft:
    """An item in the column of annual reports with these files."""
    metadata = {"issuer": BODY, "theme": "综合政务/政务公开", "summary": TITLE}
    told = {"title": TITLE, "column_kind": "annual_report", "metadata": metadata, **changes}
    return replace(CORRECT, body=(), leaders=(), ledger={}, reports=reports, **told)


def told(checked: Draft) -> list[Finding]:
    return [finding for finding in check_draft(checked) if finding.rule.startswith("report.")]


def named(checked: Draft) -> list[str]:
    return [finding.rule for finding in told(checked)]


@pytest.mark.parametrize("files", [(READ,), (SCAN, READ), (READ, SCAN)])
def test_one_report_that_can_be_read_is_enough(files: tuple[AttachedReport, ...]) -> None:
    assert told(draft(*files)) == []


def test_each_file_that_is_no_report_says_why() -> None:
    (finding,) = told(draft(SCAN))
    assert finding.place == "附件“盖章件.pdf”"
    assert finding.message == "没有从这个文件读出年度报告：这是扫描件，里面没有文字。"


@pytest.mark.parametrize("agency", [BODY, "惠丰镇人民政府", "惠丰镇", None])
def test_a_body_may_be_written_in_several_ways(agency: str | None) -> None:
    assert "report.body" not in named(draft(AttachedReport("年报.docx", correct_report(agency=agency))))


def test_last_year_is_what_carried_over_is_held_against() -> None:
    before = correct_report(year=2023)
    found = told(draft(READ, report_before=before))
    assert any("结转" in finding.message for finding in found)
    assert all(finding.remedy.endswith("。") and "。。" not in finding.message for finding in found)


def test_other_files_of_another_year_are_not_compared() -> None:
    other = AttachedReport("去年.docx", correct_report({"proactive.licences": 7}, year=2023))
    assert named(draft(READ, other)) == []
    unnamed = AttachedReport("表.docx", correct_report({"proactive.licences": 7}, year=None))
    assert named(draft(READ, unnamed)) == ["report.different_files"]


def test_elsewhere_nothing_is_asked() -> None:
    assert told(draft(SCAN, column_kind="notice")) == []


@pytest.mark.parametrize(
    ("title", "report", "year"),
    [
        ("2024年年报", AnnualReport(year=2023), 2024),
        ("年报", AnnualReport(year=2023), 2023),
        ("年报", AnnualReport(), None),
    ],
)
def test_the_title_says_the_year_before_the_report_does(
    title: str, report: AnnualReport, year: int | None
) -> None:
    assert year_of(title, report) == year
