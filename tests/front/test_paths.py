"""No address reaches what is not the copy's."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.front.conftest import put
from tests.front.front_process import FrontProcess

from gongkai.front.copy import Copy

SECRET = "SECRET"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder: around the copy, in hidden files and behind links is what nobody may read."""
    data = tmp_path_factory.mktemp("data")
    pages = data / "portal" / "public"
    put(pages, "index.html", "home " * 200)
    put(pages, "a/b/index.html", "page", status=410)
    put(data, "keys/secret.txt", SECRET)
    put(data, "portal/secret.txt", SECRET)
    put(data, "static/own.css", "body {}")
    put(data, "static/staticfiles.json", SECRET)
    put(pages, ".hidden/index.html", SECRET)
    put(pages, "a/.index.html.new", SECRET)
    (pages / "out").symlink_to(data / "keys")
    (pages / "out.txt").symlink_to(data / "keys" / "secret.txt")
    (pages / "a" / "up").symlink_to("../../..")
    return data


@pytest.fixture(scope="module")
def front(folder: Path) -> Iterator[FrontProcess]:
    with FrontProcess(folder / "portal" / "public", assets=folder / "static") as running:
        yield running


NEVER = [
    "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/a/../../secret.txt", "/a/..%2f..%2fsecret.txt",
    "/static/../keys/secret.txt", "/static/..%2fkeys%2fsecret.txt", "/static/%2e%2e/keys/secret.txt",
    "/..%5csecret.txt", "/%252e%252e/secret.txt", "/.hidden/", "/a/.index.html.new", "/out/secret.txt", "/out.txt",
    "/a/up/keys/secret.txt", "/static/staticfiles.json", "//etc/passwd", "/a//b/", "/./a/b/", "/a/b/index.html.meta",
    "/index.html.gz", "/a/b/index.html.meta/", "/out%00.txt", "/out.txt%00.html", "/%ff%fe", "/a/b%0a/",
    "/static/%2e%2e%2f%2e%2e%2fportal/secret.txt", "/" + "a/" * 3000, "/" + "x" * 5000, "/a/b/index%2ehtml%2emeta",
]  # fmt: skip


@pytest.mark.parametrize("target", NEVER)
def test_address_that_reaches_out_finds_nothing(front: FrontProcess, target: str) -> None:
    got = front.get(target)
    assert got.status == 404
    assert SECRET not in got.text


def test_percent_signs_are_decoded_once(front: FrontProcess) -> None:
    assert front.get("/a%2Fb/").status == 410
    assert front.get("/%61/b/").status == 410
    assert front.get("/%2561/b/").status == 404


NAMES = st.sampled_from(
    ["", ".", "..", "a", "b", "out", "out.txt", "secret.txt", "keys", "up", ".hidden", "index.html", "static",
     "portal", "public", "index.html.meta", "index.html.gz", "%2e%2e", "..%2f", "\\", "..\\", "\0", "惠", "own.css"]
)  # fmt: skip


@given(st.lists(NAMES, max_size=7).map(lambda names: "/" + "/".join(names)))
def test_no_address_reads_a_secret(folder: Path, address: str) -> None:
    copy = Copy(folder / "portal" / "public", folder / "static", https=False)
    held = copy.at(address)
    if held is not None:
        assert held.plain.body is not None
        assert SECRET.encode() not in held.plain.body
        assert address in ("/", "/a/b/", "/static/own.css")
    assert copy.moved_to(address) in ("", "/a/b/")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=24))
def test_no_bytes_in_an_address_are_too_strange(front: FrontProcess, raw: bytes) -> None:
    got = front.get("/" + urllib.parse.quote_from_bytes(raw, safe="/."))
    assert got.status in (200, 308, 404, 410, 503)
    assert SECRET not in got.body.decode("utf-8", "replace")
