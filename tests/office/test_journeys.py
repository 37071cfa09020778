"""What people do with the mouse and the keyboard, from a draft to the register."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from gongkai.acts.days import today
from gongkai.agencies.models import Delegation, PostRole
from gongkai.disclosure.models import Column, Item
from gongkai.register.models import Entry
from gongkai.review.models import Decision

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


def save(page: Any) -> None:
    """Press the button once the editor has started: what is sent before that comes back with the reason."""
    page.locator(".public-DraftEditor-content").first.wait_for()
    page.get_by_role("button", name="保存草稿").click()


def at_a_saved_draft(world: Any, sign_in: Callable[[Any], Any]) -> Any:
    """The drafter's page, with a draft that was just saved."""
    page = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(page, "关于城乡居民养老保险缴费的通知")
    save(page)
    page.wait_for_url("**/edit/")
    return page


def saved_by_another(world: Any, sign_in: Callable[[Any], Any], address: str) -> None:
    """A second drafter of the town opens the draft, writes 另一个人写的概述。 and saves."""
    second = world.newcomer("second-drafter", name="另一撰稿人")
    world.appoint(second, "惠民镇", PostRole.DRAFTER, "公开专岗二")
    page = sign_in(second)
    page.goto(address)
    page.get_by_label("内容概述").fill("另一个人写的概述。")
    save(page)
    page.get_by_text("已保存草稿").wait_for()


PASTED = (
    "<h1>一</h1><h2>二</h2><p>三<b>四</b><i>五</i><u>六</u><s>七</s><sup>8</sup><code>9</code></p><hr><pre>十</pre>"
    "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li></ul><ol><li>丁</li></ol><blockquote>戊</blockquote>"
    '<p><a href="https://example.gov.cn/" title="己">庚</a><img src="data:," alt="辛"> 𠮷<a href="/x">壬</a></p>'
    "<table><tr><td>癸</td></tr></table>"
)


def add_block(page: Any, kind: str) -> None:
    """Add a block of this kind at the end of the body."""
    page.locator(".office-body .c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def test_whatever_the_editor_makes_is_taken(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    """Pasted out of another page, with a table that was typed into, with blocks that stayed empty."""
    page = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(page, "关于编辑器什么都能写的通知")
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "x");
            document.querySelector(".public-DraftEditor-content").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        PASTED,
    )
    for kind in ("表格", "图片", "视频", "文字"):
        add_block(page, kind)
    page.locator(".htCore td").first.dblclick()
    page.keyboard.type("村")
    page.keyboard.press("Enter")
    page.locator("input[name=handsontable-col-caption]").fill("各村")
    save(page)
    page.get_by_text("已保存草稿").wait_for()
    kinds = sorted(block.block_type for block in Item.objects.get().body)
    assert kinds == ["picture", "table", "text", "text", "video"]
    text = str(Item.objects.get().body[0].value)
    assert "戊" in text and 'href="https://example.gov.cn/"' in text
    save(page)
    page.get_by_text("已保存草稿").wait_for()


def send_in(page: Any) -> None:
    """Confirm the whole checklist and send the item in."""
    page.wait_for_load_state()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="确认并送审").click()
    page.wait_for_url("**/office/items/*/")


def decide(page: Any, title: str, button: str, comment: str = "") -> None:
    """Open what waits, press a button, and wait for the answer."""
    page.goto("/office/reviews/")
    page.get_by_role("link", name=title).click()
    if comment:
        page.get_by_label("意见").fill(comment)
    press(page, button)


def press(page: Any, button: str) -> None:
    """Press a button that sends its form, and wait for the answer: a script asks first whether one is signed in."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


@pytest.mark.both_databases
def test_a_draft_goes_through_three_people_to_the_register(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于林区野外用火管制的通告"
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title, text=PARAGRAPH + "联系人手机13812345678。")
    drafter.get_by_role("button", name="现在检查").click()
    findings = drafter.locator("#findings")
    findings.get_by_text("138****5678").wait_for()
    save(drafter)
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


def test_sent_back_with_a_reason_mended_and_passed(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于开展农田水利设施冬季管护的通知"
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title)
    drafter.get_by_role("button", name="保存并送审").click()
    drafter.wait_for_url("**/submit/")
    drafter.get_by_role("button", name="确认并送审").click()
    drafter.get_by_text("没有送审").wait_for()
    send_in(drafter)

    second = sign_in(world.of("惠民镇", PostRole.DEPUTY_LEADER))
    decide(second, title, "退回修改")
    second.get_by_text("没有办成").wait_for()
    second.get_by_label("意见").fill("请写明联系科室和时间安排。")
    second.get_by_role("button", name="退回修改").click()
    second.wait_for_url("**/reviews/")

    drafter.goto("/office/")
    drafter.get_by_text("请写明联系科室和时间安排").wait_for()
    drafter.get_by_role("link", name=title).click()
    drafter.get_by_role("link", name="修改").click()
    drafter.locator(".public-DraftEditor-content").first.click()
    drafter.keyboard.press("Control+End")
    drafter.keyboard.type("具体事项由镇农业综合服务中心负责。")
    drafter.get_by_role("button", name="保存并送审").click()
    drafter.wait_for_url("**/submit/")
    send_in(drafter)

    second.goto("/office/reviews/")
    with second.expect_navigation():
        second.get_by_role("link", name=title).click()
    assert "由镇农业综合服务中心负责" in (second.locator("ins").all_inner_texts() or [""])[0]
    second.get_by_role("button", name="再审通过").click()
    second.wait_for_url("**/reviews/")
    decide(sign_in(world.of("惠民镇", PostRole.CHIEF)), title, "终审通过")
    assert Item.objects.get().live


def test_while_the_chief_is_on_leave_another_signs_in_his_place(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于调整镇便民服务中心办公时间的通知"
    stand_in = world.newcomer("stand-in", name="代签人")
    Delegation.objects.create(
        appointment=world.appointments["惠民镇", PostRole.CHIEF],
        deputy=stand_in,
        began_on=today() - datetime.timedelta(days=1),
        until_on=today() + datetime.timedelta(days=5),
        reason="参加培训",
    )
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title)
    drafter.get_by_role("button", name="保存并送审").click()
    drafter.wait_for_url("**/submit/")
    send_in(drafter)
    decide(sign_in(world.of("惠民镇", PostRole.DEPUTY_LEADER)), title, "再审通过")
    page = sign_in(stand_in)
    decide(page, title, "终审通过")
    item = Item.objects.get()
    assert item.live
    page.goto(f"/office/items/{item.pk}/")
    page.get_by_text(f"代签人（代{world.of('惠民镇', PostRole.CHIEF).name}）").wait_for()
    assert Entry.objects.get().body.count(world.of("惠民镇", PostRole.CHIEF).name) == 1


def test_an_emergency_goes_out_at_once_and_is_confirmed_by_another(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于启动山洪灾害四级应急响应的公告"
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title)
    save(drafter)
    drafter.wait_for_url("**/edit/")
    item = Item.objects.get()
    deputy = sign_in(world.of("惠民镇", PostRole.DEPUTY_LEADER))
    deputy.goto(f"/office/items/{item.pk}/review/")
    deputy.get_by_text("来不及三审时才用").click()
    deputy.get_by_label("紧急的理由").fill("雨情紧急，须立即告知群众转移。")
    deputy.get_by_label("我已看过全文").check()
    press(deputy, "紧急发布")
    item.refresh_from_db()
    assert item.live

    chief = sign_in(world.of("惠民镇", PostRole.CHIEF))
    chief.goto("/office/")
    chief.get_by_text("紧急发布待补审").wait_for()
    decide(chief, title, "确认紧急发布", comment="情况属实，同意。")
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds == {"published", "confirmed"}


def test_two_drafters_at_once_lose_nothing(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    first = at_a_saved_draft(world, sign_in)
    saved_by_another(world, sign_in, first.url)

    first.get_by_label("内容概述").fill("第一个人写的概述。")
    save(first)
    first.get_by_role("heading", name="两个版本的不同").wait_for()
    shown = first.locator("section", has=first.get_by_role("heading", name="两个版本的不同")).inner_text()
    assert "另一个人写的概述。" in shown and "第一个人写的概述。" in shown
    assert first.get_by_label("内容概述").input_value() == "第一个人写的概述。"
    save(first)
    first.get_by_text("已保存草稿").wait_for()
    assert Item.objects.get().get_latest_revision_as_object().summary == "第一个人写的概述。"


def test_who_goes_back_does_not_write_over_what_another_saved_since(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    first = at_a_saved_draft(world, sign_in)
    first.get_by_label("内容概述").fill("第一个人写的概述。")
    with first.expect_navigation():
        save(first)
    saved_by_another(world, sign_in, first.url)

    first.go_back()
    first.locator(".public-DraftEditor-content").first.wait_for()
    assert first.get_by_label("内容概述").input_value() == "另一个人写的概述。"


def test_what_is_too_large_to_be_taken_in_is_not_sent_and_stays(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    page = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(page, "关于城乡居民养老保险缴费的通知")
    page.get_by_label("关键词").evaluate("field => { field.value = '词'.repeat(20000); }")
    save(page)
    page.get_by_text("写的内容太大，不能提交").wait_for()
    assert not Item.objects.exists()
    page.get_by_label("关键词").fill("养老保险")
    save(page)
    page.get_by_text("已保存草稿").wait_for()


def session_of(page: Any) -> Any:
    """What the browser knows its person by."""
    return next(one for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)


def test_a_reason_that_was_written_outlives_the_session(
    world: Any, columns: dict[str, Column], sign_in: Callable[[Any], Any]
) -> None:
    title = "关于城乡居民养老保险缴费的通知"
    drafter = sign_in(world.of("惠民镇", PostRole.DRAFTER))
    write(drafter, title)
    drafter.get_by_role("button", name="保存并送审").click()
    drafter.wait_for_url("**/submit/")
    send_in(drafter)
    reviewer = sign_in(world.of("惠民镇", PostRole.DEPUTY_LEADER))
    session = session_of(reviewer)
    reviewer.clock.install()
    reviewer.goto("/office/reviews/")
    reviewer.get_by_role("link", name=title).click()
    reviewer.get_by_label("意见").fill("缴费的时间与县里的通知不一致，请核对。")
    reviewer.clock.fast_forward("31:00")
    reviewer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    reviewer.get_by_role("button", name="退回修改").click()
    reviewer.get_by_text("登录已过期。请在另一个窗口重新登录，再回来点“退回修改”").wait_for()
    assert reviewer.get_by_label("意见").input_value() == "缴费的时间与县里的通知不一致，请核对。"
    # Somebody else signed in at this computer: what the deputy wrote is not to be signed by the chief.
    reviewer.context.add_cookies([session_of(sign_in(world.of("惠民镇", PostRole.CHIEF)))])
    reviewer.get_by_role("button", name="退回修改").click()
    reviewer.get_by_text("这个浏览器现在登录的是别人。").wait_for()
    assert not Decision.objects.filter(kind="sent_back").exists()
    # Signed in again.
    reviewer.context.add_cookies([session])
    reviewer.get_by_role("button", name="退回修改").dblclick()
    reviewer.wait_for_url("**/office/reviews/")
    assert Decision.objects.last().comment == "缴费的时间与县里的通知不一致，请核对。"
    assert Decision.objects.get(kind="sent_back").person == world.of("惠民镇", PostRole.DEPUTY_LEADER)
