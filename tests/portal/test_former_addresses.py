"""An item's address stays good when its body is called otherwise: codes on printed sheets have it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client
from tests.disclosure.conftest import Office

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import PostRole
from gongkai.channels import addresses
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item

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
