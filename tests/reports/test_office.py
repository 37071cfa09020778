"""The office's screens of annual reports: made from a file, looked at before review."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.disclosure.conftest import Office
from tests.reports.conftest import Reporting, town_report, upload

from gongkai.disclosure.models import ColumnKind, Item

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEW = "/office/reports/new/"


@pytest.fixture
def drafter(office: Office, client: Client) -> Client:
    office.column(ColumnKind.ANNUAL_REPORT)
    client.force_login(office.drafter, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(response: Any) -> str:
    return str(response.content.decode())


def test_a_file_is_read_and_its_tables_are_shown(drafter: Client) -> None:
    sent = drafter.post(NEW, {"year": "2023", "upload": upload(town_report())}, follow=True)
    item = Item.objects.get()
    assert sent.redirect_chain == [(reverse("office:item-report", args=(item.pk,)), 302)]
    page = shown(sent)
    assert "已读出年度报告" in page and ">136</td>" in page and page.count("<caption>") == 3
    assert "勾稽关系、与上年和正文的核对都没有发现问题。" in page
    assert "年报表格" in shown(drafter.get(reverse("office:item", args=(item.pk,))))


def test_what_is_wrong_with_the_figures_stands_above_the_tables(drafter: Client) -> None:
    report = town_report(figures={"applications.carried_out.natural_person": 9})
    page = shown(drafter.post(NEW, {"year": "2023", "upload": upload(report)}, follow=True))
    assert "office-finding blocking" in page and "须处理" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"year": "2023"}, "请选择年度报告文件。"),
        ({"year": "2999", "upload": SimpleUploadedFile("a.txt", b"x")}, "2999年还没有到"),
        ({"year": "abc", "upload": SimpleUploadedFile("a.txt", b"x")}, "请用四位数字填写年度"),
        ({"year": "2023", "upload": SimpleUploadedFile("a.txt", b"")}, "文件是空的"),
        ({"year": "2022", "upload": upload(town_report())}, "您选的是2022年"),
    ],
)
def test_what_is_unsuitable_is_said_and_nothing_is_saved(drafter: Client, sent: Any, said: str) -> None:
    response = drafter.post(NEW, sent)
    assert response.status_code == 422
    assert said in shown(response) and "什么都没有保存" in shown(response)
    assert not Item.objects.exists()


def test_an_attachment_that_cannot_be_read_is_named(drafter: Client, office: Office) -> None:
    from gongkai.disclosure.actions.attach import Attach

    item = office.draft("惠民镇2023年政府信息公开工作年度报告", ColumnKind.ANNUAL_REPORT)
    Attach(item, office.drafter, SimpleUploadedFile("扫描.txt", "盖章扫描件".encode())).perform()
    page = shown(drafter.get(reverse("office:item-report", args=(item.pk,))))
    assert "没有读得出的年度报告" in page and "“扫描.txt”" in page
    notice = office.draft()
    assert drafter.get(reverse("office:item-report", args=(notice.pk,))).status_code == 404


def test_the_screen_asks_the_database_no_oftener_for_more_files(
    drafter: Client, office: Office, reporting: Reporting
) -> None:
    from gongkai.disclosure.actions.attach import Attach

    item = reporting.made(town_report())
    address = reverse("office:item-report", args=(item.pk,))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            drafter.get(address)
        return len(queries)

    asked()
    one = asked()
    for number in range(3):
        file = SimpleUploadedFile(f"说明{number}.txt", f"说明{number}".encode())
        Attach(office.again(item), office.drafter, file).perform()
    asked()  # the files are read
    # A file among a revision's attachments is looked up one by one, as on every screen of an item.
    assert asked() <= one + 3


@pytest.mark.parametrize(
    ("slug", "kind", "refused"),
    [("xx", "news", True), ("nb", "news", True), ("nb", "annual_report", False), ("zwdt", "news", False)],
)
def test_a_column_stands_where_nothing_else_does(office: Office, slug: str, kind: str, refused: bool) -> None:
    from gongkai.office.forms.arrangement import ColumnForm

    typed = {"name": "栏目", "slug": slug, "kind": kind, "rank": "10", "in_service": "on"}
    assert ("slug" in ColumnForm(typed, agency=office.agency).errors) == refused
