"""Addresses stay good when a body is called otherwise: codes on printed sheets have them."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client
from tests.disclosure.conftest import Office

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import PostRole
from gongkai.channels import addresses
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, Item

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def renamed(office: Office, item: Item, short_name: str = "惠民新镇") -> Item:
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    ChangeAgency(office.agency, keeper, short_name=short_name).perform()
    return office.again(item)


@pytest.mark.parametrize("edition", ["", addresses.ELDER])
@pytest.mark.parametrize("below", ["", "dayin/"])
def test_the_former_address_leads_to_the_item(office: Office, edition: str, below: str) -> None:
    item = office.published()
    former = f"{edition}{addresses.item(item)}{below}"
    item = renamed(office, item)
    got = Client().get(former)
    assert (got.status_code, got["cache-control"]) == (308, "no-cache")
    assert unquote(got["location"]) == f"{edition}{addresses.item(item)}{below}"
    assert Client().get(got["location"]).status_code == 200
    # Also with the name of a body that there never was: the number is what counts.
    assert Client().get(f"/zfxxgk/没有的/xx/{item.pk}/").status_code == 308


def test_it_leads_to_the_tombstone_of_what_was_withdrawn(office: Office) -> None:
    item = office.published()
    former = addresses.item(item)
    Withdraw(item, office.chief, "内容有误").perform()
    renamed(office, item)
    got = Client().get(former, follow=True)
    assert got.status_code == 410


def test_of_what_is_not_public_nothing_is_told(office: Office) -> None:
    draft = office.draft("还没有公开的事")
    for number in (draft.pk, 10**17):
        assert Client().get(f"/zfxxgk/没有的/xx/{number}/").status_code == 404
    public = office.published()
    assert Client().get(f"{addresses.item(public)}lsbb/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/zfxxgk/惠民镇/", "/zzb/zfxxgk/惠民镇/", "/zfxxgk/惠民镇/notice/", "/feeds/惠民镇/atom.xml"]
)
def test_the_pages_of_the_body_lead_on_too(office: Office, address: str) -> None:
    item = office.published()
    assert Client().get(address).status_code == 200
    renamed(office, item, "旧名之一")
    renamed(office, item)
    got = Client().get(address)
    assert (got.status_code, unquote(got["location"])) == (308, address.replace("惠民镇", "惠民新镇"))
    assert Client().get(got["location"]).status_code == 200
    renamed(office, item, "惠民镇")
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/zfxxgk/从来没有/", "/zfxxgk/惠民镇/nichts/", "/feeds/惠民镇/", "/feeds//x"]
)
def test_where_nothing_stood_nothing_stands(office: Office, address: str) -> None:
    renamed(office, office.published())
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/zfxxgk/惠民镇/notice/", "/zzb/zfxxgk/惠民镇/notice/", "/feeds/惠民镇/notice/feed.json"]
)
def test_the_pages_of_a_column_lead_on_when_it_has_another_address(office: Office, address: str) -> None:
    """Who reads its feed would hear nothing any more, and not know it."""
    item = office.published()
    assert Client().get(address).status_code == 200
    for slug in ("gonggao", "tzgg"):
        column = Column.objects.get(pk=item.column_id)
        column.slug = slug
        ChangeColumn(column, office.chief).perform()
    got = Client().get(address)
    assert (got.status_code, unquote(got["location"])) == (308, address.replace("notice", "tzgg"))
    renamed(office, item)
    got = Client().get(address)
    assert unquote(got["location"]) == address.replace("notice", "tzgg").replace("惠民镇", "惠民新镇")
    assert Client().get(got["location"]).status_code == 200
    assert Client().get(address.replace("notice", "nichts")).status_code == 404
