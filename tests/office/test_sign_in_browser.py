"""Signing in and the staff's screens in a browser: a passkey from first to last, axe, width, keyboard.

PICTURES=folder keeps a picture of every page.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.world import PASSWORD, World, build_world

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import Delegate
from gongkai.agencies.models import Person, PostRole

PICTURES = os.environ.get("PICTURES", "")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world, committed, so that the server's threads see it."""
    settings.SECOND_FACTOR_REQUIRED = True
    monkeypatch.setenv("GONGKAI_TODAY", "2024-06-03")
    return build_world()


def look(page: Any, name: str) -> None:
    """No finding of axe, no sideways scrolling, no message of a forbidden script; a picture if asked for."""
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} pixels too wide"
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.fixture
def said(page: Any) -> list[str]:
    """What the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def test_a_passkey_from_first_to_last(town: World, page: Any, live_server: Any, said: list[str]) -> None:
    chief = town.of("惠民镇", PostRole.CHIEF)
    address = live_server.url.replace("127.0.0.1", "localhost")
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{address}/office/agencies/")
    look(page, "sign-in")
    page.get_by_label("用户名").fill(chief.username)
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="第二道验证", level=1).wait_for()
    look(page, "second-factor")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("heading", name="请确认是您本人").wait_for()
    look(page, "confirm")
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_label("可以不输口令，只用它登录").check()
    look(page, "passkey-add")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("heading", name="恢复码").wait_for()
    look(page, "recovery-codes")
    page.get_by_role("link", name="已经抄好，继续").click()
    page.get_by_role("heading", name="我的账号").wait_for()
    look(page, "account")
    page.get_by_role("button", name="退出").click()
    page.get_by_role("heading", name="登录", level=1).wait_for()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_role("heading", name=f"{chief.name}，您好").wait_for()
    page.goto(f"{address}/office/account/second-factor/webauthn/")
    page.get_by_text("办公室电脑").first.wait_for()
    look(page, "passkeys")
    # As the second step after the password.
    page.get_by_role("button", name="退出").click()
    page.get_by_label("用户名").fill(chief.username)
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="用通行密钥验证").wait_for()
    look(page, "code")
    page.get_by_role("button", name="用通行密钥验证").click()
    page.get_by_role("heading", name=f"{chief.name}，您好").wait_for()
    ways = [entry.details["ways"] for entry in AuditEntry.objects.filter(act="SignIn").order_by("pk")]
    assert ways == [["口令"], ["第二道验证"], ["口令", "第二道验证"]]
    assert said == []


def test_an_authenticator_and_what_goes_wrong(
    town: World, page: Any, live_server: Any, said: list[str]
) -> None:
    from tests.office.test_sign_in import code_of

    drafter = town.of("惠民镇", PostRole.DRAFTER)
    page.goto(f"{live_server.url}/office/account/login/")
    page.get_by_label("用户名").fill(drafter.username)
    page.get_by_label("口令", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").first.wait_for()
    look(page, "sign-in-refused")
    assert page.get_by_label("用户名").input_value() == drafter.username
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"{drafter.name}，您好").wait_for()
    page.goto(f"{live_server.url}/office/account/second-factor/totp/activate/")
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="设置验证器").wait_for()
    look(page, "authenticator")
    drawn = page.locator("img.office-qr").evaluate("image => image.complete && image.naturalWidth > 0")
    assert drawn
    page.get_by_label("验证器现在显示的6位数字").fill(code_of(page.locator("code").inner_text()))
    page.get_by_role("button", name="完成设置").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.goto(f"{live_server.url}/office/account/password/")
    look(page, "password")
    assert said == []


def test_the_screens_of_an_administrator(town: World, sign_in: Callable[[Any], Any], settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    agency = town.agency("惠民镇")
    chief, deputy = town.of("惠民镇", PostRole.CHIEF), town.of("惠民镇", PostRole.DEPUTY_LEADER)
    appointment = town.appointments["惠民镇", PostRole.CHIEF]
    town.appoint(town.newcomer("office-head"), "惠民镇", PostRole.OFFICE_HEAD, "公开办主任")
    import datetime

    day = datetime.date(2024, 6, 3)
    Delegate(appointment, chief, deputy, day, day + datetime.timedelta(days=4), "休假").perform()
    page = sign_in(town.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR))
    for name, path in (
        ("agencies", "/office/agencies/"),
        ("agency", f"/office/agencies/{agency.pk}/"),
        ("agency-edit", f"/office/agencies/{agency.pk}/edit/"),
        ("agency-new", f"/office/agencies/new/?above={town.agency('测试县').pk}"),
        ("post", f"/office/posts/{appointment.post_id}/"),
        ("post-new", f"/office/agencies/{agency.pk}/posts/new/"),
        ("hand-over", f"/office/appointments/{appointment.pk}/hand-over/"),
        ("end", f"/office/appointments/{appointment.pk}/end/"),
        ("people", "/office/people/"),
        ("person", f"/office/people/{chief.pk}/"),
        ("person-new", "/office/people/new/"),
        ("switch-off", f"/office/people/{chief.pk}/switch-off/"),
        ("training", "/office/training/"),
        ("training-new", "/office/training/new/"),
        ("assessment-new", "/office/assessments/new/"),
    ):
        page.goto(path)
        look(page, name)
    page.goto("/office/people/new/")
    page.get_by_label("姓名").fill("王新")
    with page.expect_navigation():
        page.get_by_role("button", name="开通账号").click()
    look(page, "person-refused")
    described = page.get_by_label("用户名").get_attribute("aria-describedby") or ""
    assert page.get_by_label("用户名").get_attribute("aria-invalid") == "true"
    assert all(page.locator(f"#{each}").count() == 1 for each in described.split())
    page.get_by_label("用户名").fill("wangxin")
    page.get_by_role("button", name="开通账号").click()
    page.get_by_role("heading", name="账号已开通").wait_for()
    look(page, "person-opened")
    assert Person.objects.filter(username="wangxin").exists()


def test_everything_is_reached_by_keyboard(town: World, page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/office/account/login/")
    page.locator("body").focus()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
        )
    for wanted in ("跳到正文", "login", "password", "登录", "用通行密钥登录"):
        assert wanted in reached, reached
