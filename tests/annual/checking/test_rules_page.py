"""The register of rules: every example is found, by its rule alone, and docs/rules.md says what is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.make_docs import PAGES, rules_page

from gongkai.annual.checking import RULES, check
from gongkai.annual.checking.examples import disturbed
from gongkai.annual.checking.registry import Rule, register

ROOT = Path(__file__).resolve().parents[3]

NAMES_OF_THE_CONTRACT = [
    "applications.balance",
    "applications.row_total",
    "applications.result_total",
    "disputes.total",
    "applications.carried_over",
    "proactive.in_force",
    "proactive.regulations_level",
    "proactive.count",
    "form.blank_cell",
    "form.missing_row",
    "form.section_title",
    "form.missing_section",
    "form.obsolete_edition",
    "text.figure",
    "text.quality",
    "text.repeated",
    "dates.late",
    "dates.year",
    "dates.unit",
    "fees.unstated",
    "disputes.pending",
]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_example_of_a_rule_is_found_by_that_rule_alone(rule):
    report, previous, peers = disturbed(rule.example)
    (finding,) = check(report, previous, peers=peers)
    assert (finding.rule, finding.severity, finding.fault) == (rule.name, rule.severity, rule.fault)
    assert finding.message
    assert finding.suggestion
    assert finding.evidence or finding.cells


@pytest.mark.parametrize("name", NAMES_OF_THE_CONTRACT)
def test_names_are_stable(name):
    assert name in RULES


def test_a_name_stands_once():
    rule: Rule = RULES["text.figure"]
    with pytest.raises(ValueError, match=r"text\.figure"):
        register(rule)


@pytest.mark.parametrize("path", PAGES)
def test_the_generated_pages_are_those_in_the_repository(path):
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path](), "run make docs"


def test_the_page_has_every_rule_with_its_basis():
    page = rules_page()
    for rule in RULES.values():
        assert f"## {rule.name}\n" in page
        assert rule.basis in page
