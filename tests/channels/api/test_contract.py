"""The API against its own description: whatever is asked, well or badly, is answered as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks
from tests.reports.conftest import Reporting, town_report

from gongkai.agencies.models import Agency
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.site.wsgi import application

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
]
PATHS = (
    "/api/v1/items",
    "/api/v1/items/{number}",
    "/api/v1/changes",
    "/api/v1/annual-reports",
    "/api/v1/annual-reports/{short_name}/{year}",
    "/api/v1/search",
    "/api/v1/suggest",
    "/api/v1/columns",
    "/api/v1/agencies",
    "/api/v1/agencies/{short_name}",
)
EXAMPLES = 8


@pytest.fixture
def schema(office: Any, settings: Any) -> Iterator[Any]:
    """The description as the server gives it. The server leaves the test's own connection open."""
    settings.ALLOWED_HOSTS = ["*"]
    office.published("关于停水的通知")
    office.published("工作方案", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕2号")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.any_database
def test_whatever_is_asked_is_answered_as_the_description_says(schema: Any) -> None:
    """Positive and negative questions to every operation, the same in every run."""
    asked = dict.fromkeys(PATHS, 0)
    for path in PATHS:
        operation = schema[path]["GET"]
        for mode in GenerationMode:
            _run(operation, mode, asked, path)
    assert set(schema) == set(PATHS)
    assert min(asked.values()) > 0
    assert Agency.objects.exists()


def _run(operation: Any, mode: GenerationMode, asked: dict[str, int], path: str) -> None:
    if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()):
        return

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        asked[path] += 1
        case.call_and_validate(checks=CHECKS)

    ask()


def test_what_there_is_is_answered_as_the_description_says(schema: Any, office: Any) -> None:
    """Asked by its own numbers and names, once more by whoever has it already, and after its withdrawal."""
    report = Reporting(office).published(town_report(2023))
    item = Item.objects.public().exclude(pk=report.pk)[0]
    single: list[tuple[str, dict[str, Any]]] = [
        ("/api/v1/items/{number}", {"number": item.pk}),
        ("/api/v1/annual-reports/{short_name}/{year}", {"short_name": "惠民镇", "year": 2023}),
    ]
    lists = [(path, {}) for path in PATHS if "{" not in path and path != "/api/v1/suggest"]
    for path, named in (*single, *lists, ("/api/v1/agencies/{short_name}", {"short_name": "惠民镇"})):
        answer = _asked(schema, path, named)
        assert answer.status_code == 200, path
        again = _asked(schema, path, named, {"If-None-Match": answer.headers["etag"][0]})
        assert again.status_code == 304, path
    for each in (item, report):
        Withdraw(office.again(each), office.chief, "内容有误。").perform()
    assert [_asked(schema, path, named).status_code for path, named in single] == [410, 410]


def _asked(schema: Any, path: str, named: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    case = schema[path]["GET"].Case(path_parameters=named, headers=headers)
    return case.call_and_validate(checks=CHECKS)


def test_the_examples_of_the_description_are_answered(schema: Any, api: Any) -> None:
    """Every parameter's example is one that may be asked."""
    for path, methods in schema.raw_schema["paths"].items():
        for parameter in methods["get"].get("parameters", []):
            assert parameter["description"] and parameter["schema"]["examples"], (path, parameter["name"])
            if parameter["in"] == "query":
                value = parameter["schema"]["examples"][0]
                answer = api(
                    f"{path.removeprefix('/api/v1/')}?{parameter['name']}={str(value).replace('+', '%2B')}"
                )
                known = answer.status_code == 200 or answer.said["error"]["message"].startswith("没有")
                assert known, (path, parameter["name"], answer.said)


def test_every_field_is_described_in_chinese(schema: Any) -> None:
    for name, each in schema.raw_schema["components"]["schemas"].items():
        assert not each["title"].isascii(), name
        for field, said in each["properties"].items():
            assert "description" in said and not said["description"].isascii(), (name, field)
