"""The schema made from the form: what is read follows it, and it is the contract's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.annual.form import EDITION_2019, EDITION_2021, PATHS
from gongkai.annual.reading import read_file
from gongkai.annual.report import AnnualReport
from gongkai.annual.schema import report_schema

PROJECT = Path(__file__).parents[3]
CONTRACT = PROJECT.parent / "shared" / "contract" / "annual-report.schema.json"
SAMPLES = sorted((PROJECT / "samples").iterdir())
OUR_OWN = {"title", "contact", "preface"}


def _without_words(node: Any) -> Any:
    """A schema without its descriptions: they are for people and may differ."""
    if isinstance(node, dict):
        return {
            key: sorted(value, key=str) if key in ("required", "enum") else _without_words(value)
            for key, value in node.items()
            if not (key == "description" and isinstance(value, str))
        }
    return node


def _paths(schema: dict[str, Any], node: dict[str, Any], prefix: str = "") -> list[str]:
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    if "properties" not in node:
        return [prefix]
    return [
        path
        for key, child in node["properties"].items()
        for path in _paths(schema, child, f"{prefix}.{key}" if prefix else key)
    ]


def test_the_schema_has_every_figure_of_the_form_in_its_order() -> None:
    schema = report_schema()
    assert tuple(_paths(schema, schema["properties"]["tables"])) == PATHS
    assert set(EDITION_2019.paths) <= set(PATHS)
    assert len(PATHS) == 200


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract is not at hand")
def test_the_schema_is_the_contract_s() -> None:
    ours = report_schema()
    ours["properties"] = {key: value for key, value in ours["properties"].items() if key not in OUR_OWN}
    theirs = json.loads(CONTRACT.read_text("utf-8"))
    assert _without_words(ours) == _without_words(theirs)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_what_is_read_follows_the_schema_and_can_be_taken_back(sample: Path) -> None:
    for report in read_file(sample):
        written = report.to_dict()
        Draft202012Validator(report_schema()).validate(written)
        again = AnnualReport.from_dict(json.loads(json.dumps(written)))
        assert again.to_dict() == written


def test_a_report_of_given_figures_follows_the_schema() -> None:
    report = AnnualReport.from_values(dict.fromkeys(EDITION_2021.paths, 0), agency="青石县教育局", year=2024)
    assert not list(Draft202012Validator(report_schema()).iter_errors(report.to_dict()))


def test_the_page_of_the_schema_is_what_the_form_says() -> None:
    page = (PROJECT / "docs" / "annual-report.schema.json").read_text("utf-8")
    assert json.loads(page) == report_schema()
