"""What a reader gets from the copy: the page, its kind, its encoding, and nothing twice."""

from __future__ import annotations

import gzip
import urllib.parse

import pytest
from tests.front.front_process import FrontProcess

from gongkai.front import headers

HUIMIN = urllib.parse.quote("/zfxxgk/惠民镇/")


@pytest.mark.parametrize(
    ("target", "status", "kind", "words"),
    [
        ("/", 200, "text/html; charset=utf-8", "首页"),
        (HUIMIN, 200, "text/html; charset=utf-8", "惠民镇"),
        (f"{HUIMIN}xx/7/", 410, "text/html; charset=utf-8", "已撤回"),
        ("/api/v1/items", 200, "application/json; charset=utf-8", '{"items": []}'),
        ("/api/v1/items/12", 200, "application/json; charset=utf-8", '{"id": 12}'),
        ("/feeds/atom.xml", 200, "application/atom+xml; charset=utf-8", "<feed/>"),
        ("/?utm_source=1", 200, "text/html; charset=utf-8", "首页"),
    ],
)
def test_address_is_answered_by_its_file(
    alone: FrontProcess, target: str, status: int, kind: str, words: str
) -> None:
    got = alone.get(target)
    assert (got.status, got.headers["content-type"]) == (status, kind)
    assert words in got.text
    # A second time, from memory, the same.
    assert alone.get(target) == got
    head = alone.ask("HEAD", target)
    assert head.body == b""
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


def test_page_without_its_slash_is_sent_on(alone: FrontProcess) -> None:
    got = alone.get(f"{HUIMIN.rstrip('/')}?a=1")
    assert (got.status, got.headers["location"]) == (308, f"{HUIMIN}?a=1")


def test_office_is_there_without_its_slash_too(alone: FrontProcess) -> None:
    got = alone.get("/office")
    assert (got.status, got.headers["location"]) == (308, "/office/")


def test_compressed_for_who_takes_it(alone: FrontProcess) -> None:
    plain = alone.get("/")
    packed = alone.get("/", Accept_Encoding="gzip, deflate, br")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in alone.get("/", Accept_Encoding="gzip;q=0, identity").headers


def test_page_that_the_browser_has_is_not_sent_again(alone: FrontProcess) -> None:
    etag = alone.get("/").headers["etag"]
    assert not etag.startswith("W/")
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        got = alone.get("/", If_None_Match=known)
        assert (got.status, got.body, got.headers["etag"]) == (304, b"", etag)
        assert got.headers["cache-control"] == "no-cache"
        assert "content-type" not in got.headers
    assert alone.get("/", If_None_Match='"other"').status == 200
    # A tombstone is told each time.
    gone = alone.get(f"{HUIMIN}xx/7/")
    assert alone.get(f"{HUIMIN}xx/7/", If_None_Match=gone.headers["etag"]).status == 410


def test_part_of_a_large_file(alone: FrontProcess) -> None:
    address = f"{HUIMIN}nb/2024.pdf"
    whole = alone.get(address)
    assert whole.headers["content-length"] == str(len(whole.body)) == "1024005"
    assert whole.headers["accept-ranges"] == "bytes"
    for wanted, start, end in (("bytes=0-4", 0, 5), ("bytes=5-", 5, None), ("bytes=-3", -3, None)):
        part = alone.get(address, Range=wanted)
        assert part.status == 206
        assert part.body == whole.body[start:end]
        assert part.headers["content-range"].endswith("/1024005")
    assert alone.get(address, Range="bytes=2000000-").status == 416
    assert alone.get(address, Range="bytes=0-4", If_Range='"older"').status == 200
    assert alone.get(address, Range="bytes=0-4", If_Range=whole.headers["etag"]).status == 206
    assert alone.get("/", Range="bytes=0-3").body == b"<h1>"


def test_headers_of_each_kind(alone: FrontProcess) -> None:
    page = alone.get("/").headers
    assert page["content-security-policy"] == headers.PAGE_POLICY
    assert "unsafe" not in headers.PAGE_POLICY
    assert page["x-content-type-options"] == "nosniff"
    assert page["cache-control"] == "no-cache"
    assert "access-control-allow-origin" not in page
    assert "strict-transport-security" not in page
    for address in ("/api/v1/items", "/feeds/atom.xml"):
        assert alone.get(address).headers["access-control-allow-origin"] == "*"
    document = alone.get(f"{HUIMIN}nb/2024.docx").headers
    assert document["content-disposition"].startswith('attachment; filename="2024.docx"')
    assert document["content-security-policy"] == "default-src 'none'; sandbox"
    pdf = alone.get(f"{HUIMIN}nb/2024.pdf").headers
    assert pdf["content-disposition"].startswith("inline")
    for address in ("/", "/api/v1/items", f"{HUIMIN}nb/2024.docx", "/nowhere/", "/office/"):
        assert "set-cookie" not in alone.get(address).headers


def test_other_sites_may_ask_for_open_data(alone: FrontProcess) -> None:
    got = alone.ask("OPTIONS", "/api/v1/items", Origin="https://other.example")
    assert (got.status, got.headers["access-control-allow-origin"]) == (204, "*")
    assert alone.ask("OPTIONS", "/").status == 503


def test_https_is_remembered_by_browsers() -> None:
    assert ("strict-transport-security", headers.HSTS) in headers.of_public("/", "text/html", https=True)


def test_name_of_a_saved_file_is_whole() -> None:
    found = dict(headers.of_public('/files/k/收支 表".xlsx', "application/zip", https=False))
    assert found["content-disposition"] == (
        "attachment; filename=\"_____.xlsx\"; filename*=UTF-8''%E6%94%B6%E6%94%AF%20%E8%A1%A8%22.xlsx"
    )
