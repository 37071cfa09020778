"""What search engines are told: all that is public and nothing else, in parts that stay as they are."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from lxml import etree

from gongkai.channels import addresses, pages, site_map
from gongkai.channels.pages import Absent, Changes, File
from gongkai.channels.site_map import SiteMapSource
from gongkai.disclosure.actions.withdraw import Withdraw

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def lines(address: str) -> dict[str, str | None]:
    """Addresses below the site and when each changed."""
    found = pages.at(address)
    assert found is not None and isinstance(found.body, bytes)
    root = etree.fromstring(found.body)
    known = {}
    for line in root:
        place = line.findtext(f"{NS}loc") or ""
        assert place.isascii() and place.startswith("http")
        known[place.removeprefix(addresses.absolute("/").rstrip("/"))] = line.findtext(f"{NS}lastmod")
    return known


def test_the_index_leads_to_every_page(office: Any) -> None:
    item = office.published()
    index = lines("/sitemap.xml")
    assert set(index) == {"/sitemap-pages.xml", "/sitemap-0.xml"}
    assert set(lines("/sitemap-0.xml")) == {addresses.link(addresses.item(item))}
    shown = lines("/sitemap-pages.xml")
    assert {
        "/",
        "/zfxxgk/",
        addresses.link("/zfxxgk/惠民镇/"),
        addresses.link("/zfxxgk/惠民镇/notice/"),
    } <= set(shown)


def test_an_item_s_day_is_that_of_its_last_change(office: Any, clock: Any) -> None:
    item = office.published()
    place = addresses.link(addresses.item(item))
    assert str(lines("/sitemap-0.xml")[place]).startswith("2024-06-03T09:0")
    clock.shift(datetime.timedelta(days=2))
    office.reviewed(office.revised(item, title="更正后的标题"))
    assert str(lines("/sitemap-0.xml")[place]).startswith("2024-06-05")
    assert str(lines("/sitemap.xml")["/sitemap-0.xml"]).startswith("2024-06-05")


def test_drafts_and_what_was_withdrawn_are_not_in_it(office: Any) -> None:
    office.draft("还没有公开的事")
    item = office.published()
    Withdraw(item, office.chief, "有误").perform()
    assert list(SiteMapSource().render([0])) == [Absent("/sitemap-0.xml")]
    assert set(lines("/sitemap.xml")) == {"/sitemap-pages.xml"}


def test_a_publication_touches_its_part_and_the_index(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_map, "PART", 2)
    for number in range(5):
        last = office.published(f"第{number}号")
    source = SiteMapSource()

    def everything() -> dict[str, Any]:
        return {
            file.address: file.body for file in source.render(list(source.keys())) if isinstance(file, File)
        }

    before = everything()
    assert sum(address.startswith("/sitemap-") for address in before) >= 4
    office.reviewed(office.revised(last, title="更正后的标题"))
    after = everything()
    changed = {address for address in after if before[address] != after[address]}
    stale = set(source.stale(Changes(items=frozenset({last.pk}))))
    assert stale == {"/sitemap.xml", last.pk // 2}
    assert changed <= {file.address for file in source.render(list(stale))}


def test_robots_are_kept_from_the_office_and_shown_the_map(db: None, client: Any) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = answer.content.decode().splitlines()
    assert "Disallow: /office/" in said and "Disallow: /search/" in said
    assert said[-1] == f"Sitemap: {addresses.absolute('/sitemap.xml')}"


def test_an_address_is_known_by_its_form() -> None:
    source = SiteMapSource()
    assert source.at("/sitemap-12.xml") == 12
    for address in ("/sitemap-01.xml", "/sitemap-x.xml", "/sitemap/", "/sitemap-.xml"):
        assert source.at(address) is None
