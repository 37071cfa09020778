"""A keeper of accounts who lost password and second factor is helped on the server; nobody else is."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from tests.world import PASSWORD, World

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Person, PostRole
from gongkai.agencies.sign_in.way_back import RegainSignIn, keepers


@pytest.fixture
def keeper(world: World) -> Person:
    return world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)


def test_keeper_of_accounts_comes_in_again(keeper: Person) -> None:
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.RECOVERY_CODES, data={})
    AccessAttempt.objects.create(
        username=keeper.username,
        ip_address="203.0.113.7",
        failures_since_start=99,
        attempt_time=timezone.now(),
    )
    browser = Client()
    browser.force_login(keeper)
    opened = RegainSignIn(keeper, "gongkai（root）").perform()
    keeper.refresh_from_db()
    assert keeper.check_password(opened.password) and not keeper.check_password(PASSWORD)
    assert keeper.one_time_password_until is not None
    assert not Authenticator.objects.filter(user=keeper).exists()
    assert not AccessAttempt.objects.filter(username=keeper.username).exists()
    # Who sits at a computer that was left signed in is out.
    assert browser.get("/office/").status_code == 302
    entry = AuditEntry.objects.get(act="RegainSignIn")
    assert (entry.recorded_by, entry.subject_id, entry.refused) == (None, str(keeper.pk), False)
    assert entry.details == {"username": keeper.username, "operator": "gongkai（root）", "factors": 2}


@pytest.mark.parametrize("role", [PostRole.AUDITOR, PostRole.CHIEF])
def test_others_are_helped_by_their_keeper_of_accounts(world: World, role: PostRole) -> None:
    person = next(holder for (_, held), holder in world.people.items() if held == role)
    with pytest.raises(Refused, match="不是账号管理员"):
        RegainSignIn(person, "root").perform()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert AuditEntry.objects.get(act="RegainSignIn").refused


def test_keeper_who_was_switched_off_stays_out(keeper: Person) -> None:
    keeper.is_active = False
    keeper.save()
    assert keeper not in keepers()
    with pytest.raises(Refused, match="已经停用"):
        RegainSignIn(keeper, "root").perform()
