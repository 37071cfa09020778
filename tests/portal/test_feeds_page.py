"""The page that lists the feeds: every one that it names is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser
from tests.disclosure.conftest import office  # noqa: F401

from gongkai.channels import pages
from gongkai.channels.pages import Changes
from gongkai.disclosure.models import ColumnKind
from gongkai.portal.sources.feeds_page import FeedsPage


def test_every_feed_that_is_named_is_there(office: Any, django_assert_num_queries: Any) -> None:  # noqa: F811
    office.column(ColumnKind.NOTICE)
    with django_assert_num_queries(3):
        (file,) = FeedsPage().render(["/feeds/"])
    named = [
        unquote(link.attributes["href"] or "")
        for link in LexborHTMLParser(file.body).css("main a[href^='/feeds/']")
    ]
    assert {"/feeds/atom.xml", "/feeds/惠民镇/atom.xml", "/feeds/惠民镇/notice/feed.json"} <= set(named)
    for address in named:
        assert pages.at(address) is not None, address


def test_it_changes_with_bodies_only() -> None:
    source = FeedsPage()
    assert list(source.stale(Changes(items=frozenset({1})))) == []
    assert list(source.stale(Changes(agencies=frozenset({1})))) == ["/feeds/"]
