"""The edition for elderly readers: the same page, other links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from gongkai.channels.pages import Absent, Changes, File, Key
from gongkai.portal.editions import InBothEditions, elder, elder_address, is_elder, normal_address

PAGE = (
    '<!doctype html>\n<html lang="zh-CN"><head><link rel="canonical" href="https://x.gov.cn/a/"></head>'
    '<a class="edition" href="/zzb/a/">长者版</a>{}</html>'
)


def shown(inner: str) -> str:
    return elder(PAGE.format(inner).encode()).decode()


def test_links_between_pages_stay_in_the_edition() -> None:
    page = shown('<a href="/">首页</a><a href="/zfxxgk/%E6/xx/3/#main">甲</a><form action="/search/?q=1">')
    assert 'href="/zzb/"' in page
    assert 'href="/zzb/zfxxgk/%E6/xx/3/#main"' in page
    assert 'action="/zzb/search/?q=1"' in page


def test_the_page_of_feeds_stays_and_the_feeds_do_not() -> None:
    page = shown(
        '<a href="/feeds/">订阅</a><a href="/feeds/#b1">甲</a><a href="/feeds/%E6/tzgg/atom.xml">乙</a>'
    )
    assert 'href="/zzb/feeds/"' in page and 'href="/zzb/feeds/#b1"' in page
    assert 'href="/feeds/%E6/tzgg/atom.xml"' in page


def test_files_feeds_and_other_sites_are_linked_as_they_are() -> None:
    links = (
        '<a href="/files/1/a/"><a href="/static/portal/"><a href="/feeds/atom.xml"><a href="/nb/2024.docx">'
        '<a href="//elsewhere/"><a href="https://x/"><a href="#main"><a href="/api/v1/">'
    )
    assert links in shown(links)


def test_it_is_marked_and_leads_back() -> None:
    page = shown("")
    assert '<html lang="zh-CN" class="elder">' in page
    assert '<a class="edition" href="/a/">返回普通版</a>' in page
    assert 'rel="canonical" href="https://x.gov.cn/a/"' in page


@given(st.text().map(lambda text: f"/{text}"))
def test_an_address_and_back(address: str) -> None:
    assert normal_address(elder_address(address)) == address
    assert is_elder(elder_address(address))


class OnePage:
    name = "one"

    def keys(self) -> list[Key]:
        return ["a"]

    def stale(self, changes: Changes) -> list[Key]:
        return ["a"]

    def at(self, address: str) -> Key | None:
        return "a" if address == "/a/" else None

    def render(self, keys: Sequence[Key]) -> Iterator[File | Absent]:
        yield File("/a/", PAGE.format("").encode(), status=410)
        yield File("/a/b.json", b"{}", "application/json")
        yield Absent("/a/p2/")


def test_a_source_in_both_editions() -> None:
    both = InBothEditions(OnePage())
    assert both.at("/zzb/a/") == both.at("/a/") == "a"
    found = {each.address: each for each in both.render(["a"])}
    assert set(found) == {"/a/", "/zzb/a/", "/a/b.json", "/a/p2/", "/zzb/a/p2/"}
    elders = found["/zzb/a/"]
    assert isinstance(elders, File) and elders.status == 410
    assert isinstance(found["/zzb/a/p2/"], Absent)
