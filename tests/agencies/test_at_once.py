"""Two administrators at once: one post, one winner, and the other is told why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.world import World, build_world

from gongkai.acts.action import Refused
from gongkai.agencies.actions import AddPost, Delegate, HandOver, TakeUp
from gongkai.agencies.models import Appointment, AppointmentEnd, Delegation, Person, PostRole

from .conftest import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql_only]


@pytest.fixture
def town(transactional_db: None) -> World:
    return build_world()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of several acts, begun at the same moment, came to: its result, or the refusal."""
    results: list[Any] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[number] = act()
        except Refused as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def refused(results: list[Any]) -> int:
    return sum(isinstance(result, Refused) for result in results)


def test_a_seat_is_taken_by_one(town: World) -> None:
    for number in range(30):
        post = AddPost(town.agency("惠民镇"), None, PostRole.SECTION_HEAD, f"科室{number}").perform()
        people = [town.newcomer(f"n{number}-{each}") for each in range(2)]
        results = at_once(*(TakeUp(post, None, person, TODAY).perform for person in people))
        assert refused(results) == 1
        assert Appointment.objects.filter(post=post).count() == 1


def test_a_post_is_handed_over_once(town: World) -> None:
    for number in range(30):
        post = AddPost(town.agency("惠民镇"), None, PostRole.SECTION_HEAD, f"科室{number}").perform()
        people = [town.newcomer(f"n{number}-{each}") for each in range(3)]
        held = TakeUp(post, None, people[0], TODAY.replace(day=1)).perform()
        results = at_once(*(HandOver(held, None, person, TODAY).perform for person in people[1:]))
        assert refused(results) == 1
        assert AppointmentEnd.objects.filter(appointment=held).count() == 1


def test_nobody_becomes_administrator_and_leader_at_once(town: World) -> None:
    for number in range(30):
        body = town.agency("惠民镇")
        keeping = AddPost(body, None, PostRole.ACCOUNT_ADMINISTRATOR, f"管理{number}").perform()
        leading = AddPost(body, None, PostRole.CHIEF, f"领导{number}").perform()
        person = town.newcomer(f"n{number}")
        results = at_once(*(TakeUp(post, None, person, TODAY).perform for post in (keeping, leading)))
        assert refused(results) == 1


def test_one_stands_in(town: World) -> None:
    chief: Person = town.of("惠民镇", PostRole.CHIEF)
    held = town.appointments["惠民镇", PostRole.CHIEF]
    deputies = [town.of("惠民镇", role) for role in (PostRole.DEPUTY_LEADER, PostRole.DRAFTER)]
    results = at_once(*(Delegate(held, chief, each, TODAY, TODAY, "休假").perform for each in deputies))
    assert refused(results) == 1 and Delegation.objects.count() == 1
