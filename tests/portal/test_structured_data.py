"""Structured data: what it says, that no title can break out of it, and that the policy of our pages lets it be."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.office.conftest import browser_type_launch_args  # noqa: F401 - the browser of the office's tests

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Column, Item
from gongkai.portal import structured_data
from gongkai.portal.rendering import feeds_for

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    'a" href="/x/',
    "\u2028\u2029&lt;",
    "\\u003c/script>",
)


def read(markup: str) -> list[dict[str, Any]]:
    """The things in a block, as a browser finds them."""
    page = LexborHTMLParser(f"<html><head>{markup}</head><body><p>正文</p></body></html>")
    scripts = page.css("script")
    assert len(scripts) == 1
    assert page.css_first("body").html == "<body><p>正文</p></body>"
    said = json.loads(scripts[0].text())
    assert said["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = said["@graph"]
    return found


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_title(title: str) -> None:
    assert read(structured_data.block([{"name": title}])) == [{"name": title}]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    markup = structured_data.block([{"name": text}])
    inner = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', markup, re.DOTALL)
    assert inner is not None and "<" not in inner[1]
    assert json.loads(inner[1])["@graph"] == [{"name": text}]


def test_nothing_to_say_is_no_block() -> None:
    assert structured_data.block([]) == ""


def town() -> Agency:
    return Agency(
        name="测试县惠民镇人民政府",
        short_name="惠民镇",
        telephone="0812-1234567",
        address="建设路1号",
        postcode="617100",
    )


def test_an_item_is_an_article_of_its_body() -> None:
    published = datetime.datetime(2024, 6, 3, 1, 30, tzinfo=datetime.UTC)
    column = Column(agency=town(), name="通知公告", slug="tzgg")
    item = Item(
        pk=12, agency=column.agency, column=column, title="关于植树的公告", summary="植树。",
        document_number="测惠府〔2024〕1号", first_published_at=published, last_published_at=published,
    )  # fmt: skip
    said = structured_data.article(item)
    assert said["headline"] == "关于植树的公告"
    assert said["url"].endswith("/zfxxgk/%E6%83%A0%E6%B0%91%E9%95%87/xx/12/")
    assert said["datePublished"] == "2024-06-03T09:30:00+08:00"
    assert said["publisher"]["name"] == "测试县惠民镇人民政府"
    assert said["identifier"] == ["测惠府〔2024〕1号"]
    assert "dateCreated" not in said


def test_a_body_says_how_it_is_reached() -> None:
    said = structured_data.organization(town())
    assert said["telephone"] == "0812-1234567"
    assert said["address"] == {"@type": "PostalAddress", "streetAddress": "建设路1号", "postalCode": "617100"}
    assert "email" not in said


def test_the_path_to_a_page_has_whole_addresses() -> None:
    said = structured_data.breadcrumbs((("首页", "/"), ("惠民镇", "")), "/zfxxgk/惠民镇/")
    assert said is not None
    assert [each["position"] for each in said["itemListElement"]] == [1, 2]
    assert said["itemListElement"][1]["item"].endswith("/zfxxgk/%E6%83%A0%E6%B0%91%E9%95%87/")
    assert structured_data.breadcrumbs((), "/") is None


def test_a_report_s_files_can_be_taken_away() -> None:
    said = structured_data.dataset(
        name="2024年年报", description="数据", address="/zfxxgk/惠民镇/nb/2024/", body=town(), year=2024,
        files=[("/zfxxgk/惠民镇/nb/2024.json", "application/json")],
    )  # fmt: skip
    assert said["distribution"][0]["contentUrl"].endswith("/nb/2024.json")


def test_a_page_offers_the_nearest_feed_first() -> None:
    column = Column(agency=town(), name="通知公告", slug="tzgg")
    assert [address for _, address in feeds_for("本站", column.agency, column)] == [
        "/feeds/惠民镇/tzgg/atom.xml",
        "/feeds/惠民镇/atom.xml",
        "/feeds/atom.xml",
    ]


@pytest.mark.any_database
def test_the_policy_of_our_pages_has_nothing_against_it(world: Any, live_server: Any, browser: Any) -> None:
    from gongkai.channels import pages
    from gongkai.portal import meta, rendering

    class Sample:
        name = "sample"

        def keys(self) -> list[str]:
            return ["one"]

        def stale(self, changes: Any) -> list[str]:
            return []

        def at(self, address: str) -> str | None:
            return "one" if address == "/sample/" else None

        def render(self, keys: Any) -> Any:
            page = rendering.page(
                "portal/base.html",
                meta.PageMeta("样张", "/sample/"),
                body=Agency.objects.get(short_name="惠民镇"),
                things=[structured_data.organization(Agency.objects.get(short_name="惠民镇"))],
            )
            yield pages.File("/sample/", page)

    before = dict(pages._sources)
    pages.register(Sample())
    try:
        tab = browser.new_page()
        violations: list[str] = []
        tab.on("console", lambda message: violations.append(message.text))
        tab.add_init_script(
            "window.broken = []; document.addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective))"
        )
        answer = tab.goto(f"{live_server.url}/sample/")
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert tab.evaluate("window.broken") == []
        assert tab.locator("script[type='application/ld+json']").count() == 1
        assert [said for said in violations if "Content Security Policy" in said] == []
        tab.close()
    finally:
        pages._sources.clear()
        pages._sources.update(before)
