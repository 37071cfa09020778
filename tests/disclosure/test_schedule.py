"""What is due by the clock: nothing is lost when it stood still, and one that fails does not keep the others."""

from __future__ import annotations

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from gongkai.acts.action import Refused
from gongkai.disclosure.actions.draft_ends import CancelSchedule
from gongkai.disclosure.models import CountyTerm, Item
from gongkai.disclosure.schedule import publish_due, withdraw_expired
from gongkai.register.models import Entry

from .conftest import MORNING, Office

HOUR = datetime.timedelta(hours=1)


def scheduled(office: Office, title: str, after: datetime.timedelta = HOUR) -> Item:
    return office.published(title, go_live_at=MORNING + after)


def test_a_reviewed_draft_with_a_time_goes_out_at_that_time(office: Office, clock: Any) -> None:
    item = scheduled(office, "定时公告")
    assert not item.live
    assert publish_due() == []
    clock.shift(HOUR + datetime.timedelta(minutes=1))
    [outcome] = publish_due()
    assert outcome.error == ""
    assert not outcome.missed
    row = office.again(item)
    assert row.live
    assert row.go_live_at is None
    assert Entry.objects.get().recorded_by == office.chief
    assert publish_due() == []


def test_after_an_outage_all_that_was_missed_goes_out_but_what_fails(office: Office, clock: Any) -> None:
    items = [scheduled(office, f"第{number}号公告") for number in range(3)]
    failing = scheduled(office, "关于禁词的公告")
    CountyTerm.objects.create(
        agency=office.world.agency("测试县"), written="禁词", preferred="正词", blocking=True
    )
    clock.shift(datetime.timedelta(days=2))
    outcomes = publish_due()
    done = [outcome for outcome in outcomes if not outcome.error]
    assert {outcome.item.pk for outcome in done} == {item.pk for item in items}
    assert all(outcome.missed and "晚1天23小时" in outcome.sentence() for outcome in done)
    [failed] = [outcome for outcome in outcomes if outcome.error]
    assert failed.item.pk == failing.pk
    assert failed.done_at is None
    assert "正词" in failed.sentence()
    assert not office.again(failing).live
    # It stays due: when the reason is gone it goes out.
    CountyTerm.objects.all().delete()
    assert [outcome.error for outcome in publish_due()] == [""]
    assert office.again(failing).live


def test_a_failure_that_nobody_foresaw_does_not_keep_the_others(
    office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.disclosure.actions import publish

    broken = scheduled(office, "坏的公告")
    fine = scheduled(office, "好的公告")
    record = publish.record

    def failing(**stated: Any) -> Any:
        if stated["title"] == "坏的公告":
            raise OSError("disk")
        return record(**stated)

    monkeypatch.setattr(publish, "record", failing)
    clock.shift(2 * HOUR)
    outcomes = {outcome.item.pk: outcome for outcome in publish_due()}
    assert "OSError" in outcomes[broken.pk].error
    assert outcomes[fine.pk].error == ""
    assert office.again(fine).live
    assert not office.again(broken).live
    assert office.again(broken).index_number is None


def test_a_change_of_something_public_goes_out_at_its_time(office: Office, clock: Any) -> None:
    item = office.published("先公开的公告")
    office.reviewed(office.revised(item, summary="定时更新。", go_live_at=timezone.now() + HOUR))
    with pytest.raises(Refused, match="排定了公开时间"):
        office.revised(item, summary="再改。")
    clock.shift(2 * HOUR)
    assert [outcome.error for outcome in publish_due()] == [""]
    assert office.again(item).summary == "定时更新。"


def test_what_is_off_the_schedule_has_to_be_reviewed_again(office: Office, clock: Any) -> None:
    item = scheduled(office, "定时公告")
    CancelSchedule(item, office.drafter).perform()
    clock.shift(2 * HOUR)
    assert publish_due() == []
    assert not office.again(item).live
    office.revised(item, go_live_at=None, summary="改过。")


def test_what_expires_is_withdrawn_as_the_reviewers_act(office: Office, clock: Any) -> None:
    item = office.published("招聘公告", expire_at=MORNING + datetime.timedelta(days=5))
    assert withdraw_expired() == []
    clock.shift(datetime.timedelta(days=6))
    [outcome] = withdraw_expired()
    assert outcome.error == ""
    row = office.again(item)
    assert (row.live, row.expired, row.withdrawn_reason) == (False, True, "审定的公开期限届满")
    assert Entry.objects.order_by("-sequence").first().recorded_by == office.chief
    assert withdraw_expired() == []


def test_the_command_says_what_it_did_and_fails_when_one_did(office: Office, clock: Any) -> None:
    scheduled(office, "定时公告")
    scheduled(office, "关于禁词的公告")
    CountyTerm.objects.create(agency=office.agency, written="禁词", preferred="正词", blocking=True)
    clock.shift(2 * HOUR)
    listed = StringIO()
    call_command("publish_scheduled", "--dryrun", stdout=listed)
    assert "待公开：《定时公告》" in listed.getvalue()
    assert not Item.objects.filter(live=True).exists()
    said = StringIO()
    with pytest.raises(CommandError, match="1条"):
        call_command("publish_scheduled", stdout=said)
    assert "《定时公告》定于2024-06-03 10:00公开，已办" in said.getvalue()
    assert Item.objects.filter(live=True).count() == 1


def test_the_clock_knows_both_jobs() -> None:
    from gongkai.acts.jobs import registered

    assert {"disclosure.publish_due", "disclosure.withdraw_expired"} <= {job.name for job in registered()}
