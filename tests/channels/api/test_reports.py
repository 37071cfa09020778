"""Annual reports and their figures through the API, live and in the static copy."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.reports.conftest import reporting, town_report  # noqa: F401 - the town at its reports

from gongkai.annual.form import PATHS
from gongkai.channels.api import reporting as of_reports
from gongkai.channels.api.source import ApiSource
from gongkai.channels.pages import Changes, File
from gongkai.disclosure.actions.withdraw import Withdraw

TOWN = "惠民镇"


def test_a_report_has_all_figures_of_the_form(reporting: Any, api: Any) -> None:  # noqa: F811
    report = town_report(2023)
    item = reporting.published(report)
    said = api(f"annual-reports/{TOWN}/2023").said
    assert [figure["path"] for figure in said["figures"]] == list(PATHS)
    values = {figure["path"]: figure for figure in said["figures"]}
    for path in PATHS:
        value = report.value(path)
        found = values[path]["value"]
        assert found == value or str(found) == f"{value:f}"
    assert values["applications.granted.total"]["status"] == {"key": "printed", "label": "原件所印"}
    assert "予以公开" in values["applications.granted.total"]["label"]
    assert said["item_id"] == item.pk
    assert [section["number"] for section in said["sections"]] == [1, 2, 3, 4, 5, 6]
    assert {each["kind"] for each in said["files"]} == {"docx", "pdf", "xlsx", "json"}


def test_reports_are_listed_by_body_and_year(reporting: Any, api: Any) -> None:  # noqa: F811
    # Neighbouring years would be held against each other.
    reporting.published(town_report(2021))
    reporting.published(town_report(2023))
    reporting.made(town_report(2022))
    said = api("annual-reports").said
    assert [(each["agency"]["short_name"], each["year"]) for each in said["reports"]] == [
        (TOWN, 2023),
        (TOWN, 2021),
    ]
    assert [each["year"] for each in api(f"annual-reports?agency={TOWN}&year=2021").said["reports"]] == [2021]
    assert api("annual-reports?agency=民政局").said["total"] == 0
    assert api(f"annual-reports/{TOWN}/2022").status_code == 404
    assert api(f"annual-reports/{TOWN}/1").status_code == 422


def test_a_withdrawn_report_answers_410_and_the_copy_follows(reporting: Any, api: Any) -> None:  # noqa: F811
    item = reporting.published(town_report(2023))
    source = ApiSource()
    before = _all(source)
    Withdraw(item, reporting.office.chief, "数字有误").perform()
    after = _all(source)
    changed = {
        address for address in before.keys() | after.keys() if before.get(address) != after.get(address)
    }
    stale = list(source.stale(Changes(items=frozenset({item.pk}))))
    assert changed <= {file.address for file in source.render(stale)}
    answer = api(f"annual-reports/{TOWN}/2023")
    assert answer.status_code == 410
    assert answer.said["tombstone"]["reason"] == "数字有误"
    assert "figures" not in answer.said
    assert api("annual-reports").said["total"] == 0
    assert after[f"/api/v1/annual-reports/{TOWN}/2023"] == (answer.content, 410)


def _all(source: ApiSource) -> dict[str, Any]:
    return {
        file.address: (file.body, file.status)
        for file in source.render(list(source.keys()))
        if isinstance(file, File)
    }


@pytest.mark.any_database
def test_many_reports_ask_as_often_as_one(reporting: Any) -> None:  # noqa: F811
    for year in (2021, 2023):
        reporting.published(town_report(year))

    def asked(keys: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(list(of_reports.report_files(keys))) == len(keys)
        return len(queries)

    assert asked([(TOWN, 2023), (TOWN, 2021)]) == asked([(TOWN, 2023)])
