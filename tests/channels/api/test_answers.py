"""How the API answers whatever is asked: one shape for errors, ETag, any origin, no cookie."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.db import OperationalError
from django.test import Client

from gongkai.agencies.models import PostRole
from gongkai.channels.api import listing

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("nothing/here", 404, "not_found", None),
        ("nowhere", 404, "not_found", None),
        ("items/999", 404, "not_found", None),
        ("items/abc", 422, "invalid", "number"),
        ("items/99999999999999999999", 422, "invalid", "number"),
        ("agencies/没有的", 404, "not_found", None),
        ("items?size=101", 422, "invalid", "size"),
        ("items?size=0", 422, "invalid", "size"),
        ("items?page=x", 422, "invalid", "page"),
        ("items?page=200&size=100", 422, "invalid", "page"),
        ("items?since=昨天", 422, "invalid", "since"),
        ("items?since=0001-01-01", 422, "invalid", "since"),
        ("items?until=9999-12-31", 422, "invalid", "until"),
        ("items?kind=gossip", 422, "invalid", "kind"),
        ("items?agency=没有的", 422, "invalid", "agency"),
        ("items?column=nichts", 422, "invalid", "column"),
        ("items?agancy=惠民镇", 422, "invalid", "agancy"),
        ("items?theme=%00", 422, "invalid", "theme"),
        ("changes?after=-1", 422, "invalid", "after"),
        ("agencies?page=2", 422, "invalid", "page"),
    ],
)  # fmt: skip
def test_errors_have_one_shape_and_say_how_to_mend_it(
    api: Any, path: str, status: int, code: str, field: str | None
) -> None:
    answer = api(path)
    assert answer.status_code == status
    assert set(answer.said) == {"error"}
    assert (answer.said["error"]["code"], answer.said["error"]["field"]) == (code, field)
    assert answer.said["error"]["message"].endswith("。")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_whatever_is_not_reading_is_refused(api: Any) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = api("items", method)
        assert answer.status_code == 405
        assert answer.said["error"]["code"] == "method_not_allowed"
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_any_site_may_ask(api: Any) -> None:
    answer = api("items", "options", origin="https://elsewhere.example", access_control_request_method="GET")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer


def test_who_has_it_already_is_sent_nothing(office: Any, api: Any) -> None:
    item = office.published()
    first = api(f"items/{item.pk}")
    etag = first["ETag"]
    assert etag.startswith('W/"')
    again = api(f"items/{item.pk}", if_none_match=f'"other", {etag}')
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag and again["Access-Control-Allow-Origin"] == "*"
    office.reviewed(office.revised(item, title="更正后的标题"))
    assert api(f"items/{item.pk}", if_none_match=etag).status_code == 200


def test_head_is_get_without_its_body(office: Any, api: Any) -> None:
    office.published()
    whole, head = api("items"), api("items", "head")
    assert head.status_code == 200 and head.content == b""
    assert head["ETag"] == whole["ETag"]


def test_nothing_is_kept_of_who_reads_nor_depends_on_it(office: Any) -> None:
    office.published()
    client = Client()
    client.force_login(office.of(PostRole.CHIEF), backend="django.contrib.auth.backends.ModelBackend")
    signed_in, reader = client.get("/api/v1/items"), Client().get("/api/v1/items")
    assert signed_in.content == reader.content
    assert not reader.cookies
    assert "Vary" not in reader
    assert reader["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(OperationalError("database is locked"), 503, "unavailable"), (ValueError("secret"), 500, "failed")],
)
def test_a_failure_has_the_same_shape_and_tells_nothing_of_the_inside(
    api: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def fails(asked: Any) -> None:
        raise error

    monkeypatch.setattr(listing, "items", fails)
    answer = api("items")
    assert answer.status_code == status
    assert answer.said["error"]["code"] == code
    assert str(error) not in answer.content.decode()
    assert ("Retry-After" in answer) == (status == 503)


def test_the_root_says_what_there_is(api: Any, client: Any) -> None:
    said = api("").said
    assert said["openapi"].endswith("/api/v1/openapi.json")
    listed = {each["url"].partition("/api/v1/")[2] for each in said["addresses"]}
    assert {"items", "search", "changes", "agencies", "annual-reports"} <= listed
    moved = client.get("/api/v1")
    assert (moved.status_code, moved["Location"]) == (308, "/api/v1/")


def test_an_address_with_a_slash_leads_to_the_same_question_without_it(office: Any, api: Any) -> None:
    office.published()
    for path in ("items/?agency=测试县&page=1", "items/", "items/1/", "agencies/惠民镇/"):
        moved = api(path)
        assert (moved.status_code, moved["Access-Control-Allow-Origin"]) == (308, "*"), path
        right = unquote(moved["Location"]).removeprefix("/api/v1/")
        assert right == path.replace("/?", "?").removesuffix("/")
        assert api(right).status_code == 200
    assert api(unquote(api("items/?agency=测试县")["Location"]).removeprefix("/api/v1/")).said["total"] == 0
