"""Findings for people, for programs, and as SARIF that validates against its schema."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from gongkai.annual.checking import RULES, check
from gongkai.annual.checking.examples import correct_report, disturbed
from gongkai.annual.checking.output import Checked, has_errors, summary, text_lines, to_json, to_sarif
from gongkai.annual.report import Cell, Place, Status

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)


@pytest.fixture
def checked():
    report = correct_report({"disputes.review.upheld": 10}, file="reports/青禾 2024.html")
    place = Place(page=2, table=4, row=3, column=5, line=88)
    report.cells["disputes.review.total"] = Cell(0, Status.PRINTED, "0", place)
    return Checked(report, check(report))


def test_a_line_names_file_place_severity_rule_and_both_figures(checked):
    (line,) = text_lines([checked])
    place = checked.report.cells["disputes.review.total"].place
    assert line.startswith(f"reports/青禾 2024.html:{place}: 错误 disputes.total 表四“行政复议”")
    assert "10+0+0+0=10，印的总计是0" in line
    assert line.endswith("改正总计或有误的一格。")


def test_a_finding_is_one_line_whatever_is_printed(checked):
    checked.report.cells["disputes.review.total"] = Cell(0, Status.PRINTED, "0\n \n", Place(line=3))
    lines = list(text_lines([Checked(checked.report, check(checked.report))]))
    assert all("\n" not in line for line in lines)


def test_a_doubt_of_reading_is_marked_as_ours():
    report, previous, peers = disturbed(RULES["reading.misread"].example)
    (line,) = text_lines([Checked(report, check(report, previous, peers=peers))])
    assert line.startswith("青禾县惠丰镇人民政府2024年度: 警告 reading.misread （识读存疑）")


def test_the_last_line_counts(checked):
    clean = Checked(correct_report(), [])
    assert summary([checked, clean]) == "2份报告：错误1条；1份没有发现问题。"
    assert summary([clean]) == "1份报告，没有发现问题。"
    assert has_errors([clean, checked])
    assert not has_errors([clean])


def test_json_has_the_figures_and_the_evidence(checked):
    data = json.loads(json.dumps(to_json(checked), ensure_ascii=False))
    (finding,) = data["findings"]
    assert (data["agency"], data["year"]) == ("青禾县惠丰镇人民政府", 2024)
    assert (finding["rule"], finding["severity"], finding["fault"]) == ("disputes.total", "error", "report")
    assert (finding["expected"], finding["actual"]) == (10, 0)
    assert finding["place"] == {"page": 2, "table": 4, "row": 3, "column": 5, "line": 88}
    assert finding["evidence"][0]["cell"] == "disputes.review.total"


def test_amounts_lose_no_digit_in_json():
    report = correct_report({"proactive.fees_wan": Decimal("4166.241600")})
    previous = correct_report({"proactive.fees_wan": Decimal("0.5")}, year=2023)
    data = to_json(Checked(report, check(report, previous, select=["dates.unit"])))
    assert data["findings"][0]["actual"] == "4166.241600"


def every_finding():
    for rule in RULES.values():
        report, previous, peers = disturbed(rule.example)
        yield Checked(report, check(report, previous, peers=peers))


def test_sarif_of_every_rule_validates_against_the_schema(checked):
    log = to_sarif([checked, *every_finding()])
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(json.dumps(log)))
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_sarif_points_to_file_line_and_cell(checked):
    result = to_sarif([checked])["runs"][0]["results"][0]
    location = result["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "reports/%E9%9D%92%E7%A6%BE%202024.html"},
        "region": {"startLine": 88},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "disputes.review.total"
    assert result["level"] == "error"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("/data/年报.pdf", "file:///data/%E5%B9%B4%E6%8A%A5.pdf"),
        ("https://example.cn/a.html", "https://example.cn/a.html"),
    ],
)
def test_sarif_knows_absolute_paths_and_addresses(file, uri):
    report = correct_report({"disputes.review.upheld": 10}, file=file)
    result = to_sarif([Checked(report, check(report))])["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
