"""The example county: what its newcomer finds, and that everything in it came about by the rules."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from tests.demo.conftest import PRESENT, Built

from gongkai.acts.action import Refused
from gongkai.acts.days import day_of
from gongkai.agencies.models import (
    Agency,
    Appointment,
    AppointmentEnd,
    Assessment,
    Delegation,
    Person,
    PostRole,
    Training,
)
from gongkai.agencies.powers import powers_of
from gongkai.channels import due
from gongkai.channels.kinds import ChannelKind
from gongkai.channels.models import PendingChange, Receipt
from gongkai.channels.states import ChannelState
from gongkai.demo import people
from gongkai.demo.county import build
from gongkai.disclosure.checking import Severity
from gongkai.disclosure.crosscheck import disagreements
from gongkai.disclosure.desk import scheduled, stale_columns
from gongkai.disclosure.drafts import findings_of
from gongkai.disclosure.models import Item
from gongkai.disclosure.states import ItemState, in_state
from gongkai.disclosure.tombstones import tombstone_of
from gongkai.disclosure.validity import validity_of
from gongkai.register.models import ChangeKind, Entry
from gongkai.register.queries import counts
from gongkai.register.verification import verify
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.queries import waiting_for
from gongkai.statute.metadata import Validity
from gongkai.statute.workdays import CALENDAR

TODAY = PRESENT.date()
# Every act in it has its own tests on both databases: to build it on PostgreSQL too takes minutes and shows no more.
pytestmark = [pytest.mark.usefixtures("county"), pytest.mark.any_database]


def huimin() -> Agency:
    return Agency.objects.get(short_name="惠民镇")


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def the_draft() -> Item:
    item = Item.objects.get(title="关于做好今冬明春农田水利冬修工作的通知")
    return item.get_latest_revision_as_object()


def test_the_acts_of_2024_are_those_that_the_report_counts() -> None:
    assert counts(huimin(), 2024) == {
        # The report of the year before came out in January; no report counts it.
        "published": {"news": 5, "document": 2, "budget": 2, "annual_report": 1},
        "updated": {"leader": 6},
        "modified": {"institution": 1, "duty_roster": 1},
        "corrected": {},
        "withdrawn": {},
    }


def test_what_was_updated_and_modified_in_2024_had_been_public_before() -> None:
    changed = Entry.objects.filter(
        agency=huimin(), public_at__year=2024, kind__in=(ChangeKind.UPDATED, ChangeKind.MODIFIED)
    )
    for entry in changed:
        first = Entry.objects.of_subject(entry.subject_type, entry.subject_id).first()
        assert (first.kind, day_of(first.public_at).year) == (ChangeKind.PUBLISHED, 2023)


def test_the_chain_is_whole_and_agrees_with_what_is_public() -> None:
    assert verify().whole
    assert list(disagreements()) == []


def test_every_public_item_has_its_entry_with_the_reviewers() -> None:
    live = Item.objects.filter(live=True)
    assert live.count() > 100
    for item in live.select_related("index_number"):
        entry = Entry.objects.get(
            subject_id=item.pk,
            revision_id=item.live_revision_id,
            kind__in=(ChangeKind.PUBLISHED, ChangeKind.UPDATED, ChangeKind.MODIFIED, ChangeKind.CORRECTED),
        )
        assert entry.index_number == str(item.index_number)


def test_three_people_reviewed_on_working_days_in_office_hours() -> None:
    rounds: dict[int, dict[str, int]] = {}
    for row in Decision.objects.exclude(kind__in=(DecisionKind.EMERGENCY, DecisionKind.EMERGENCY_CONFIRMED)):
        assert CALENDAR.is_workday(day_of(row.recorded_at)), row
        at = row.recorded_at.astimezone(PRESENT.tzinfo)
        assert 8 <= at.hour < 18, row
        if row.kind == DecisionKind.APPROVED:
            rounds.setdefault(row.round, {})[row.stage] = row.person_id
    complete = [found for found in rounds.values() if Stage.FINAL in found]
    assert len(complete) > 100
    assert all(len(set(found.values())) == len(found) == 3 for found in complete)


def test_no_public_item_has_a_finding() -> None:
    told = {
        (item.title, finding.rule) for item in Item.objects.filter(live=True) for finding in findings_of(item)
    }
    assert told == set()


def test_the_faulty_draft_has_the_intended_findings_and_no_others() -> None:
    found = sorted((finding.rule, str(finding.severity)) for finding in findings_of(the_draft()))
    assert found == [
        ("attachment.hidden", "blocking"),
        ("metadata.statutory_missing", "blocking"),
        ("number.form", "warning"),
        ("personal_data.attachment", "blocking"),
        ("personal_data.text", "blocking"),
        ("personal_data.text", "blocking"),
    ]
    shown = " ".join(f"{finding.quoted}{finding.message}" for finding in findings_of(the_draft()))
    assert "138****0000" in shown and "51*************009" in shown


def test_only_the_faulty_draft_holds_anything_back() -> None:
    held = {
        item.title
        for item in Item.objects.all()
        for finding in findings_of(item.get_latest_revision_as_object())
        if finding.severity is Severity.BLOCKING
    }
    assert held == {"关于做好今冬明春农田水利冬修工作的通知"}


def test_what_waits_for_whom() -> None:
    lines = {line.title: line for line in waiting_for(person("fenguan"), TODAY)}
    assert lines["惠民镇检查冬季用电用火安全"].stage is Stage.SECOND

    mend = {line.title: line for line in waiting_for(person("zhuangao"), TODAY)}
    assert mend["惠民镇临时救助办事说明"].sent_back
    assert "办理时限" in mend["惠民镇临时救助办事说明"].remark

    stands_in = waiting_for(person("daixing"), TODAY)
    assert [(line.stage, line.stands_in_for != "") for line in stands_in] == [(Stage.FINAL, True)]


def test_one_item_goes_out_tomorrow_and_its_clock_has_not_struck() -> None:
    (item,) = scheduled([huimin().pk])
    assert day_of(item.go_live_at) == TODAY + datetime.timedelta(days=1)
    assert not item.live


def test_some_columns_of_the_town_are_stale_and_some_are_not() -> None:
    stale = {one.column.slug for one in stale_columns([huimin().pk], TODAY) if one.last_public_on}
    assert stale == {"zwdt", "zbxx", "zfwj", "zcjd"}


def test_the_chief_of_another_town_is_on_leave() -> None:
    (delegation,) = Delegation.objects.on(TODAY)
    assert str(delegation.appointment.post.agency) == "永兴镇"
    assert delegation.appointment.post.role == PostRole.CHIEF
    assert delegation.deputy == person("daixing")


def test_the_fates_of_items() -> None:
    withdrawn = Item.objects.withdrawn().get()
    tombstone = tombstone_of(withdrawn)
    assert tombstone is not None and "撤回核对" in tombstone.reason

    repealed = Item.objects.get(document_number="盐府发〔2023〕15号")
    assert validity_of(repealed, TODAY) is Validity.REPEALED
    assert validity_of(repealed, datetime.date(2025, 2, 19)) is Validity.IN_FORCE

    assert Entry.objects.filter(kind=ChangeKind.CORRECTED).count() == 1
    urgent = Decision.objects.get(kind=DecisionKind.EMERGENCY)
    confirmed = Decision.objects.get(kind=DecisionKind.EMERGENCY_CONFIRMED)
    assert urgent.person != confirmed.person and urgent.object_id == confirmed.object_id
    assert Decision.objects.filter(kind=DecisionKind.SENT_BACK, agency=huimin()).count() == 2


def test_documents_and_interpretations_are_linked_both_ways() -> None:
    document = Item.objects.get(document_number="惠府发〔2024〕27号")
    (interpretation,) = Item.objects.interpreting(document)
    assert (
        CALENDAR.workdays_between(
            day_of(document.first_published_at), day_of(interpretation.first_published_at)
        )
        <= 3
    )


def test_the_leading_group_was_adjusted_in_2024_and_is_complete() -> None:
    ends = AppointmentEnd.objects.filter(appointment__post__agency=huimin(), ended_on__year=2024)
    assert ends.count() == 2 and all(end.successor for end in ends)
    roles = set(
        Appointment.objects.on(TODAY).filter(post__agency=huimin()).values_list("post__role", flat=True)
    )
    assert roles >= {
        PostRole.GROUP_LEADER,
        PostRole.GROUP_DEPUTY,
        PostRole.GROUP_MEMBER,
        PostRole.OFFICE_HEAD,
        PostRole.CHIEF,
        PostRole.DEPUTY_LEADER,
        PostRole.DRAFTER,
    }
    assert Training.objects.filter(agency=huimin(), held_on__year=2024).count() == 2
    assert Assessment.objects.get(agency=huimin()).by.short_name == "盐边县"


def test_the_county_has_its_towns_departments_and_villages() -> None:
    levels = list(Agency.objects.values_list("level", flat=True))
    assert {level: levels.count(level) for level in set(levels)} == {
        "county": 1,
        "department": 5,
        "township": 12,
        "village": 7,
    }
    for agency in Agency.objects.all():
        agency.clean_fields(exclude=["numchild"])


def test_in_every_body_there_are_three_to_review() -> None:
    for agency in Agency.objects.exclude(level="village"):
        held = Appointment.objects.on(TODAY).filter(post__agency=agency)
        for role in (PostRole.DRAFTER, PostRole.DEPUTY_LEADER, PostRole.CHIEF):
            assert held.filter(post__role=role).count() == 1, (agency, role)


def test_each_shown_account_signs_in_and_has_the_role_that_is_said(county: Built) -> None:
    roles: set[str] = set()
    for account in county.accounts:
        someone = person(account.username)
        assert someone.check_password(account.password)
        assert someone.one_time_password_until is None
        assert (account.name, account.agency) == (someone.name, str(someone.agency))
        assert account.posts and account.note
        roles |= {holding.role for holding in powers_of(someone, TODAY).holdings}
    assert roles == set(PostRole)


def test_nobody_has_a_name_that_somebody_could_have() -> None:
    assert all(one.name[0] in people.SURNAMES and len(one.name) == 3 for one in Person.objects.all())
    assert Person.objects.values("name").distinct().count() == Person.objects.count()


def test_every_telephone_is_one_that_cannot_be() -> None:
    for agency in Agency.objects.exclude(level="village"):
        assert agency.telephone.startswith("0812-00000") and agency.fax.startswith("0812-0000")
    texts = " ".join(str(item.body) for item in Item.objects.filter(live=True))
    assert set(re.findall(r"0812-\d", texts)) == {"0812-0"}
    assert re.findall(r"1[3-9]\d{9}", texts) == []


def test_no_english_is_left_in_what_people_read(county: Built) -> None:
    def texts() -> Any:
        for item in Item.objects.all():
            yield from (item.title, item.summary, item.keywords, item.source, item.document_number)
            yield _plain(item)
        for account in county.accounts:
            yield from (account.role, account.note, *account.posts)
        yield from county.said

    left = {word for text in texts() for word in re.findall(r"[A-Za-z]{2,}", text)}
    assert left == set()


def _plain(item: Item) -> str:
    found = []
    for block in item.body:
        value = block.value
        if block.block_type == "table":
            found += [cell for row in value["data"] for cell in row] + [value["table_caption"]]
        elif block.block_type == "picture":
            found += [value["alternative_text"], value["caption"]]
        else:
            found.append(str(value.source))
    return re.sub(r"<[^>]+>", " ", " ".join(found))


def test_what_happened_is_told_and_what_is_old_is_read() -> None:
    from gongkai.review.notices import notices_of

    town = person("zhuangao")
    unread = notices_of(town, unread_only=True)
    assert unread.exists() and unread.count() < 10 < notices_of(town).count()


def test_nothing_waits_for_the_copy_since_years() -> None:
    assert PendingChange.objects.exists()
    assert not PendingChange.objects.filter(since__lt=PRESENT).exists()


def test_a_second_call_is_refused_with_a_sentence() -> None:
    before = Item.objects.count()
    with pytest.raises(Refused, match="示例县只能建在空的数据库里"):
        build(lambda line: None)
    assert Item.objects.count() == before


def test_what_is_done_is_said_meanwhile(county: Built) -> None:
    assert county.said[0] == "示例县：2023年上半年……"
    assert county.said[-1].startswith("示例县已建成：25个机关和单位")


def test_channels_have_their_receipts_and_something_is_left_to_be_done() -> None:
    kinds = {ChannelKind.OFFICIAL_ACCOUNT, ChannelKind.VILLAGE_RADIO, ChannelKind.NOTICE_BOARD}
    assert set(Receipt.objects.values_list("channel", flat=True)) == kinds
    assert Receipt.objects.exclude(picture="").exists()
    tasks = due.tasks_for(powers_of(person("zhuangao"), TODAY), TODAY)
    assert [(task.line.name, task.line.state) for task in tasks] == [
        ("", ChannelState.LATE),
        ("新林村公开栏", ChannelState.OVER),
    ]


def test_a_state_of_each_kind_is_there() -> None:
    wanted = (
        ItemState.DRAFT,
        ItemState.IN_REVIEW,
        ItemState.SENT_BACK,
        ItemState.SCHEDULED,
        ItemState.PUBLIC,
        ItemState.WITHDRAWN,
    )
    for state in wanted:
        assert in_state(Item.objects.all(), state).exists(), state
