"""The copy has carried a version: one receipt a channel, one entry a version, however often it is told."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from gongkai.acts.append_only import missing_triggers
from gongkai.channels.carried import note_carried
from gongkai.channels.kinds import AUTOMATIC
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.coverage import coverage_of
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.queries import counts
from gongkai.register.verification import verify

SECOND = datetime.timedelta(seconds=1)


def of_channels() -> list[Entry]:
    return list(Entry.objects.filter(kind__in=(ChangeKind.RECEIPT, ChangeKind.TAKEN_DOWN)))


def states(item: Any) -> set[tuple[str, str]]:
    return set(Receipt.objects.filter(item=item).values_list("channel", "state"))


def test_a_published_version_is_noted_once(office: Any) -> None:
    item = office.published()
    assert note_carried([item.pk], timezone.now()) == 1
    assert note_carried([item.pk], timezone.now()) == 0
    assert states(item) == {(kind, ReceiptState.CARRIED) for kind in AUTOMATIC}
    (entry,) = of_channels()
    assert (entry.kind, entry.revision_id, entry.title) == (
        ChangeKind.RECEIPT,
        item.live_revision_id,
        item.title,
    )
    assert all(kind.label in entry.body for kind in AUTOMATIC)


def test_a_new_version_is_noted_again(office: Any) -> None:
    item = office.published()
    note_carried([item.pk], timezone.now())
    changed = office.reviewed(office.revised(item, title="关于开展夏季植树活动的公告"))
    assert note_carried([item.pk], timezone.now()) == 1
    assert [entry.title for entry in of_channels()] == [item.title, changed.title]


def test_drafts_and_unknown_numbers_are_passed_over(office: Any) -> None:
    draft = office.draft()
    assert note_carried([draft.pk, 10**9], timezone.now()) == 0
    assert not of_channels()


def test_the_draft_begun_since_does_not_show_in_the_register(office: Any) -> None:
    item = office.published()
    office.revised(item, title="还没有公开的名称")
    note_carried([item.pk], timezone.now())
    assert of_channels()[0].title == item.title


def test_what_came_out_after_the_reading_is_left_to_the_next_round(office: Any) -> None:
    read_at = timezone.now()
    item = office.published()
    assert note_carried([item.pk], read_at) == 0
    assert note_carried([item.pk], timezone.now()) == 1


def test_a_withdrawal_is_taken_down_where_it_had_been_carried(office: Any) -> None:
    carried, never = office.published(), office.published("关于开展秋季植树活动的公告")
    note_carried([carried.pk], timezone.now())
    for item in (carried, never):
        Withdraw(item, office.chief, "内容有误。").perform()
    both = [carried.pk, never.pk]
    assert note_carried(both, timezone.now()) == 1
    assert note_carried(both, timezone.now()) == 0
    assert (AUTOMATIC[0], ReceiptState.TAKEN_DOWN) in states(carried)
    assert states(never) == set()


def test_the_register_stays_whole_and_counts_as_before(office: Any) -> None:
    item = office.published()
    before = counts(office.agency, 2024), coverage_of([office.agency], datetime.date(2024, 6, 3))
    note_carried([item.pk], timezone.now())
    assert (counts(office.agency, 2024), coverage_of([office.agency], datetime.date(2024, 6, 3))) == before
    assert not verify().findings
    assert not missing_triggers()


def test_many_versions_ask_the_database_as_often_as_one(
    office: Any, django_assert_max_num_queries: Any
) -> None:
    items = [office.published(f"关于开展第{number}次植树活动的公告") for number in range(6)]
    with django_assert_max_num_queries(16):
        note_carried([items[0].pk], timezone.now())
    with django_assert_max_num_queries(16):
        assert note_carried([item.pk for item in items], timezone.now()) == 5
