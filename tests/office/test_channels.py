"""The channels on the screen: a clerk's way from what is due to its receipt, and who sees what."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.channels.test_receipts import LINK, of_account, on_board, picture
from tests.disclosure.conftest import MORNING, Office

from gongkai.agencies.models import PostRole
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import CatalogueEntry
from gongkai.register.models import Entry

pytestmark = pytest.mark.any_database
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def usual(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def town(world: Any) -> Office:
    found = Office(world)
    CatalogueEntry.objects.create(
        agency=found.agency,
        duty="a20_13",
        column=found.column(),
        deadline_workdays=5,
        channels=["县人民政府门户网站", "政务公开栏", "公众号"],
    )
    return found


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def shown(response: Any) -> str:
    """The words of the page."""
    text: str = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_from_the_home_page_to_the_receipt(town: Office) -> None:
    item = town.published()
    clerk = browser(town.drafter)
    assert "公众号 待发布 应于6月11日前办理，还有5个工作日" in shown(clerk.get("/office/"))
    form = reverse("office:item-receipt", args=[item.pk])
    sent = {"channel": "official_account", "state": "carried", "at": "2024-06-03T09:00", "name": "惠民发布"}
    refused = clerk.post(form, sent)
    assert refused.status_code == 422
    assert "链接，或者上传截图" in shown(refused)
    assert 'value="惠民发布"' in refused.content.decode()
    done = clerk.post(form, {**sent, "link": LINK, "picture": picture()}, follow=True)
    assert "渠道回执已登记，并登入台账" in shown(done)
    assert "公众号（惠民发布） 已发布" in shown(done)
    assert "公众号" not in shown(clerk.get("/office/channels/")).split("要办的事")[1]


def test_a_sheet_is_printed_put_up_and_taken_down(town: Office) -> None:
    item = town.published()
    clerk = browser(town.drafter)
    sheet = clerk.get(reverse("office:item-notice", args=[item.pk]) + "?size=A4&posted_on=2024-06-03")
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "application/pdf")
    assert sheet.content.startswith(b"%PDF")
    board = {"place": "和平村公开栏", "posted_on": "2024-06-03", "until_on": "2024-07-03", "size": "A4"}
    clerk.post(reverse("office:item-board", args=[item.pk]), {**board, "picture": picture()})
    receipt = Receipt.objects.get()
    assert "和平村公开栏" in shown(clerk.get("/office/boards/"))
    down = clerk.post(
        reverse("office:receipt-down", args=[receipt.pk]), {"at": "2024-06-03T09:00"}, follow=True
    )
    assert "撤下已登记" in shown(down)
    assert "没有贴着的内容" in shown(clerk.get("/office/boards/"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("posted_on=2026-12-29&until_on=2026-11-29", "撤下日期应当晚于张贴日期"),
        ("posted_on=2026-11-29&until_on=2028-11-29", "一次张贴最长一年"),
        ("size=A5", "纸张只有A3、A4"),
        ("posted_on=gestern", "日期"),
    ],
)
def test_days_and_paper_that_cannot_be_are_not_printed(town: Office, asked: str, said: str) -> None:
    item = town.published()
    clerk = browser(town.drafter)
    for address in (reverse("office:item-notice", args=[item.pk]), "/office/boards/month.pdf"):
        answer = clerk.get(f"{address}?{asked}", follow=True)
        assert answer["Content-Type"].startswith("text/html")
        assert said in shown(answer) and "没有打印：" in shown(answer)


def test_what_was_aired_is_not_offered_to_be_taken_down(town: Office) -> None:
    item = town.published()
    sent = {"channel": "village_radio", "state": "carried", "at": "2024-06-03T09:00"}
    clerk = browser(town.drafter)
    clerk.post(reverse("office:item-receipt", args=[item.pk]), sent)
    text = shown(clerk.get(reverse("office:item-channels", args=[item.pk])))
    assert "更正" in text and "登记撤下" not in text


def test_an_error_is_put_right_on_the_screen(town: Office) -> None:
    item = town.published()
    receipt = of_account(town, item).perform()
    clerk = browser(town.drafter)
    address = reverse("office:receipt-void", args=[receipt.pk])
    assert "请填写哪里登记错了" in shown(clerk.post(address, {}))
    assert "回执已作废" in shown(clerk.post(address, {"note": "链接不对。"}, follow=True))
    assert Receipt.objects.last().state == ReceiptState.VOID


def test_withdrawn_it_stands_on_the_home_page_to_be_taken_down(town: Office) -> None:
    item = town.published()
    on_board(town, item).perform()
    Withdraw(item, town.chief, "内容有误。").perform()
    text = shown(browser(town.drafter).get("/office/"))
    assert "政务公开栏（和平村公开栏） 待撤下 信息已于6月3日撤回，请立即撤下" in text


def test_the_supervisor_sees_how_bodies_stand_and_enters_nothing(town: Office, clock: Any) -> None:
    item = town.published()
    clock.move_to(datetime.datetime(2024, 7, 1, 1, tzinfo=datetime.UTC))
    supervisor = browser(town.world.of("测试县", PostRole.SUPERVISOR))
    assert "惠民镇 ：待办2件， 超期2件" in shown(supervisor.get("/office/"))
    page = supervisor.get("/office/channels/?late=1")
    assert "逾期未发布" in shown(page)
    assert "登记回执" not in shown(page)
    assert supervisor.get(reverse("office:item-receipt", args=[item.pk])).status_code == 404


@pytest.mark.parametrize(
    ("place", "status"),
    [
        (("惠民镇", PostRole.CHIEF), 200),
        (("测试县", PostRole.SUPERVISOR), 200),
        (("测试县", PostRole.AUDITOR), 200),
        (("永兴镇", PostRole.DRAFTER), 404),
        (("测试县", PostRole.ACCOUNT_ADMINISTRATOR), 404),
    ],
)
def test_the_picture_is_for_those_who_read_the_body_s_work(town: Office, place: Any, status: int) -> None:
    receipt = of_account(town, town.published(), picture=picture()).perform()
    client = browser(town.world.of(*place))
    answer = client.get(reverse("office:receipt-picture", args=[receipt.key]))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
    anonymous = Client().get(reverse("office:receipt-picture", args=[receipt.key]))
    assert anonymous.status_code == 302


def test_what_is_no_picture_is_refused_on_the_page(town: Office) -> None:
    item = town.published()
    page = SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script>")
    sent = {"channel": "newspaper", "state": "carried", "at": "2024-06-03T09:00", "picture": page}
    answer = browser(town.drafter).post(reverse("office:item-receipt", args=[item.pk]), sent)
    assert answer.status_code == 422
    assert "照片打不开" in shown(answer)


def test_only_the_public_is_printed_and_a_draft_has_its_watermark(town: Office) -> None:
    draft = town.draft()
    clerk = browser(town.drafter)
    address = reverse("office:item-notice", args=[draft.pk])
    assert "没有公开，不能打印张贴" in shown(clerk.get(address, follow=True))
    assert clerk.get(address + "?draft=1")["Content-Type"] == "application/pdf"
    other = browser(town.world.of("永兴镇", PostRole.DRAFTER))
    assert other.get(address + "?draft=1").status_code == 404


@pytest.mark.parametrize("asked", ["", "?month=2024-06&size=A4", "?month=2099-01", "?month=x"])
def test_the_month_on_one_sheet(town: Office, asked: str) -> None:
    town.published()
    answer = browser(town.drafter).get(f"/office/boards/month.pdf{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_the_register_names_the_receipts(town: Office) -> None:
    of_account(town, town.published()).perform()
    text = shown(browser(town.drafter).get(reverse("register:index") + "?kind=receipt"))
    assert "渠道回执" in text
    assert Entry.objects.filter(kind="receipt").count() == 1


def test_longer_lists_ask_no_more(town: Office, django_assert_max_num_queries: Any) -> None:
    client = browser(town.drafter)
    addresses = ("/office/", "/office/channels/", "/office/boards/")
    on_board(town, town.published()).perform()
    before = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        before[address] = len(queries)
    for number in range(4):
        on_board(town, town.published(f"关于开展第{number}次植树活动的公告")).perform()
    for address in addresses:
        with django_assert_max_num_queries(before[address]):
            client.get(address)


def test_what_is_late_for_months_stays_in_sight(town: Office) -> None:
    town.published()
    with time_machine.travel(MORNING + datetime.timedelta(days=120)):
        clerk = browser(town.drafter)
        home = clerk.get("/office/")
        assert "更早公开、还没有发布的2项" in shown(home)
        assert "/office/channels/?earlier=1" in home.content.decode()
        assert "三个月以前公开的还有2项没有发布" in shown(clerk.get("/office/channels/"))
        listed = shown(clerk.get("/office/channels/?earlier=1"))
        assert "公众号 逾期未发布" in listed and "共2件，超期2件" in listed
        supervisor = browser(town.world.of("测试县", PostRole.SUPERVISOR))
        assert "更早公开、还没有发布的2项" in shown(supervisor.get("/office/"))
    with time_machine.travel(MORNING + datetime.timedelta(days=300)):
        listed = shown(browser(town.drafter).get("/office/channels/?earlier=1"))
        assert "应于2024年6月11日前办理，已超期" in listed
