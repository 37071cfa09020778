"""What waits for whom, in how many queries; who was told what, once."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.review.letters.models import Letter
from tests.review.office import TOWN, Office

from gongkai.acts.days import CHINA, today
from gongkai.agencies.models import PostRole
from gongkai.agencies.models.appointment import AppointmentEnd
from gongkai.review.actions import (
    Comment,
    ConfirmEmergency,
    PublishInEmergency,
    RejectEmergency,
    SendBack,
)
from gongkai.review.models import Notice, NoticeKind
from gongkai.review.notices import mark_read, notices_of, tell, tell_now, untold
from gongkai.review.queries import last_seen_revision, overdue, record_sighting, waiting_for
from gongkai.statute.workdays import CALENDAR


def queries_of(call: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        call()
    return len(caught)


def more_letters(office: Office, count: int) -> None:
    for number in range(count):
        letter = Letter.objects.create(agency=office.letter.agency, title=f"函{number}", live=False)
        other = Office(office.world, letter)
        other.write(f"第{number}封。")
        other.submit()


def test_lists_take_the_same_queries_however_long(office: Office) -> None:
    office.submit()
    day = today()
    waiting_for(office.deputy, day)
    few = [
        queries_of(lambda: waiting_for(office.deputy, day)),
        queries_of(lambda: overdue(day + datetime.timedelta(days=30))),
        queries_of(lambda: untold(day)),
    ]
    more_letters(office, 6)
    assert len(waiting_for(office.deputy, day)) == 7
    many = [
        queries_of(lambda: waiting_for(office.deputy, day)),
        queries_of(lambda: overdue(day + datetime.timedelta(days=30))),
        queries_of(lambda: untold(day)),
    ]
    assert many == few
    assert max(many) <= 10


def test_each_stage_has_its_period_in_working_days(office: Office) -> None:
    office.submit()
    (line,) = waiting_for(office.deputy, today())
    assert line.due_on == CALENDAR.workday_after(today(), 2)
    assert "第2个工作日" in line.due_explanation
    assert (line.stage, line.sent_back, line.emergency, line.overdue_by) == ("second", False, False, 0)
    late = CALENDAR.workday_after(line.due_on, 3)
    assert overdue(line.due_on) == []
    assert [one.overdue_by for one in overdue(late)] == [3]
    assert overdue(late, [office.world.agency("永兴镇").pk]) == []
    assert len(overdue(late, [office.letter.agency_id])) == 1


def test_on_the_weekend_after_its_last_day_it_is_late(office: Office) -> None:
    with time_machine.travel(datetime.datetime(2024, 6, 5, 9, tzinfo=CHINA)):
        office.submit()
    friday, saturday = datetime.date(2024, 6, 7), datetime.date(2024, 6, 8)
    assert [(one.due_on, one.late) for one in waiting_for(office.deputy, friday)] == [(friday, False)]
    assert [(one.late, one.overdue_by) for one in waiting_for(office.deputy, saturday)] == [(True, 0)]


def test_what_was_sent_back_waits_for_the_drafter_with_its_reason(office: Office) -> None:
    office.submit()
    SendBack(office.letter, office.deputy, office.present, comment="落款不对。").perform()
    (line,) = waiting_for(office.drafter, today())
    assert (line.subject, line.sent_back, line.remark) == (office.letter, True, "落款不对。")
    assert waiting_for(office.deputy, today()) == []


def test_a_discarded_draft_waits_for_nobody(office: Office) -> None:
    office.submit()
    office.letter.delete()
    assert waiting_for(office.deputy, today()) == []


def told(office: Office) -> Counter[tuple[str, str]]:
    return Counter((row.person.name, row.kind) for row in Notice.objects.select_related("person"))


def test_everybody_is_told_once(office: Office) -> None:
    assert tell(today()) == 0
    office.submit()
    assert tell(today()) == 1
    assert tell(today()) == 0
    assert told(office) == {(office.deputy.name, NoticeKind.WAITING): 1}
    notice = Notice.objects.get()
    assert "等待再审" in notice.text and notice.due_on == CALENDAR.workday_after(today(), 2)


def test_a_scheduler_that_stood_still_for_a_month_loses_nothing(office: Office) -> None:
    office.submit()
    later = today() + datetime.timedelta(days=30)
    assert tell(later) == 1
    notice = Notice.objects.get()
    assert notice.kind == NoticeKind.OVERDUE and "已超过" in notice.text
    assert tell(later + datetime.timedelta(days=1)) == 0


def test_what_is_over_before_anybody_was_told_is_told_to_nobody(office: Office) -> None:
    office.submit()
    SendBack(office.letter, office.deputy, office.present, comment="落款不对。").perform()
    tell(today())
    assert told(office) == {(office.drafter.name, NoticeKind.SENT_BACK): 1}


def test_who_takes_over_a_post_is_told_what_waits(office: Office) -> None:
    office.submit()
    tell(today())
    AppointmentEnd.objects.create(
        appointment=office.world.appointments[TOWN, PostRole.DEPUTY_LEADER],
        ended_on=today(),
        reason="handed_over",
    )
    successor = office.world.newcomer("successor", "新副书记")
    office.world.appoint(successor, TOWN, PostRole.DEPUTY_LEADER, "镇党委副书记（新任）")
    tell(today())
    assert told(office)[successor.name, NoticeKind.WAITING] == 1


def test_comments_and_results_reach_those_who_wrote_it(office: Office) -> None:
    office.submit()
    Comment(office.letter, office.chief, office.present, comment="请附施工图。").perform()
    office.approve(office.deputy, "second")
    office.approve(office.chief, "final")
    tell(today())
    kinds = {kind for name, kind in told(office) if name == office.drafter.name}
    assert kinds == {NoticeKind.COMMENTED, NoticeKind.PASSED}
    assert tell(today()) == 0


@pytest.mark.parametrize("confirms", [True, False])
def test_the_answer_to_an_emergency_reaches_who_published_it(office: Office, confirms: bool) -> None:
    PublishInEmergency(office.letter, office.deputy, office.present, comment="泄洪。").perform()
    tell(today())
    assert told(office)[office.chief.name, NoticeKind.CONFIRMATION] == 1
    if confirms:
        ConfirmEmergency(office.letter, office.chief, office.present).perform()
    else:
        RejectEmergency(office.letter, office.chief, office.present, comment="水位有误。").perform()
    tell(today())
    kind = NoticeKind.EMERGENCY_CONFIRMED if confirms else NoticeKind.EMERGENCY_REJECTED
    assert told(office)[office.deputy.name, kind] == 1
    assert told(office)[office.drafter.name, kind] == 1


def test_read_is_read_and_only_by_oneself(office: Office) -> None:
    office.submit()
    tell(today())
    unread = notices_of(office.deputy, unread_only=True)
    mark_read(office.chief, unread.all())
    assert unread.all().count() == 1
    mark_read(office.deputy, unread.all())
    mark_read(office.deputy, notices_of(office.deputy))
    assert unread.all().count() == 0 and notices_of(office.deputy).count() == 1


def test_the_scheduler_says_what_it_told(office: Office) -> None:
    office.submit()
    now = datetime.datetime.now(datetime.UTC)
    assert [(one.done, one.message) for one in tell_now(now)] == [(True, "发出1条通知。")]
    assert tell_now(now) == []


def test_the_last_version_somebody_saw_is_an_earlier_one(office: Office) -> None:
    first = office.present
    assert last_seen_revision(office.letter, office.deputy) is None
    record_sighting(office.letter, office.deputy, first)
    record_sighting(office.letter, office.deputy, first)
    assert last_seen_revision(office.letter, office.deputy) is None
    second = office.write("第二稿。")
    assert last_seen_revision(office.letter, office.deputy) == first
    record_sighting(office.letter, office.deputy, second)
    assert last_seen_revision(office.letter, office.deputy) == first
    office.submit()
    SendBack(office.letter, office.deputy, second, comment="再改。").perform()
    office.write("第三稿。")
    assert last_seen_revision(office.letter, office.deputy) == second
    assert last_seen_revision(office.letter, office.chief) is None
