"""What stands at the foot of every page: the marks that inspections ask for, as far as an administrator entered them."""

from __future__ import annotations

import pytest
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.agencies.actions import ChangeAgency
from gongkai.channels import addresses, pages
from gongkai.channels.addresses import ELDER

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MARKS = {
    "icp_number": "测ICP备00000000号-1",
    "police_number": "测公网安备00000000000000号",
    "site_mark_address": "https://marks.example/sign?id=1&kind=red",
    "error_report_address": "http://192.0.2.1/errors?site_code=5104990001",
}
LABELS = ("ICP备", "公网安备", "党政机关网站标识", "我为政府网站找错")


def foot(address: str) -> str:
    """The foot of the page there."""
    found = pages.at(address)
    assert found is not None and isinstance(found.body, bytes)
    return found.body.decode().split("<footer class=", 1)[1]


@pytest.mark.parametrize("edition", ["", ELDER])
def test_what_is_entered_stands_there_and_nothing_else(world: World, edition: str) -> None:
    address = f"{edition}{addresses.APPLY}"
    assert not any(label in foot(address) for label in LABELS)
    county = world.agency("测试县")
    ChangeAgency(county, None, **MARKS).perform()
    shown = foot(address)
    assert all(label in shown for label in LABELS)
    assert 'href="https://beian.miit.gov.cn/" rel="external">测ICP备00000000号-1</a>' in shown
    assert 'href="https://marks.example/sign?id=1&amp;kind=red"' in shown
    assert 'href="http://192.0.2.1/errors?site_code=5104990001"' in shown


def test_an_address_is_one_of_the_web(world: World) -> None:
    for wrong in ("javascript:alert(1)", "example.gov.cn", "ftp://a.gov.cn/"):
        with pytest.raises(Refused, match="“我为政府网站找错”网址：网址应以 https:// 或者 http:// 开头。"):
            ChangeAgency(world.agency("测试县"), None, error_report_address=wrong).perform()
