"""Two at once: one does it, the other is told."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from tests.world import build_world

from gongkai.acts.action import Refused
from gongkai.disclosure.actions.index_number import AllotIndexNumber
from gongkai.disclosure.actions.publish import Publish, Schedule
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import IndexNumber, Item
from gongkai.register.models import Entry

from .conftest import Office


@pytest.fixture
def town(transactional_db: None) -> Office:
    return Office(build_world())


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts at the same moment; what each came to: "" or the refusal."""
    barrier = threading.Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            act()
        except Refused as refusal:
            outcomes[place] = str(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def due(office: Office, clock: Any) -> Item:
    """All three have approved, and its time has come; it did not go out yet."""
    item = office.published(go_live_at=timezone.now() + datetime.timedelta(hours=1))
    clock.shift(datetime.timedelta(hours=2))
    return item


def test_two_publishers_write_one_entry(town: Office, clock: Any) -> None:
    for _ in range(5):
        item = due(town, clock)
        revision = item.latest_revision_id
        outcomes = at_once(*[Publish(item, by, revision).perform for by in (town.chief, town.deputy)])
        assert sorted(map(bool, outcomes)) == [False, True]
        assert "已经登记公开过" in "".join(outcomes)
        assert Entry.objects.filter(subject_id=item.pk).count() == 1


def test_withdrawing_twice_at_once_is_done_once(town: Office) -> None:
    item = town.published()
    outcomes = at_once(*[Withdraw(item, by, "内容有误").perform for by in (town.chief, town.deputy)])
    assert sorted(map(bool, outcomes)) == [False, True]
    assert Entry.objects.filter(subject_id=item.pk, kind="withdrawn").count() == 1


def test_numbers_given_at_once_are_different(town: Office) -> None:
    items = [town.draft(f"第{number}件") for number in range(6)]
    outcomes = at_once(*[AllotIndexNumber(item, town.drafter).perform for item in items])
    assert outcomes == [""] * 6
    assert sorted(IndexNumber.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_nothing_is_fixed_for_a_time_that_has_passed(town: Office, clock: Any) -> None:
    item = due(town, clock)
    with pytest.raises(Refused, match="请直接公开"):
        Schedule(item, town.chief, item.latest_revision_id).perform()
