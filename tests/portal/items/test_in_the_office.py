"""From the office: a draft as readers will see it, the way to the public page, and what is taken off it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.conftest import Office, body
from tests.portal.items.conftest import Pages, again_published, text

from gongkai.agencies.models import PostRole
from gongkai.channels import addresses
from gongkai.disclosure.models import ColumnKind
from gongkai.disclosure.tombstones import HIDDEN_TITLE

pytestmark = pytest.mark.any_database


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_preview_shows_the_draft_on_the_public_page(office: Office) -> None:
    item = office.published(body=body("公开的正文。"))
    office.revised(item, body=body("还没有审的正文。"))
    address = reverse("office:item-preview", args=[item.pk])
    answer = client_of(office.drafter).get(address)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "还没有审的正文" in page and "最新一稿" in page
    assert "台账第" not in page and "打印版" not in page
    other = office.world.of("永兴镇", PostRole.CHIEF)
    assert client_of(other).get(address).status_code == 404
    assert "还没有审的正文" not in Client().get(address, follow=True).content.decode()


def test_the_items_screen_leads_to_its_public_page(office: Office) -> None:
    draft = office.draft()
    client = client_of(office.chief)
    screen = reverse("office:item", args=[draft.pk])
    assert "公开页面" not in client.get(screen).content.decode()
    item = office.reviewed(draft)
    assert f'href="{addresses.link(addresses.item(item))}"' in client.get(screen).content.decode()


def test_a_title_is_hidden_with_the_withdrawal(office: Office, pages: Pages) -> None:
    item = office.published("关于王五低保待遇的公示")
    form = {"reason": "标题含个人信息", "hide_title": "1"}
    client_of(office.chief).post(reverse("office:item-withdraw", args=[item.pk]), form)
    page = text(pages(item)[addresses.item(item)])
    assert HIDDEN_TITLE in page and "王五" not in page


def test_earlier_versions_are_taken_off(office: Office, pages: Pages) -> None:
    item = office.published(body=body("王五的病情。"))
    address = reverse("office:item-conceal", args=[item.pk])
    client = client_of(office.chief)
    assert client.get(address).status_code == 403
    item = again_published(office, item, body=body("已经删去。"))
    assert client.get(address).status_code == 200
    assert client.post(address, {"what": "earlier_versions"}).status_code == 422
    answer = client.post(address, {"what": "earlier_versions", "reason": "涉及个人隐私"})
    assert answer.status_code == 302
    assert "王五" not in text(pages(item)[addresses.history(item)])
    assert client.get(address).status_code == 403


def test_the_document_that_ended_another_is_named_by_its_number(office: Office, pages: Pages) -> None:
    old = office.published("旧办法", ColumnKind.DOCUMENT)
    new = office.published("新办法", ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕5号")
    form = {"validity": "repealed", "on": "2024-06-03", "basis": "新办法第九条"}
    address = reverse("office:item-validity", args=[old.pk])
    client = client_of(office.chief)
    answer = client.post(address, {**form, "basis_item": "测惠府发〔2024〕6号"})
    assert answer.status_code == 422 and "没有索引号或者文号" in answer.content.decode()
    client.post(address, {**form, "basis_item": "测惠府发〔2024〕5号"})
    assert addresses.link(addresses.item(new)) in text(pages(old)[addresses.item(old)])
