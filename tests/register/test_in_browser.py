"""The register's pages in a browser: without finding of axe, within 1366 pixels, usable by keyboard."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.office.conftest import browser_context_args, browser_type_launch_args, sign_in
from tests.register.making import publish
from tests.world import build_world

from gongkai.agencies.models import PostRole
from gongkai.register.checkpoints import sign_due
from gongkai.register.verification import verify_and_record

__all__ = ["browser_context_args", "browser_type_launch_args", "sign_in"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(transactional_db, sign_in):
    world = build_world()
    for number in range(1, 61):
        publish(world, number, title=f"惠民镇人民政府关于做好第{number}批强降雨天气防范应对工作的紧急通知")
    publish(world, 7, kind="withdrawn", clearing=None, reason="附件里有个人信息")
    sign_due(including_today=True)
    verify_and_record(crosscheck=False)
    return sign_in(world.of("测试县", PostRole.AUDITOR))


def picture(page, name):
    """Kept where GONGKAI_PICTURES says, for whoever wants to look."""
    if os.environ.get("GONGKAI_PICTURES"):
        page.screenshot(path=Path(os.environ["GONGKAI_PICTURES"]) / f"{name}.png", full_page=True)


def test_every_page_is_for_everybody(page, live_server):
    for name, address in (
        ("list", "/office/register/"),
        ("wrong", "/office/register/?since=2024-09-09&until=2024-01-01"),
        ("empty", "/office/register/?text=没有的"),
        ("entry", "/office/register/61/"),
        ("public", "/register/"),
    ):
        page.goto(f"{live_server.url}{address}")
        if name == "entry":
            page.get_by_text("登记内容原文").first.click()
        picture(page, name)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, address


def test_the_keyboard_is_enough_to_find_an_entry_and_page_on(page, live_server):
    page.goto(f"{live_server.url}/office/register/")
    page.get_by_label("名称、索引号或文号").focus()
    page.keyboard.type("第33批")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=*")
    links = page.locator("table a")
    assert links.count() == 1
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/33/")
    page.goto(f"{live_server.url}/office/register/")
    page.get_by_role("link", name="较早的").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**before=*")
    assert page.locator("table tbody tr").count() == 11
