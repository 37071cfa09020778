"""A government's own sign-in: it opens an account that an administrator tied to it, and never makes one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import clear_url_caches
from tests.office.government import Government
from tests.site.chinese_pages import english_left
from tests.world import World

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import SwitchOffAccount
from gongkai.agencies.models import Person, PostRole
from gongkai.agencies.sign_in.elsewhere import TieIdentity
from gongkai.site import sign_in
from gongkai.site.environment import read

BEGIN = "/office/account/oidc/government/login/"


def reload_addresses() -> None:
    for name in ("gongkai.agencies.sign_in.urls", "gongkai.site.urls"):
        if name in sys.modules:
            importlib.reload(sys.modules[name])
    clear_url_caches()


@pytest.fixture
def government(settings: Any) -> Iterator[Government]:
    with Government() as provider:
        environment = read(
            {
                "GONGKAI_OIDC_SERVER": provider.address,
                "GONGKAI_OIDC_CLIENT_ID": provider.client_id,
                "GONGKAI_OIDC_CLIENT_SECRET": provider.secret,
                "GONGKAI_OIDC_NAME": "蜀政通",
            }
        )
        settings.SOCIALACCOUNT_PROVIDERS = sign_in.providers(environment)
        reload_addresses()
        yield provider
        settings.SOCIALACCOUNT_PROVIDERS = {}
        reload_addresses()


def come_back(client: Client, government: Government) -> Any:
    return client.get(government.send_back(client.post(BEGIN)["Location"]))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def tie(world: World, government: Government, person: Person) -> None:
    administrator = world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    TieIdentity(person, administrator, government.subject).perform()


def test_an_identity_that_was_tied_opens_its_account(
    world: World, client: Client, government: Government
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    tie(world, government, drafter)
    page = client.get("/office/account/login/").content.decode()
    assert "用蜀政通登录" in page and english_left(page) == []
    answer = come_back(client, government)
    assert answer.status_code == 302 and client.session["_auth_user_id"] == str(drafter.pk)
    assert client.get("/office/agencies/").status_code == 200
    entry = AuditEntry.objects.filter(act="SignIn").get()
    assert entry.recorded_by == drafter and entry.details["ways"] == ["统一身份认证"]


def test_an_identity_that_nobody_knows_makes_no_account(
    world: World, client: Client, government: Government
) -> None:
    people = Person.objects.count()
    answer = come_back(client, government)
    assert answer.status_code == 403 and not signed_in(client)
    page = answer.content.decode()
    assert government.subject in page and english_left(page) == []
    assert Person.objects.count() == people and not SocialAccount.objects.exists()
    entry = AuditEntry.objects.get()
    assert entry.refused and entry.details["identity"] == government.subject


def test_a_user_name_or_a_mail_address_there_is_no_account_here(
    world: World, client: Client, government: Government
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    government.subject = drafter.username
    assert come_back(client, government).status_code == 403 and not signed_in(client)


def test_who_is_switched_off_here_stays_outside(world: World, client: Client, government: Government) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    tie(world, government, drafter)
    SwitchOffAccount(drafter, world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)).perform()
    assert come_back(client, government).status_code == 403 and not signed_in(client)


def test_the_second_factor_is_asked_all_the_same(
    world: World, client: Client, government: Government
) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    tie(world, government, chief)
    TOTP.activate(chief, generate_totp_secret())
    answer = come_back(client, government)
    assert answer["Location"] == "/office/account/second-factor/authenticate/" and not signed_in(client)


def test_a_forged_way_back_leads_nowhere(world: World, client: Client, government: Government) -> None:
    tie(world, government, world.of("惠民镇", PostRole.DRAFTER))
    way = government.send_back(client.post(BEGIN)["Location"])
    other = Client()
    other.get(way)
    assert not signed_in(other)
    tampered = client.get(way.replace("code=", "code=0"))
    assert not signed_in(client) and english_left(tampered.content.decode()) == []


def test_who_cancels_there_is_told_so(world: World, client: Client, government: Government) -> None:
    government.refuses = True
    answer = come_back(client, government)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert english_left(page.content.decode()) == [] and not signed_in(client)
    assert client.get(BEGIN).status_code == 200, "a link alone signs nobody in"


def test_without_settings_there_is_no_such_way(db: None, client: Client) -> None:
    assert client.post(BEGIN).status_code == 404
