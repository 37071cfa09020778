"""What is noted for the copy: what readers see, and nothing that they do not."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from tests.disclosure.conftest import Office

from gongkai.agencies.actions import ChangeAccount, RecordTraining, ResetPassword
from gongkai.agencies.models import Agency, PostRole
from gongkai.channels.models import PendingChange
from gongkai.disclosure.actions.change_settings import ChangeColumn
from gongkai.disclosure.actions.withdraw import Withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def _noted() -> list[tuple[int | None, int | None]]:
    found = list(PendingChange.objects.values_list("item_id", "agency_id"))
    PendingChange.objects.all().delete()
    return found


def test_an_item_is_noted_when_it_goes_out_and_when_it_comes_off(office: Office) -> None:
    item = office.draft()
    office.submit(item)
    assert _noted() == []
    item = office.reviewed(office.draft("另一件"))
    assert (item.pk, None) in _noted()
    Withdraw(item, office.chief, "内容有误").perform()
    assert _noted() == [(item.pk, None)]


def test_a_leader_who_is_called_otherwise_is_noted_for_the_bodies_that_he_leads(office: Office) -> None:
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    chief, county = office.chief, Agency.objects.get(short_name="测试县")
    called = {"name": "新名字", "work_telephone": "", "email": "", "agency": county}
    ChangeAccount(chief, keeper, **called).perform()
    assert _noted() == [(None, office.agency.pk)]


def test_what_readers_do_not_see_is_not_noted(office: Office) -> None:
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    ResetPassword(office.drafter, keeper).perform()
    day = datetime.date(2024, 5, 6)
    RecordTraining(office.agency, keeper, day, "公开条例", Decimal(2), [office.drafter]).perform()
    assert _noted() == []


def test_a_column_is_noted_for_its_body(office: Office) -> None:
    column = office.column()
    column.description = "镇里的通知和公告。"
    ChangeColumn(column, office.chief).perform()
    assert _noted() == [(None, office.agency.pk)]
