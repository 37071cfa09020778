"""A forgotten password, where mail is sent: by a way that opens once, and tells nobody which addresses are known."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches
from tests.site.chinese_pages import english_left
from tests.world import World

from gongkai.agencies.models import Person, PostRole
from gongkai.site import sign_in
from gongkai.site.environment import BadEnvironment, read
from gongkai.site.safety import refusals


def reload_addresses() -> None:
    for name in ("gongkai.agencies.sign_in.urls", "gongkai.site.urls"):
        if name in sys.modules:
            importlib.reload(sys.modules[name])
    clear_url_caches()


@pytest.fixture
def mail(settings: Any) -> Iterator[None]:
    settings.MAIL_IS_SENT = True
    reload_addresses()
    yield
    settings.MAIL_IS_SENT = False
    reload_addresses()


def test_the_way_by_mail(world: World, client: Client, mail: None, mailoutbox: list[Any]) -> None:
    drafter: Person = world.of("惠民镇", PostRole.DRAFTER)
    Person.objects.filter(pk=drafter.pk).update(email="drafter@example.gov.cn")
    assert "忘记口令" in client.get("/office/account/login/").content.decode()
    page = client.get("/office/account/forgotten/")
    assert english_left(page.content.decode()) == []
    pages = [
        client.post("/office/account/forgotten/", {"email": address}, follow=True).content.decode()
        for address in ("drafter@example.gov.cn", "nobody@example.gov.cn")
    ]
    assert pages[0] == pages[1] and english_left(pages[0]) == []
    to_drafter = next(message for message in mailoutbox if message.to == ["drafter@example.gov.cn"])
    assert to_drafter.subject == "重设政府信息公开办公系统的口令" and drafter.username in to_drafter.body
    way = re.search(r"https?://[^/]+(/\S+)", to_drafter.body)
    assert way
    form = client.get(way[1], follow=True)
    assert english_left(form.content.decode(), [drafter.username]) == []
    typed = {"password1": "Zhi-7-Wan-Fang", "password2": "Zhi-7-Wan-Fang"}
    client.post(form.redirect_chain[-1][0], typed)
    drafter.refresh_from_db()
    assert drafter.check_password("Zhi-7-Wan-Fang")
    assert "已经用过或者过期" in Client().get(way[1], follow=True).content.decode()


def test_an_account_that_is_off_gets_no_way(
    world: World, client: Client, mail: None, mailoutbox: list[Any]
) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    Person.objects.filter(pk=drafter.pk).update(email="drafter@example.gov.cn", is_active=False)
    client.post("/office/account/forgotten/", {"email": "drafter@example.gov.cn"})
    assert not any("forgotten/" in message.body for message in mailoutbox)


def test_the_settings_of_mail() -> None:
    given = {"GONGKAI_MAIL": "smtps://user:p%40ss@mail.example:465", "GONGKAI_MAIL_FROM": "公开 <a@b.cn>"}
    found = sign_in.mail(read(given))
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_SSL"]) == ("mail.example", 465, True)
    assert found["EMAIL_HOST_PASSWORD"] == "p@ss" and not found["EMAIL_USE_TLS"]
    later = sign_in.mail(read({**given, "GONGKAI_MAIL": "smtp://mail.example"}))
    assert (later["EMAIL_PORT"], later["EMAIL_USE_TLS"]) == (587, True)
    assert "dummy" in sign_in.mail(read({}))["EMAIL_BACKEND"]
    without = read({"GONGKAI_MAIL": "smtps://mail.example"})
    assert any("GONGKAI_MAIL_FROM" in sentence for sentence in refusals(without))
    with pytest.raises(BadEnvironment) as refused:
        read({"GONGKAI_MAIL": "http://user:secret@mail.example"})
    assert "secret" not in str(refused.value)
