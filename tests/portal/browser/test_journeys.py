"""What people come for, as they do it: on a phone, by the keyboard alone, without JavaScript."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from tests.portal.browser.conftest import PHONE, Site
from tests.portal.browser.county import BUDGET, TOWN
from tests.portal.browser.kinds import KINDS
from tests.portal.browser.watching import Watch, squeezed

from gongkai.channels import addresses

WITHOUT_SCRIPT = {"java_script_enabled": False}
MOST_STOPS = 120


def tap(page: Any, words: str) -> None:
    """Follow the first link in the page's main part that says so, and wait until the whole page is there."""
    follow(page.locator("main").get_by_role("link", name=words).first)


def follow(link: Any) -> None:
    """Click a link. Without waiting one may look at a page of which only the beginning is there."""
    with link.page.expect_navigation():
        link.click()


def test_a_newcomer_on_a_phone_finds_the_budget_in_three_taps(site: Site) -> None:
    page = site.reader(PHONE, has_touch=True, is_mobile=True)
    watch = Watch.over(page, site.url)
    page.goto("/")
    for words in (TOWN, "预算", BUDGET):
        tap(page, words)
    assert page.get_by_role("heading", level=1).inner_text() == BUDGET
    assert page.get_by_text("一般公共预算拨款收入").is_visible()
    assert list(watch.faults()) == []
    page.context.close()


@pytest.mark.parametrize("edition", ["", addresses.ELDER])
def test_it_is_found_by_search_and_its_attachment_opens(site: Site, edition: str) -> None:
    page = site.reader(PHONE)
    page.goto(f"{edition}/")
    page.get_by_role("searchbox").first.fill("部门预算")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert addresses.SEARCH in page.url and (edition in page.url)
    tap(page, BUDGET)
    assert page.url.endswith(addresses.link(f"{edition}{site.county.address('budget')}"))
    link = page.locator("#attachments + ul a").first
    file = page.request.get(link.get_attribute("href"))
    assert file.status == 200 and file.body().startswith(b"%PDF-")
    page.context.close()


def test_suggestions_come_while_the_reader_waits_for_them_and_not_after(site: Site) -> None:
    page = site.reader()
    page.goto(addresses.SEARCH)
    held: list[Any] = []
    page.route("**/suggest.json*", lambda route: held.append(route))
    box, options = page.locator("#q"), page.locator("#suggestions [role=option]")
    for leaving in ("Tab", "Escape"):
        box.fill("部门预算")
        page.wait_for_timeout(300)
        box.press(leaving)
        page.wait_for_timeout(200)
        _answer(page, held)
        assert not options.first.is_visible(), leaving
    box.fill("部门")
    page.wait_for_timeout(300)
    _answer(page, held)
    options.first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/zfxxgk/**")
    page.context.close()


def _answer(page: Any, held: list[Any]) -> None:
    """Let the question that waits be answered, and the page take the answer."""
    (route,) = held
    held.clear()
    with page.expect_response("**/suggest.json*"):
        route.continue_()
    page.wait_for_timeout(100)


def test_it_is_printed(site: Site) -> None:
    page = site.reader(**WITHOUT_SCRIPT)
    page.goto(site.county.address("budget"))
    tap(page, "打印版")
    page.wait_for_url("**/dayin/")
    assert page.get_by_role("navigation").count() == 0
    page.emulate_media(media="print")
    assert not page.get_by_text("返回网页").is_visible()
    assert page.get_by_text(f"{site.county.address('budget')}").is_visible()
    assert page.pdf().startswith(b"%PDF-")
    page.context.close()


def sheets(page: Any) -> list[str]:
    """What stands on each sheet of paper."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [str(sheet.get_textpage().get_text_range()) for sheet in document]


@pytest.mark.parametrize("below", ["", "dayin/"])
def test_a_short_item_is_one_numbered_sheet(site: Site, below: str) -> None:
    page = site.reader()
    page.goto(f"{site.county.address('budget')}{below}")
    (sheet,) = sheets(page)
    assert "第1页，共1页" in sheet and "网址" in sheet
    page.context.close()


def test_of_a_long_table_not_the_last_row_alone_is_overleaf(site: Site) -> None:
    page = site.reader()
    page.goto(addresses.print_view(site.county.items["budget"]))
    for _ in range(30):  # until the table goes on overleaf
        page.evaluate("document.querySelector('.item-body').append(document.createElement('p'))")
        page.evaluate("document.querySelector('.item-body > p:last-child').textContent = '添一行'")
        printed = sheets(page)
        if len(printed) > 1:
            assert all(label in printed[-1] for label in ("组配分类", "台账登记", "网址"))
            break
    else:
        pytest.fail("总在一页里")
    page.context.close()


def test_what_is_folded_is_on_paper(site: Site) -> None:
    page = site.reader()
    page.goto(addresses.APPLY)
    assert not page.get_by_text("信封上注明").first.is_visible()
    assert "信封上注明" in "".join(sheets(page))
    page.context.close()


def test_a_long_index_number_leaves_its_label_room(site: Site) -> None:
    page = site.reader(PHONE)
    page.goto(addresses.print_view(site.county.items["budget"]))
    page.evaluate("document.querySelector('.facts td').textContent = '11510422999900169H/2026-00005'")
    assert list(squeezed(page, PHONE)) == []
    page.context.close()


def test_the_keyboard_is_enough(site: Site) -> None:
    page = site.reader()
    page.goto("/")
    for words in (TOWN, "预算", BUDGET):
        _reach(page, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == BUDGET
    page.context.close()


def _reach(page: Any, words: str) -> None:
    """Go on by Tab until a link in the main part that says so has the focus."""
    says = "(words) => document.activeElement.closest('main') && document.activeElement.textContent.includes(words)"
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(says, words):
            return
    raise AssertionError(f"{page.url}：按了{MOST_STOPS}次Tab，没有到“{words}”")


def test_everything_reads_without_javascript(site: Site) -> None:
    page = site.reader(**WITHOUT_SCRIPT)
    empty = []
    for kind, address in KINDS.items():
        page.goto(address(site.county))
        if len(page.locator("main").inner_text()) < 30 or page.locator("h1").count() != 1:
            empty.append(kind)
    page.goto("/")
    page.get_by_role("searchbox").first.fill("部门预算")
    follow(page.get_by_role("search").get_by_role("button").first)
    tap(page, BUDGET)
    assert page.get_by_role("heading", level=1).inner_text() == BUDGET
    assert empty == []
    page.context.close()


def test_the_edition_for_the_elderly_is_kept_from_page_to_page(site: Site) -> None:
    page = site.reader(PHONE)
    page.goto("/")
    follow(page.get_by_role("link", name="长者版", exact=True))
    for words in (TOWN, "预算", BUDGET):
        tap(page, words)
        assert "/zzb/" in page.url
    size = float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))
    assert size >= 24
    follow(page.get_by_role("link", name="返回普通版"))
    assert page.url.endswith(addresses.link(site.county.address("budget")))
    page.context.close()


@pytest.mark.parametrize("edition", ["", addresses.ELDER])
def test_on_a_phone_the_text_begins_within_the_first_screen(site: Site, edition: str) -> None:
    page = site.reader({"width": 375, "height": 812})
    page.goto(f"{edition}{site.county.address('budget')}")
    assert page.locator(".item-body").bounding_box()["y"] < 812 - 40
    page.context.close()


def test_the_head_of_the_large_edition_has_room_for_its_words(site: Site) -> None:
    page = site.reader(PHONE)
    page.goto(f"{addresses.ELDER}/")
    room = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.masthead > .wrap')).paddingTop)"
    )
    assert room > 0
    lines = "[...document.querySelectorAll('.nav a')].map((one) => one.getClientRects()[0].height)"
    assert len(set(page.evaluate(lines))) == 1, "导航里有折行的词"
    shown, needed = page.evaluate(
        """() => { const one = document.querySelector('.find input'); const style = getComputedStyle(one);
        const pen = document.createElement('canvas').getContext('2d'); pen.font = style.font;
        const edges = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        return [one.clientWidth - edges, pen.measureText(one.placeholder).width]; }"""
    )
    assert needed <= shown
    page.context.close()


def test_document_and_interpretation_history_and_tombstone(site: Site) -> None:
    page = site.reader(**WITHOUT_SCRIPT)
    page.goto(site.county.address("old"))
    assert page.get_by_text("本文件已废止").is_visible()
    tap(page, "惠民镇林木管护办法")
    tap(page, "解读")
    tap(page, "惠民镇林木管护办法")
    assert page.url.endswith(addresses.link(site.county.address("new")))
    page.goto(site.county.address("notice"))
    tap(page, "更正前后对照")
    assert page.locator("ins").first.is_visible() and page.locator("del").first.is_visible()
    page.goto(site.county.address("withdrawn"))
    assert page.get_by_text("撤回理由：时间有误，另行公告。").is_visible()
    page.context.close()
