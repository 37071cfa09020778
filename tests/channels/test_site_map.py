"""What search engines are told: all that is public and nothing else, in parts that stay as they are."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import transaction
from lxml import etree
from tests.reports.conftest import Reporting, town_report

from gongkai.channels import addresses, pages, site_map
from gongkai.channels.last_days import LastDays
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


def test_the_days_are_read_on_from_where_they_were(
    office: Any, clock: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """The same as read anew after every act; of the register only what was entered since is asked for."""
    monkeypatch.setattr(site_map, "PART", 1)
    source = SiteMapSource()

    def index() -> Any:
        [file] = source.render(["/sitemap.xml"])
        [anew] = SiteMapSource().render(["/sitemap.xml"])
        assert file == anew
        return file

    items = [office.published(f"第{number}号") for number in range(3)]
    before = index()
    assert index() == before
    clock.shift(datetime.timedelta(days=1))
    office.reviewed(office.revised(items[0], title="更正后的标题"))
    changed = index()
    assert changed != before
    Withdraw(items[1], office.chief, "有误").perform()
    assert index() != changed
    days = source._last_days
    with django_assert_num_queries(3):
        days.of_parts(1)
    assert days.of_parts(2) == LastDays().of_parts(2)


def test_in_another_register_the_days_begin_anew(office: Any, clock: Any) -> None:
    days = LastDays()
    office.column()
    with pytest.raises(RuntimeError), transaction.atomic():
        office.published("没有留下来的")
        assert days.of_parts(1000)
        raise RuntimeError
    assert days.of_parts(1000) == {}
    clock.shift(datetime.timedelta(days=1))
    office.published()
    assert days.of_parts(1000) == LastDays().of_parts(1000) != {}


def test_the_pages_of_annual_reports_are_in_it(office: Any) -> None:
    reporting, source = Reporting(office), SiteMapSource()
    item = reporting.published(town_report(2023))
    changes = Changes(items=frozenset({item.pk}))
    place = addresses.link(addresses.annual_report(office.agency, 2023))
    assert place in lines("/sitemap-pages.xml")
    assert "/sitemap-pages.xml" in set(source.stale(changes))
    Withdraw(item, office.chief, "数字有误").perform()
    assert place not in lines("/sitemap-pages.xml")
    assert "/sitemap-pages.xml" in set(source.stale(changes))


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
