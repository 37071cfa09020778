"""Signing in: by password, with a second factor, locked out, and what is recorded of each."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.site.chinese_pages import english_left
from tests.world import PASSWORD, World

from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import OpenAccount, ResetPassword, SwitchOffAccount
from gongkai.agencies.models import Person, PostRole
from gongkai.agencies.sign_in import sealing
from gongkai.agencies.sign_in.second_factor import ResetSecondFactor, sealed_with_another_key

LOGIN = "/office/account/login/"


@pytest.fixture(autouse=True)
def strict(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.AXES_COOLOFF_TIME = datetime.timedelta(minutes=30)
    monkeypatch.setenv("GONGKAI_TODAY", "2024-06-03")


def sign_in(client: Client, person: Person | str, password: str = PASSWORD, **extra: Any) -> Any:
    username = person if isinstance(person, str) else person.username
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of(secret: str, steps: int = 0) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter + steps)))


def with_authenticator(person: Person) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return str(secret)


def confirm(client: Client) -> None:
    """Say the password once more, as is asked before one's account is changed."""
    client.post("/office/account/reauthenticate/", {"password": PASSWORD})


def acts(person: Person | None = None) -> list[str]:
    entries = AuditEntry.objects.order_by("pk")
    if person is not None:
        entries = entries.filter(subject_type="agencies.person", subject_id=str(person.pk))
    return list(entries.values_list("act", flat=True))


def test_a_page_of_the_office_leads_to_the_sign_in_and_back(world: World, client: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    answer = client.get("/office/agencies/")
    assert answer.status_code == 302 and answer["Location"] == f"{LOGIN}?next=/office/agencies/"
    page = client.get(answer["Location"])
    assert page.status_code == 200 and english_left(page.content.decode()) == []
    answer = client.post(
        LOGIN, {"login": drafter.username, "password": PASSWORD, "next": "/office/agencies/"}
    )
    assert answer["Location"] == "/office/agencies/"
    assert client.get("/office/agencies/").status_code == 200
    assert acts(drafter) == ["SignIn"]
    client.post("/office/account/logout/")
    assert not signed_in(client) and acts(drafter) == ["SignIn", "SignOut"]


def test_wagtails_sign_in_is_ours(client: Client, db: None) -> None:
    answer = client.get("/office/login/?next=/office/items/")
    assert answer.status_code == 302 and answer["Location"] == f"{LOGIN}?next=/office/items/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_after_signing_in_one_stays_here(world: World, client: Client, elsewhere: str) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    answer = client.post(LOGIN, {"login": drafter.username, "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == reverse("office:home")


def test_a_wrong_password_keeps_the_name_and_says_nothing_of_the_account(
    world: World, client: Client
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    known, unknown = sign_in(client, drafter, "wrong"), sign_in(client, "nobody", "wrong")
    assert drafter.username in known.content.decode()
    for answer, name in ((known, drafter.username), (unknown, "nobody")):
        said = answer.context["form"].non_field_errors()
        assert said == known.context["form"].non_field_errors() and said
        assert not signed_in(client), name
    assert acts(drafter) == ["SignInFailed"]
    # What was typed as a name may have been a password: it is nowhere.
    assert not AuditEntry.objects.filter(details__icontains="nobody").exists()
    assert english_left(known.content.decode(), [drafter.username]) == []


def test_too_many_wrong_passwords_lock_for_a_while(world: World, client: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    for _ in range(2):
        assert sign_in(client, drafter, "wrong").status_code == 200
    locked = sign_in(client, drafter, "wrong")
    assert locked.status_code == 429 and int(locked["Retry-After"]) == 1800
    page = locked.content.decode()
    assert "约30分钟" in page and english_left(page) == []
    assert sign_in(client, drafter).status_code == 429
    assert sign_in(client, drafter.username.upper()).status_code == 429
    assert not signed_in(client)
    assert sorted(acts(drafter)) == ["SignInFailed", "SignInFailed", "SignInFailed", "SignInLocked"]
    # Another address, and another account from the same address, are free.
    assert sign_in(Client(), drafter, REMOTE_ADDR="10.1.1.1").status_code == 302
    assert sign_in(Client(), world.of("永兴镇", PostRole.DRAFTER)).status_code == 302
    # The lock ends by itself, and trying meanwhile did not lengthen it.
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=31))
    assert sign_in(client, drafter).status_code == 302 and signed_in(client)


def test_many_addresses_against_one_account_lock_the_account(world: World) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    for number in range(30):
        sign_in(Client(), drafter, "wrong", REMOTE_ADDR=f"10.0.{number}.1")
    assert sign_in(Client(), drafter, REMOTE_ADDR="10.9.9.9").status_code == 429


def test_one_address_against_many_accounts_is_locked(world: World) -> None:
    for number in range(30):
        sign_in(Client(), f"guess{number}", "wrong", REMOTE_ADDR="10.0.0.1")
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    assert sign_in(Client(), drafter, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert sign_in(Client(), drafter, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_an_administrator_lifts_the_lock_with_a_new_password(world: World, client: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    for _ in range(3):
        sign_in(client, drafter, "wrong")
    administrator = world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    with_authenticator(administrator)
    office = Client()
    office.force_login(administrator)
    answer = office.post(reverse("office:person-reset-password", args=[drafter.pk]))
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    password = answer.context["opened"].password
    assert password in answer.content.decode()
    assert sign_in(client, drafter, password).status_code == 302


def test_a_one_time_password_leads_to_ones_own(world: World, client: Client) -> None:
    administrator = world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    opened = OpenAccount(world.agency("惠民镇"), administrator, "李明", "liming").perform()
    world.appoint(opened.person, "惠民镇", PostRole.GROUP_MEMBER, "成员")
    sign_in(client, "liming", opened.password)
    for address in ("/office/", "/office/agencies/", "/office/account/"):
        assert client.get(address)["Location"].startswith("/office/account/password/"), address
    change = "/office/account/password/"
    assert english_left(client.get(change).content.decode(), ["liming"]) == []
    wrong = {"oldpassword": opened.password, "password1": opened.password, "password2": opened.password}
    assert "不同" in client.post(change, wrong).content.decode()
    weak = {"oldpassword": opened.password, "password1": "liming", "password2": "liming"}
    said = client.post(change, weak).context["form"].errors["password1"]
    assert "口令至少10位。" in said and not any("密码" in each for each in said)
    right = {"oldpassword": opened.password, "password1": "Zhi-7-Wan-Fang", "password2": "Zhi-7-Wan-Fang"}
    assert client.post(change, right).status_code == 302
    assert client.get("/office/agencies/").status_code == 200
    person = Person.objects.get(username="liming")
    assert person.one_time_password_until is None and acts(person)[-1] == "ChangePassword"
    assert sign_in(Client(), "liming", opened.password).status_code == 200


def test_a_one_time_password_does_not_wait_for_ever(world: World, client: Client) -> None:
    opened = OpenAccount(world.agency("惠民镇"), None, "李明", "liming").perform()
    Person.objects.filter(username="liming").update(one_time_password_until=timezone.now())
    answer = sign_in(client, "liming", opened.password)
    assert "一次性口令已经过期" in answer.content.decode() and not signed_in(client)


def test_resetting_and_switching_off_end_the_sessions(world: World) -> None:
    drafter, administrator = (
        world.of("惠民镇", PostRole.DRAFTER),
        world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
    )
    for action in (ResetPassword, SwitchOffAccount):
        client = Client()
        client.force_login(Person.objects.get(pk=drafter.pk))
        Person.objects.filter(pk=drafter.pk).update(one_time_password_until=None)
        assert client.get("/office/agencies/").status_code == 200
        action(drafter, administrator).perform()
        assert client.get("/office/agencies/").status_code == 302


def test_who_is_switched_off_does_not_sign_in(world: World, client: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    SwitchOffAccount(drafter, world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)).perform()
    assert sign_in(client, drafter).status_code == 200 and not signed_in(client)


@pytest.mark.parametrize(
    ("short_name", "role"),
    [
        ("惠民镇", PostRole.CHIEF),
        ("惠民镇", PostRole.DEPUTY_LEADER),
        ("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
    ],
)
def test_who_decides_sets_up_a_second_factor_first(
    world: World, client: Client, short_name: str, role: PostRole, django_capture_on_commit_callbacks: Any
) -> None:
    person = world.of(short_name, role)
    sign_in(client, person)
    for address in (
        "/office/",
        "/office/agencies/",
        "/office/items/",
        "/office/register/",
        "/office/account/",
    ):
        assert client.get(address)["Location"] == "/office/account/second-factor/", address
    asked = client.get("/office/account/second-factor/totp/activate/")
    assert asked["Location"].startswith("/office/account/reauthenticate/")
    confirm(client)
    page = client.get("/office/account/second-factor/totp/activate/")
    assert english_left(page.content.decode(), [person.username]) == []
    secret = page.context["form"].secret
    wrong = client.post("/office/account/second-factor/totp/activate/", {"code": "000000"})
    assert wrong.context["form"].errors and not Authenticator.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/office/account/second-factor/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302
    codes = client.get(answer["Location"])
    assert (
        len(codes.context["unused_codes"]) == 10
        and english_left(codes.content.decode(), [person.username]) == []
    )
    assert client.get("/office/agencies/").status_code == 200
    assert acts(person).count("AddFactor") == 2
    again = client.get("/office/account/second-factor/recovery-codes/")
    assert codes.context["unused_codes"][0] not in again.content.decode()


def test_who_stands_in_for_a_leader_needs_it_too(world: World, client: Client) -> None:
    from gongkai.agencies.actions import Delegate

    deputy, day = world.newcomer("standing-in"), datetime.date(2024, 6, 3)
    chief = world.of("惠民镇", PostRole.CHIEF)
    world.appoint(deputy, "惠民镇", PostRole.DRAFTER, "副岗")
    sign_in(client, deputy)
    assert client.get("/office/agencies/").status_code == 200
    Delegate(world.appointments["惠民镇", PostRole.CHIEF], chief, deputy, day, day, "休假").perform()
    assert client.get("/office/agencies/")["Location"] == "/office/account/second-factor/"


def test_signing_in_with_a_code(world: World, client: Client) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    secret = with_authenticator(chief)
    answer = sign_in(client, chief)
    assert answer["Location"] == "/office/account/second-factor/authenticate/" and not signed_in(client)
    assert client.get("/office/agencies/").status_code == 302
    page = client.get(answer["Location"])
    assert english_left(page.content.decode()) == []
    assert 'autocomplete="one-time-code"' in page.content.decode()
    wrong = client.post(answer["Location"], {"code": "abc"})
    assert wrong.context["form"].errors and not signed_in(client)
    code = code_of(secret)
    assert client.post(answer["Location"], {"code": code}).status_code == 302 and signed_in(client)
    assert client.get("/office/agencies/").status_code == 200
    assert acts(chief) == ["SecondFactorFailed", "SignIn"]
    assert AuditEntry.objects.filter(act="SignIn").get().details["ways"] == ["口令", "第二道验证"]
    # The same code does not open a second time.
    other = Client()
    sign_in(other, chief)
    other.post(answer["Location"], {"code": code})
    assert not signed_in(other)


def test_a_code_opens_once_whichever_process_of_the_office_is_asked(world: World, client: Client) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    code = code_of(with_authenticator(chief))
    client.post(sign_in(client, chief)["Location"], {"code": code})
    assert signed_in(client)
    cache.clear()  # what the first process has in memory the second has not
    other = Client()
    other.post(sign_in(other, chief)["Location"], {"code": f" {code[:3]} {code[3:]}"})
    assert not signed_in(other)
    assert acts(chief)[-1] == "SecondFactorFailed"


def test_wrong_codes_lock_like_wrong_passwords(world: World, client: Client) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    secret = with_authenticator(chief)
    page = sign_in(client, chief)["Location"]
    for _ in range(2):
        assert client.post(page, {"code": "000000"}).status_code == 200
    assert client.post(page, {"code": "000000"}).status_code == 429
    assert client.post(page, {"code": code_of(secret)}).status_code == 429
    assert not signed_in(client) and sign_in(Client(), chief).status_code == 429
    assert sorted(acts(chief)) == [*["SecondFactorFailed"] * 3, "SignInLocked"]


def test_a_recovery_code_opens_once(world: World, client: Client) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    with_authenticator(chief)
    code = RecoveryCodes.activate(chief).get_unused_codes()[0]
    page = sign_in(client, chief)["Location"]
    client.post(page, {"code": code})
    assert signed_in(client)
    other = Client()
    sign_in(other, chief)
    other.post(page, {"code": code})
    assert not signed_in(other)


def test_the_last_factor_of_a_leader_stays(world: World, client: Client) -> None:
    chief, drafter = world.of("惠民镇", PostRole.CHIEF), world.of("惠民镇", PostRole.DRAFTER)
    for person, stays in ((chief, True), (drafter, False)):
        secret = with_authenticator(person)
        own = Client()
        own.post(sign_in(own, person)["Location"], {"code": code_of(secret)})
        confirm(own)
        own.post("/office/account/second-factor/totp/deactivate/")
        assert Authenticator.objects.filter(user=person, type="totp").exists() is stays
    assert acts(drafter)[-1] == "RemoveFactor"


def test_a_lost_telephone(world: World, client: Client) -> None:
    chief, administrator = (
        world.of("惠民镇", PostRole.CHIEF),
        world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
    )
    with_authenticator(chief)
    ResetSecondFactor(chief, administrator).perform()
    sign_in(client, chief)
    assert signed_in(client)
    assert client.get("/office/agencies/")["Location"] == "/office/account/second-factor/"


def test_changes_of_factors_ask_again_who_one_is(world: World, client: Client) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    secret = with_authenticator(chief)
    client.post(sign_in(client, chief)["Location"], {"code": code_of(secret)})
    confirm(client)
    assert client.get("/office/account/second-factor/webauthn/add/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": time.time() - 3600} for each in session["account_authentication_methods"]
    ]
    session.save()
    for page in ("totp/deactivate", "webauthn/add", "recovery-codes/generate"):
        answer = client.get(f"/office/account/second-factor/{page}/")
        assert answer.status_code == 302 and "reauthenticate" in answer["Location"], page
        again = client.get(answer["Location"])
        assert again.status_code == 200 and english_left(again.content.decode(), [chief.username]) == []


def test_secrets_are_sealed_in_the_database(world: World, settings: Any) -> None:
    secret = with_authenticator(world.of("惠民镇", PostRole.CHIEF))
    stored = str(Authenticator.objects.get().data)
    assert secret not in stored and "sm4:" in stored
    key = bytes(settings.DATA_KEY)
    sealed = sealing.seal("口令", key)
    assert sealing.unseal(sealed, key) == "口令" and sealing.seal("口令", key) != sealed
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    torn = ("口令", sealed[:12], "sm4:abc", "sm4:")
    for wrong_sealed, wrong_key in ((changed, key), (sealed, bytes(32)), *((each, key) for each in torn)):
        with pytest.raises(sealing.Unsealable):
            sealing.unseal(wrong_sealed, wrong_key)


def test_a_backup_without_its_key_is_counted_and_said_at_the_code(
    world: World, client: Client, settings: Any
) -> None:
    chief = world.of("惠民镇", PostRole.CHIEF)
    secret = with_authenticator(chief)
    assert sealed_with_another_key() == 0
    settings.DATA_KEY = bytes(32)
    assert sealed_with_another_key() == 1
    answer = sign_in(client, chief, follow=True)
    answer = client.post(answer.request["PATH_INFO"], {"code": code_of(secret)})
    assert "服务器上的加密密钥换过了" in answer.content.decode()
    assert not signed_in(client)


def test_recovery_codes_sealed_with_another_key_are_said_and_can_be_made_anew(
    world: World, client: Client, settings: Any
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    with_authenticator(drafter)
    RecoveryCodes.activate(drafter)
    client.force_login(drafter)
    confirm(client)
    settings.DATA_KEY = bytes(32)
    own = "/office/account/second-factor/"
    page = client.get(own)
    assert page.status_code == 200 and "恢复码读不出来" in page.content.decode()
    for address in (f"{own}recovery-codes/", f"{own}recovery-codes/generate/"):
        page = client.get(address)
        text = page.content.decode()
        assert page.status_code == 503 and "keys/data" in text and english_left(text, ["keys/data"]) == []
    made = client.post(f"{own}recovery-codes/generate/", follow=True)
    assert made.status_code == 200 and 'id="recovery_codes"' in made.content.decode()
    assert "还有10个没有用过" in client.get(own).content.decode()


def test_nobody_signs_up_and_what_is_not_used_is_not_there(world: World, client: Client) -> None:
    for page in (
        "signup/",
        "email/",
        "3rdparty/",
        "login/code/",
        "confirm-email/",
        "forgotten/",
        "oidc/x/login/",
    ):
        assert client.get(f"/office/account/{page}").status_code == 404, page


def test_all_pages_of_ones_account_are_chinese_and_no_script_is_inline(world: World, client: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    secret = with_authenticator(drafter)
    client.post(sign_in(client, drafter)["Location"], {"code": code_of(secret)})
    confirm(client)
    pages = (
        "",
        "logout/",
        "password/",
        "second-factor/",
        "second-factor/totp/deactivate/",
        "second-factor/webauthn/",
        "second-factor/webauthn/add/",
        "second-factor/recovery-codes/generate/",
    )
    for page in pages:
        answer = client.get(f"/office/account/{page}")
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert english_left(text, [drafter.username]) == [], page
        assert "<script>" not in text and " style=" not in text and " onclick=" not in text, page
