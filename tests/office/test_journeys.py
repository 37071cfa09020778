"""What people do with the mouse and the keyboard, from a draft to the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.agencies.models import PostRole
from gongkai.disclosure.models import Column, Item
from gongkai.register.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
PARAGRAPH = "为做好森林草原防灭火工作，镇里决定从即日起到明年五月在林区实行野外用火管制。"


@pytest.fixture
def columns(world: Any) -> dict[str, Column]:
    town = world.agency("惠民镇")
    return {
        kind: Column.objects.create(agency=town, name=name, slug=kind, kind=kind)
        for kind, name in (("notice", "通知公告"), ("news", "政府动态"))
    }


def write(page: Any, title: str, *, column: str = "通知公告", text: str = PARAGRAPH) -> None:
    """Fill the form as a drafter does."""
    page.goto("/office/items/new/")
    page.get_by_label("信息名称").fill(title)
    page.get_by_label("栏目", exact=False).first.select_option(label=column)
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(text)
    page.get_by_label("成文日期").fill("2026-11-20")
    page.get_by_label("主题分类").select_option(label="应急管理")
    page.get_by_label("内容概述").fill("林区野外用火管制的时间、范围和要求。")


def send_in(page: Any) -> None:
    """Confirm the whole checklist and send the item in."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="确认并送审").click()
    page.wait_for_url("**/office/items/*/")


def decide(page: Any, title: str, button: str, comment: str = "") -> None:
    """Open what waits, and press a button."""
    page.goto("/office/reviews/")
    page.get_by_role("link", name=title).click()
    if comment:
        page.get_by_label("意见").fill(comment)
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def test_a_draft_goes_through_three_people_to_the_register(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于林区野外用火管制的通告"
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title, text=PARAGRAPH + "联系人手机13812345678。")
    drafter.get_by_role("button", name="现在检查").click()
    findings = drafter.locator("#findings")
    findings.get_by_text("138****5678").wait_for()
    drafter.get_by_role("button", name="保存草稿").click()
    drafter.wait_for_url("**/edit/")
    item = Item.objects.get()
    assert item.title == title and not item.live

    drafter.goto(f"/office/items/{item.pk}/")
    drafter.get_by_role("button", name="一键遮盖个人信息").first.click()
    drafter.wait_for_url("**/edit/")
    drafter.get_by_role("button", name="保存并送审").click()
    drafter.wait_for_url("**/submit/")
    send_in(drafter)

    second = sign_in(world.of("惠民镇", PostRole.DEPUTY_LEADER))
    decide(second, title, "再审通过")
    assert not Item.objects.get().live
    final = sign_in(world.of("惠民镇", PostRole.CHIEF))
    decide(final, title, "终审通过", comment="同意公开。")

    item.refresh_from_db()
    assert item.live and item.index_number is not None
    assert "13812345678" not in str(item.body) and "138****5678" in str(item.body)
    assert list(Entry.objects.values_list("title", "kind")) == [(title, "published")]
    auditor = sign_in(world.of("测试县", PostRole.AUDITOR))
    auditor.goto("/office/register/")
    auditor.get_by_text(title).first.wait_for()
