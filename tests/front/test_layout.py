"""Addresses and the paths of their files: one file for an address, none outside the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.front.layout import NotInCopy, address_of, meta_of, path_of, read_meta

STANDING = [
    ("/", "index.html"),
    ("/zfxxgk/惠民镇/", "zfxxgk/惠民镇/index.html"),
    ("/zfxxgk/惠民镇/nb/2024.docx", "zfxxgk/惠民镇/nb/2024.docx"),
    ("/api/v1/items/12", "api/v1/items/12.json"),
    ("/api/v1/items", "api/v1/items.json"),
    ("/feeds/惠民镇/atom.xml", "feeds/惠民镇/atom.xml"),
    ("/files/6f9c/工作安排", "files/6f9c/工作安排"),
    ("/files/6f9c/100%.pdf", "files/6f9c/100%.pdf"),
    ("/sitemap.xml", "sitemap.xml"),
    ("/404.html", "404.html"),
]
REFUSED = [
    "",
    "zfxxgk/",
    "//",
    "/a//b/",
    "/../etc/passwd",
    "/a/../b/",
    "/a/./b/",
    "/.hidden/",
    "/a/.env",
    "/a\0/",
    "/a\n/",
    "/a\\..\\b/",
    "/search/?q=1",
    "/a/index.html",
    "/a/index.html.meta",
    "/a.docx.gz",
    "/api/v1//",
    "/zfxxgk/惠民镇",
    "/files/6f9c/what?.pdf",
    "/files/6f9c/" + "长" * 84 + ".pdf",
    "/" + "a/" * 1000,
    "/\ud800/",
]


@pytest.mark.parametrize(("address", "path"), STANDING)
def test_a_file_stands_where_its_address_says(address: str, path: str) -> None:
    assert path_of(address) == path
    assert address_of(path) == address


def test_under_the_api_a_slash_at_the_end_is_the_same() -> None:
    assert path_of("/api/v1/items/") == path_of("/api/v1/items") == "api/v1/items.json"
    assert path_of("/api/v1/openapi.json") == "api/v1/openapi.json"


@pytest.mark.parametrize("address", REFUSED)
def test_what_cannot_stand_in_the_folder_is_refused(address: str) -> None:
    with pytest.raises(NotInCopy):
        path_of(address)


@given(st.text(alphabet=st.sampled_from("/.ab惠%\\?\0 ~:"), max_size=30).map(lambda text: f"/{text}"))
def test_no_address_leaves_the_folder(address: str) -> None:
    try:
        path = path_of(address)
    except NotInCopy:
        return
    inside = Path("/srv/public")
    place = Path(f"/srv/public/{path}")
    assert place.resolve().is_relative_to(inside)
    assert place == place.resolve()
    assert path_of(address_of(path)) == path
    assert not any(name.startswith(".") for name in path.split("/"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_addresses_have_two_files(one: str, other: str) -> None:
    """But for the API, where a slash at the end says nothing."""
    try:
        same = path_of(f"/{one}") == path_of(f"/{other}")
    except NotInCopy:
        return
    assert same == (one == other)


def test_what_the_name_does_not_tell_stands_beside_the_file() -> None:
    assert meta_of("a/index.html", 200, "text/html; charset=utf-8") == b""
    gone = meta_of("a/index.html", 410, "text/html; charset=utf-8")
    assert read_meta("a/index.html", gone) == (410, "text/html; charset=utf-8")
    feed = meta_of("feeds/atom.xml", 200, "application/atom+xml; charset=utf-8")
    assert read_meta("feeds/atom.xml", feed) == (200, "application/atom+xml; charset=utf-8")
    assert read_meta("a/b.pdf", b"") == (200, "application/pdf")
