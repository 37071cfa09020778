"""Who asks, for how long he stays signed in, which passwords are taken, and what of all this is logged."""

from __future__ import annotations

import io
import json
import logging
import time

import pytest
import structlog
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from gongkai.agencies.models import Person
from gongkai.site import logs
from gongkai.site.middleware import Forwarded, RequestLog


@pytest.mark.parametrize(
    ("peer", "header", "asker"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "127.0.0.1", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        # What stands left of the first address that is no proxy of ours anybody may have written.
        ("127.0.0.1", "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 127.0.0.1", "203.0.113.5"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        # Another port at each connection would be another asker each time.
        ("127.0.0.1", "203.0.113.5:51234", "203.0.113.5"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "[2001:db8::7]:51234", "2001:db8::7"),
        ("127.0.0.1", "::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        ("127.0.0.1", "127.0.0.1:51234", "127.0.0.1"),
        # No address: not this machine's, and one that a database takes.
        ("127.0.0.1", "unknown", "0.0.0.0"),
    ],
)
def test_address_of_the_asker(peer: str, header: str, asker: str) -> None:
    seen = {}

    def answer(request: object) -> HttpResponse:
        seen.update(request.META)  # type: ignore[attr-defined]
        return HttpResponse()

    more = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    Forwarded(answer)(RequestFactory().get("/", REMOTE_ADDR=peer, **more))
    assert seen["REMOTE_ADDR"] == asker


def test_https_is_believed_from_the_web_server_in_front_only() -> None:
    secure = []

    def answer(request: object) -> HttpResponse:
        secure.append(request.is_secure())  # type: ignore[attr-defined]
        return HttpResponse()

    for peer in ("127.0.0.1", "203.0.113.5"):
        Forwarded(answer)(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https"))
    assert secure == [True, False]


@pytest.fixture
def signed_in(db: None) -> Client:
    person = Person.objects.create_user("somebody", name="某人", password="a long Sentence of mine")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/no-such-page")
    return client


def move_back(client: Client, key: str, seconds: int) -> None:
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()


def is_signed_in(client: Client) -> bool:
    client.get("/no-such-page")
    return "_auth_user_id" in client.session


def test_session_ends_after_idling(signed_in: Client) -> None:
    move_back(signed_in, "seen", 29 * 60)
    assert is_signed_in(signed_in)
    move_back(signed_in, "seen", 31 * 60)
    assert not is_signed_in(signed_in)


def test_session_ends_however_busy_one_is(signed_in: Client) -> None:
    move_back(signed_in, "began", 10 * 3600 + 60)
    assert not is_signed_in(signed_in)


def test_being_at_work_is_noted_once_a_minute_only(
    signed_in: Client, django_assert_num_queries: object
) -> None:
    before = signed_in.session["seen"]
    time.sleep(1.1)
    signed_in.get("/no-such-page")
    assert signed_in.session["seen"] == before
    move_back(signed_in, "seen", 90)
    signed_in.get("/no-such-page")
    assert signed_in.session["seen"] >= before


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Ab1!", "至少"),
        ("abcdefghijkl", "至少 3 种"),
        ("Wangxiaoming1!", "不能有用户名"),
        ("王小明-Abc123456", "不能有用户名、姓名"),
    ],
)
def test_weak_password_is_refused_in_chinese(password: str, reason: str) -> None:
    person = Person(username="wangxiaoming", name="王小明")
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, person)
    assert reason in " ".join(refusal.value.messages)
    assert not any(character.isascii() and character.isalpha() for character in refusal.value.messages[0])


@pytest.mark.parametrize("password", ["Hui-Min-2026!", "correct horse battery staple"])
def test_good_password_is_taken(password: str) -> None:
    validate_password(password, Person(username="wangxiaoming", name="王小明"))


def test_passwords_are_kept_with_sm3_and_older_ones_are_still_known() -> None:
    hashers = [
        "gongkai.site.passwords.SM3PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    with override_settings(PASSWORD_HASHERS=hashers):
        kept = make_password("Hui-Min-2026!")
        assert kept.startswith("pbkdf2_sm3$600000$")
        assert check_password("Hui-Min-2026!", kept)
        assert not check_password("hui-min-2026!", kept)
        assert check_password("old", make_password("old", hasher="pbkdf2_sha256"))


def test_nobody_writes_lines_into_the_log() -> None:
    request = RequestFactory().get("/%0A2026%20[info]%1b%5B31m%C2%9B/%E6%83%A0%E6%B0%91/?q=x")
    assert RequestLog.format_request(request) == "GET /%0A2026%20[info]%1B[31m%C2%9B/惠民/"


@pytest.mark.parametrize("style", ["json", "text"])
def test_log_covers_what_identifies_a_citizen(style: str) -> None:
    configuration = logs.configure(style, "info")
    formatter = dict(configuration["formatters"]["lines"])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(**{k: v for k, v in formatter.items() if k != "()"})
    )
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        raise ValueError("Key (identity)=(51042219900307123X) exists")
    except ValueError:
        logger.exception("电话 13812345678", extra={"ip": "203.0.113.5"})
    finally:
        logger.removeHandler(handler)
    said = stream.getvalue()
    assert "51042219900307123X" not in said
    assert "510422********123X" in said
    assert "138****5678" in said
    assert "203.0.113.5" not in said
    if style == "json":
        assert json.loads(said)["level"] == "error"


def test_front_of_this_start_is_believed_and_nobody_else() -> None:
    seen = []

    def answer(request: object) -> HttpResponse:
        seen.append((request.META["REMOTE_ADDR"], request.is_secure()))  # type: ignore[attr-defined]
        return HttpResponse()

    def come(introduced: str, **more: str) -> int:
        request = RequestFactory().get("/", HTTP_X_GONGKAI_FRONT=introduced, REMOTE_ADDR="", **more)
        return Forwarded(answer)(request).status_code

    with override_settings(FRONT_TOKEN="token"):
        assert come("token http 203.0.113.5") == 200
        assert come("token https 2001:db8::1") == 200
        assert come("token http 203.0.113.5", HTTP_X_FORWARDED_FOR="127.0.0.1") == 200
        assert come("token http 127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9") == 200
        assert come("other http 127.0.0.1") == come("") == 403
    assert seen[:4] == [
        ("203.0.113.5", False),
        ("2001:db8::1", True),
        ("203.0.113.5", False),
        ("203.0.113.9", False),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/没有这个页面/", "/search/", "/register/", "/media/x.png", "/readyz"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_what_is_only_read_says_so_to_who_sends_something(address: str, method: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, address, b"x=1")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "只供读取" in answer.content.decode()
    assert not answer.cookies
