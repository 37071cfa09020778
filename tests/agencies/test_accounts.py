"""Accounts: opened, switched off and on, reset; always by somebody else."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import (
    ChangeAccount,
    OpenAccount,
    ResetPassword,
    SwitchOffAccount,
    SwitchOnAccount,
)
from gongkai.agencies.models import Person, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.agencies.sign_in.elsewhere import TieIdentity, identity_of
from gongkai.agencies.sign_in.second_factor import ResetSecondFactor

from .conftest import TODAY


def reasons_of(action: Any) -> str:
    with pytest.raises(Refused) as refused:
        action.perform()
    return "\n".join(refused.value.reasons)


@pytest.fixture
def administrator(world: World) -> Person:
    return world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)


def test_an_account_begins_with_a_password_for_once(world: World, administrator: Person) -> None:
    opened = OpenAccount(
        world.agency("惠民镇"), administrator, " 李明 ", "liming", email="L@x.gov.cn"
    ).perform()
    person = Person.objects.get(username="liming")
    assert opened.person == person and person.name == "李明" and person.email == "l@x.gov.cn"
    assert person.check_password(opened.password) and person.agency == world.agency("惠民镇")
    assert person.one_time_password_until is not None
    assert person.one_time_password_until > timezone.now() + datetime.timedelta(days=6)
    assert powers_of(person, TODAY).holdings == ()
    entry = AuditEntry.objects.filter(act="OpenAccount").first()
    assert entry and opened.password not in str(entry.details)


@pytest.mark.parametrize(
    ("name", "username", "said"),
    [
        ("", "liming", "请填写姓名"),
        ("李明", " ", "请填写用户名"),
        ("李明", "li ming!", "用户名"),
        ("李明", "CHIEF1", "已经有人用了"),
    ],
)
def test_what_is_wrong_with_an_account(
    world: World, administrator: Person, name: str, username: str, said: str
) -> None:
    assert said in reasons_of(OpenAccount(world.agency("惠民镇"), administrator, name, username))


def test_an_address_of_mail_is_one_accounts(world: World, administrator: Person) -> None:
    OpenAccount(world.agency("惠民镇"), administrator, "甲", "jia", email="a@x.gov.cn").perform()
    second = OpenAccount(world.agency("惠民镇"), administrator, "乙", "yi", email="A@x.gov.cn")
    assert "已经登记在别的账号上" in reasons_of(second)


def test_only_administrators_above_open_accounts(world: World) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    OpenAccount(world.agency("惠民镇"), keeper, "甲", "jia").perform()
    assert "永兴镇或者它上级机关" in reasons_of(OpenAccount(world.agency("永兴镇"), keeper, "乙", "yi"))
    chief = world.of("测试县", PostRole.CHIEF)
    assert "账号管理员" in reasons_of(OpenAccount(world.agency("惠民镇"), chief, "乙", "yi"))


def test_off_means_no_powers_and_on_means_another_password(world: World, administrator: Person) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    before = chief.password
    SwitchOffAccount(chief, administrator).perform()
    chief.refresh_from_db()
    assert not powers_of(chief, TODAY).holdings
    assert "已经停用" in reasons_of(SwitchOffAccount(chief, administrator))
    assert "请先恢复账号" in reasons_of(ResetPassword(chief, administrator))
    opened = SwitchOnAccount(chief, administrator).perform()
    chief.refresh_from_db()
    assert chief.is_active and chief.password != before and chief.check_password(opened.password)
    assert powers_of(chief, TODAY).holdings
    assert "不必恢复" in reasons_of(SwitchOnAccount(chief, administrator))


def test_the_last_keeper_of_accounts_stays(world: World, administrator: Person) -> None:
    assert "没有别的账号管理员" in reasons_of(SwitchOffAccount(administrator, None))
    second = world.newcomer("second")
    world.appoint(second, "测试县", PostRole.ACCOUNT_ADMINISTRATOR, "第二账号管理员")
    SwitchOffAccount(administrator, None).perform()
    assert "没有别的账号管理员" in reasons_of(SwitchOffAccount(second, None))


def test_nothing_is_done_to_ones_own_account(world: World, administrator: Person) -> None:
    for action in (
        SwitchOffAccount(administrator, administrator),
        ResetPassword(administrator, administrator),
        ResetSecondFactor(administrator, administrator),
        TieIdentity(administrator, administrator, "x"),
    ):
        assert "不能" in reasons_of(action)


def test_a_reset_password_is_for_once_again(world: World, administrator: Person) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    opened = ResetPassword(drafter, administrator).perform()
    drafter.refresh_from_db()
    assert drafter.check_password(opened.password) and drafter.one_time_password_until


def test_an_account_moves_only_between_bodies_of_one_keeper(world: World, administrator: Person) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    wanted = {"name": "新名", "work_telephone": "1", "email": "", "agency": world.agency("永兴镇")}
    assert "才能接收账号" in reasons_of(ChangeAccount(drafter, keeper, **wanted))
    ChangeAccount(drafter, administrator, **wanted).perform()
    drafter.refresh_from_db()
    assert drafter.name == "新名" and drafter.agency == world.agency("永兴镇")


def test_an_identity_elsewhere_is_one_persons(world: World, administrator: Person) -> None:
    chief, drafter = world.of("惠民镇", PostRole.CHIEF), world.of("惠民镇", PostRole.DRAFTER)
    TieIdentity(chief, administrator, "gov-1").perform()
    assert identity_of(chief) == "gov-1"
    assert "已经绑定在" in reasons_of(TieIdentity(drafter, administrator, "gov-1"))
    TieIdentity(chief, administrator, "").perform()
    assert identity_of(chief) == ""
    TieIdentity(drafter, administrator, "gov-1").perform()
