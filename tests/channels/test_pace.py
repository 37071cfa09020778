"""One address may ask so and so often a minute; whoever asks more is told when to come again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MORNING = datetime.datetime(2024, 6, 3, 9, 0, tzinfo=datetime.UTC)
ADDRESSES = ("/search/?q=预算", "/zzb/search/?q=预算", "/search/suggest.json?q=预算", "/api/v1/items?page=1")


@pytest.fixture
def clock(settings: Any) -> Iterator[Any]:
    settings.QUERIES_PER_MINUTE = 3
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def statuses(asker: str, *addresses: str) -> list[int]:
    return [Client(REMOTE_ADDR=asker).get(address).status_code for address in addresses]


def test_the_fourth_question_of_a_minute_is_answered_later(clock: Any) -> None:
    assert statuses("203.0.113.1", *ADDRESSES) == [200, 200, 200, 429]
    assert statuses("203.0.113.2", ADDRESSES[0]) == [200]
    answer = Client(REMOTE_ADDR="203.0.113.1").get(ADDRESSES[3])
    error = answer.json()["error"]
    seconds = int(answer.headers["Retry-After"])
    assert error["code"] == "too_many_requests" and f"过{seconds}秒" in error["message"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    clock.shift(datetime.timedelta(seconds=seconds))
    assert statuses("203.0.113.1", ADDRESSES[0]) == [200]


def test_changes_are_computed_and_counted_without_parameters_too_and_it_is_not_said_otherwise(
    clock: Any,
) -> None:
    assert statuses("203.0.113.6", *["/api/v1/changes"] * 4) == [200, 200, 200, 429]
    said = Client(REMOTE_ADDR="203.0.113.6").get("/api/v1/changes").json()["error"]["message"]
    assert said.endswith("请用 /api/v1/changes；信息详情、列表的第一页、机关、年报是静态文件，不限次数。")


def test_a_reader_is_told_on_a_page(clock: Any) -> None:
    assert statuses("203.0.113.3", *[ADDRESSES[0]] * 3) == [200] * 3
    for address in ADDRESSES[:2]:
        answer = Client(REMOTE_ADDR="203.0.113.3").get(address)
        assert answer.status_code == 429
        assert f"请过{answer.headers['Retry-After']}秒再试" in answer.content.decode()
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert Client(REMOTE_ADDR="203.0.113.3").get(ADDRESSES[2]).json() == {"suggestions": []}


def test_who_has_many_addresses_of_one_house_is_one_asker(clock: Any) -> None:
    assert statuses("2001:db8:1:2::1", *[ADDRESSES[0]] * 2) == [200, 200]
    assert statuses("2001:db8:1:2:ffff::9", *[ADDRESSES[0]] * 2) == [200, 429]
    assert statuses("2001:db8:1:3::1", ADDRESSES[0]) == [200]
    assert statuses("::ffff:203.0.113.4", *[ADDRESSES[0]] * 3) == [200] * 3
    assert statuses("203.0.113.4", ADDRESSES[0]) == [429]


@pytest.mark.parametrize("asker", ["127.0.0.1", "::1", ""])
def test_of_this_machine_nothing_is_asked(clock: Any, asker: str) -> None:
    assert statuses(asker, *[ADDRESSES[0]] * 5) == [200] * 5


def test_zero_is_no_limit(clock: Any, settings: Any) -> None:
    settings.QUERIES_PER_MINUTE = 0
    assert statuses("203.0.113.5", *[ADDRESSES[0]] * 5) == [200] * 5
