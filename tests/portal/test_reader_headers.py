"""Where no copy is, the office's own answer to a reader has the same headers, and no cookie."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongkai.channels import pages
from gongkai.front import headers

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_pages_have_the_headers_of_the_table_and_no_cookie(world: Any) -> None:
    client = Client()
    asked = 0
    for source in pages.sources():
        for key in list(source.keys())[:2]:
            for found in source.render([key]):
                if not isinstance(found, pages.File):
                    continue
                got = client.get(found.address)
                asked += 1
                assert got.status_code == found.status, found.address
                assert not got.cookies, found.address
                if headers.kind_of(found.address, found.content_type) is headers.Kind.PAGE:
                    assert got["content-security-policy"] == headers.PAGE_POLICY, found.address
                    assert got["cache-control"] == headers.ASK_AGAIN, found.address
    assert asked > 5
    assert not client.cookies


@pytest.mark.parametrize("address", ["/search/", "/zzb/search/", "/zfxxgk/nowhere/", "/register/"])
def test_answers_that_only_the_office_has_set_no_cookie_either(world: Any, address: str) -> None:
    client = Client()
    got = client.get(address, {"q": "预算"})
    assert not got.cookies
    assert "unsafe-inline" not in got["content-security-policy"]
    assert got["x-content-type-options"] == "nosniff"
    if "search" in address:
        assert got["content-security-policy"] == headers.PAGE_POLICY
        assert client.get("/search/suggest.json", {"q": "预"})["cache-control"] == headers.ASK_AGAIN
