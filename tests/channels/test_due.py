"""What is due on which channel by when, and who has to see to it."""

from __future__ import annotations

import contextlib
import datetime
import random
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.test_receipts import of_account, on_board

from gongkai.acts.action import Refused
from gongkai.acts.days import CHINA, today
from gongkai.agencies.models import Post, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.channels import due, earlier
from gongkai.channels.actions.boards import TakeDown
from gongkai.channels.actions.record_receipt import RecordReceipt, VoidReceipt
from gongkai.channels.carried import note_carried
from gongkai.channels.kinds import AUTOMATIC, ChannelKind
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.channels.states import ChannelState
from gongkai.disclosure import desk
from gongkai.disclosure.actions.clear_finding import ClearFinding
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.coverage import coverage
from gongkai.disclosure.drafts import open_findings
from gongkai.disclosure.models import CatalogueEntry

DUTY = "a20_13"


@pytest.fixture
def catalogue(office: Any) -> CatalogueEntry:
    """惠民镇 promises its notices on the board and the account within five working days."""
    entry: CatalogueEntry = CatalogueEntry.objects.create(
        agency=office.agency,
        duty=DUTY,
        column=office.column(),
        deadline_workdays=5,
        channels=["县人民政府门户网站", "政务公开栏、公众号"],
    )
    return entry


def states(item: Any) -> dict[str, str]:
    item.refresh_from_db()
    return {line.label: line.state for line in due.channels_of(item, today())}


def labels(tasks: list[Any]) -> list[tuple[str, str]]:
    return [(task.line.label, task.line.state) for task in tasks]


def of_town(office: Any) -> list[Any]:
    return due.tasks_of([office.agency.pk], today())


def test_what_the_catalogue_asks_for_is_due_with_the_working_of_the_date(
    office: Any, catalogue: CatalogueEntry
) -> None:
    office.published()
    board, account = of_town(office)
    assert labels([board, account]) == [("政务公开栏", "due"), ("公众号", "due")]
    assert board.line.act_by == datetime.date(2024, 6, 11)  # 端午节, 10 June, is off
    assert "端午节" in board.line.due.explanation()
    assert board.line.workdays_left == 5


def test_a_receipt_settles_it(office: Any, catalogue: CatalogueEntry) -> None:
    item = office.published()
    of_account(office, item).perform()
    assert labels(of_town(office)) == [("政务公开栏", "due")]
    on_board(office, item).perform()
    assert of_town(office) == []


def test_what_failed_is_still_due(office: Any, catalogue: CatalogueEntry) -> None:
    item = office.published()
    of_account(office, item, state=ReceiptState.FAILED, note="平台审核未过。", link="").perform()
    assert ("公众号", ChannelState.FAILED) in labels(of_town(office))


def test_what_failed_after_it_was_carried_or_unasked_is_nobody_s_task(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    on_board(office, item).perform()
    of_account(office, item, name="惠民发布").perform()
    failed = {"state": ReceiptState.FAILED, "note": "平台审核未过。", "link": ""}
    of_account(office, item, name="惠民宣传", **failed).perform()
    RecordReceipt(
        item, office.drafter, channel=ChannelKind.NEWSPAPER, name="日报", at=timezone.now(), **failed
    ).perform()
    assert of_town(office) == []
    assert states(item)["公众号（惠民宣传）"] == ChannelState.FAILED
    clock.move_to(datetime.datetime(2024, 12, 2, 9, tzinfo=CHINA))
    assert (earlier_list(office), counted(office)) == ([], (0, 0))


def test_after_the_day_it_is_late_and_stands_first(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    office.published()
    clock.move_to(datetime.datetime(2024, 6, 7, 9, tzinfo=CHINA))
    office.published("关于开展夏季植树活动的公告", formed_on=datetime.date(2024, 6, 7))
    clock.move_to(datetime.datetime(2024, 6, 12, 9, tzinfo=CHINA))
    tasks = of_town(office)
    assert [task.line.late for task in tasks] == [True, True, False, False]
    assert tasks[0].line.state == ChannelState.LATE


def test_the_longest_time_is_the_law_s(office: Any) -> None:
    CatalogueEntry.objects.create(
        agency=office.agency, duty=DUTY, column=office.column(), deadline_workdays=30, channels=["公报"]
    )
    office.published()
    [task] = of_town(office)
    assert task.line.due.counted == "第20个工作日"


def test_the_item_s_own_duties_go_before_its_column_s(office: Any, catalogue: CatalogueEntry) -> None:
    CatalogueEntry.objects.create(
        agency=office.agency, duty="a20_12", deadline_workdays=20, channels=["村村响"]
    )
    office.published(duties=["a20_12"])
    assert labels(of_town(office)) == [("村村响（广播）", "due")]


def test_withdrawn_what_hangs_is_to_come_down_at_once(office: Any, catalogue: CatalogueEntry) -> None:
    item = office.published()
    receipts = [of_account(office, item).perform(), on_board(office, item).perform()]
    Withdraw(item, office.chief, "内容有误。").perform()
    tasks = of_town(office)
    assert {state for _, state in labels(tasks)} == {ChannelState.TO_TAKE_DOWN}
    assert [(task.line.late, task.line.act_by) for task in tasks] == [(True, today())] * 2
    TakeDown(receipts[0], office.drafter, at=timezone.now()).perform()
    assert labels(of_town(office)) == [("政务公开栏（和平村公开栏）", ChannelState.TO_TAKE_DOWN)]
    TakeDown(receipts[1], office.drafter, at=timezone.now()).perform()
    assert of_town(office) == []


def test_nobody_is_asked_to_take_down_what_was_aired_or_printed(
    office: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    aired = [
        RecordReceipt(item, office.drafter, channel=channel, at=timezone.now()).perform()
        for channel in (ChannelKind.VILLAGE_RADIO, ChannelKind.NEWSPAPER)
    ]
    with pytest.raises(Refused, match="收不回来"):
        TakeDown(aired[0], office.drafter, at=timezone.now()).perform()
    Withdraw(item, office.chief, "内容有误。").perform()
    assert of_town(office) == []
    assert due.outlived([office.agency.pk], today()) == []
    assert states(item)["村村响（广播）"] == ChannelState.CARRIED


def test_what_was_printed_of_an_older_version_is_printed_again_only_where_the_catalogue_asks(
    office: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    RecordReceipt(item, office.drafter, channel=ChannelKind.NEWSPAPER, at=timezone.now()).perform()
    item = office.reviewed(office.revised(item, title="关于开展春季植树活动的公告（更正）"))
    assert states(item)["报纸"] == ChannelState.CARRIED
    assert "报纸" not in [task.line.label for task in of_town(office)]
    assert due.outlived([office.agency.pk], today()) == []
    catalogue.channels = [*catalogue.channels, "报纸"]
    catalogue.save()
    assert states(item)["报纸"] == ChannelState.OLD
    assert "报纸" in [task.line.label for task in of_town(office)]


def test_a_new_version_makes_the_channels_old_and_due_from_its_day(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    of_account(office, item).perform()
    on_board(office, item).perform()
    clock.move_to(datetime.datetime(2024, 6, 18, 9, tzinfo=CHINA))
    changed = office.reviewed(office.revised(item, title="关于开展夏季植树活动的公告"))
    tasks = of_town(office)
    assert {state for _, state in labels(tasks)} == {ChannelState.OLD}
    assert tasks[0].line.due.start == datetime.date(2024, 6, 18)
    of_account(office, changed).perform()
    on_board(office, changed, posted_on=today()).perform()
    assert of_town(office) == []


def test_a_sheet_that_hangs_too_long_is_to_come_down(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    of_account(office, item).perform()
    posted = on_board(office, item).perform()
    clock.move_to(datetime.datetime(2025, 7, 4, 9, tzinfo=CHINA))
    [task] = of_town(office)
    assert (task.line.state, task.line.act_by) == (ChannelState.OVER, posted.posting.until_on)
    TakeDown(posted, office.drafter, at=timezone.now()).perform()
    assert of_town(office) == []
    assert states(item)["政务公开栏（和平村公开栏）"] == ChannelState.TAKEN_DOWN


def test_what_came_out_long_ago_has_a_list_of_its_own_and_is_counted(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    item = office.published()
    clock.move_to(datetime.datetime(2024, 12, 2, 9, tzinfo=CHINA))
    assert of_town(office) == []
    assert states(item)["公众号"] == ChannelState.LATE
    assert labels(earlier_list(office)) == [("政务公开栏", "late"), ("公众号", "late")]
    assert counted(office) == (2, 2)
    of_account(office, item).perform()
    assert labels(earlier_list(office)) == [("政务公开栏", "late")]
    assert counted(office) == (1, 1)
    on_board(office, item, posted_on=today(), until_on=datetime.date(2025, 1, 2)).perform()
    assert (earlier_list(office), counted(office)) == ([], (0, 0))


def earlier_list(office: Any) -> list[Any]:
    return due.tasks_of([office.agency.pk], today(), earlier=True)


def counted(office: Any) -> tuple[int, int]:
    """Of the body, and of its drafter's own."""
    return (
        earlier.earlier_of([office.agency.pk], today()),
        earlier.earlier_for(powers_of(office.drafter, today()), today()),
    )


def test_the_count_of_what_is_earlier_is_as_long_as_its_list(
    office: Any, clock: Any, catalogue: CatalogueEntry, django_assert_max_num_queries: Any
) -> None:
    """Whatever duties, columns, versions and names of carriers there are; withdrawn and outlived things stand elsewhere."""
    CatalogueEntry.objects.create(
        agency=office.agency,
        duty="a20_12",
        deadline_workdays=20,
        channels=["村村响", "入户/现场", "精准推送"],
    )
    items = [
        office.published(f"第{number}号", duties=["a20_12"] if number % 2 else []) for number in range(6)
    ]
    said = {"channel": ChannelKind.OTHER, "link": "", "at": timezone.now()}
    RecordReceipt(items[1], office.drafter, name="入户/现场", **said).perform()
    RecordReceipt(items[3], office.drafter, name="别的", **said).perform()
    for name in ("惠民发布", "惠民宣传"):
        of_account(office, items[0], name=name).perform()
    of_account(office, items[2]).perform()
    office.reviewed(office.revised(items[2], summary="改过。"))
    of_account(office, items[4]).perform()
    Withdraw(office.again(items[4]), office.chief, "内容有误。").perform()
    clock.move_to(datetime.datetime(2024, 12, 2, 9, tzinfo=CHINA))
    assert len(earlier_list(office)) == 9 == counted(office)[0]
    town, powers = office.agency.pk, powers_of(office.drafter, today())
    with django_assert_max_num_queries(4):
        earlier.earlier_of([town], today())
    with django_assert_max_num_queries(6):
        earlier.earlier_for(powers, today())


def test_of_two_carriers_of_a_channel_one_is_asked(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    """Where neither has what is public now. By one of them what the catalogue asks is done."""
    catalogue.channels = ["公众号", "村村响"]
    catalogue.save()
    item = office.published()
    radio = {"channel": ChannelKind.VILLAGE_RADIO, "link": ""}
    of_account(office, item, name="和平村广播", **radio).perform()
    first = of_account(office, item, name="惠民发布").perform()
    item = office.reviewed(office.revised(item, summary="改过。"))
    failed = {"state": ReceiptState.FAILED, "note": "平台审核未过。", "link": ""}
    of_account(office, item, name="河口村广播", **(radio | failed)).perform()
    of_account(office, item, name="惠民宣传", **failed).perform()
    TakeDown(first, office.drafter, at=timezone.now()).perform()
    assert sorted(labels(of_town(office))) == [
        ("公众号（惠民宣传）", ChannelState.FAILED),
        ("村村响（广播）（河口村广播）", ChannelState.FAILED),
    ]
    assert states(item)["村村响（广播）（和平村广播）"] == ChannelState.CARRIED
    clock.move_to(datetime.datetime(2024, 12, 2, 9, tzinfo=CHINA))
    assert len(earlier_list(office)) == 2
    assert counted(office) == (2, 2)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_clerks_entered_the_count_is_as_long_as_the_list(
    office: Any, clock: Any, catalogue: CatalogueEntry, seed: int
) -> None:
    drawn = random.Random(seed)
    catalogue.channels = ["公众号", "村村响", "入户/现场"]
    catalogue.save()
    for number in range(8):
        item = office.published(f"第{number}号")
        for _ in range(drawn.randrange(6)):
            enter_something(office, office.again(item), drawn)
    clock.move_to(datetime.datetime(2024, 12, 2, 9, tzinfo=CHINA))
    assert len(earlier_list(office)) == counted(office)[0] > 0


def enter_something(office: Any, item: Any, drawn: random.Random) -> None:
    """Something that a clerk may do: a receipt, a taking down, a correction, a new version."""
    kinds = (
        ChannelKind.OFFICIAL_ACCOUNT,
        ChannelKind.VILLAGE_RADIO,
        ChannelKind.NEWSPAPER,
        ChannelKind.OTHER,
    )
    act, receipt = drawn.randrange(6), Receipt.objects.filter(item=item, automatic=False).last()
    if act == 0:
        office.reviewed(office.revised(item, summary=f"第{drawn.random()}次改过。"))
        return
    action: Any = TakeDown(receipt, office.drafter, at=timezone.now()) if act == 1 and receipt else None
    if act == 2 and receipt:
        action = VoidReceipt(receipt, office.drafter, at=timezone.now(), note="登记错了。")
    said = {"note": "平台审核未过。", "state": ReceiptState.FAILED} if drawn.random() < 0.4 else {}
    channel, name = drawn.choice(kinds), drawn.choice(("甲", "乙", "入户/现场"))
    with contextlib.suppress(Refused):
        (action or of_account(office, item, channel=channel, name=name, **said)).perform()


def test_where_nothing_is_asked_of_clerks_one_query_tells(
    office: Any, django_assert_num_queries: Any
) -> None:
    town = office.published().agency_id
    with django_assert_num_queries(1):
        assert earlier.earlier_of([town], today()) == 0


def test_automatic_channels_are_shown_and_never_due(office: Any) -> None:
    item = office.published()
    assert states(item) == {kind.label: ChannelState.WAITING for kind in AUTOMATIC}
    note_carried([item.pk], timezone.now())
    assert states(item) == {kind.label: ChannelState.CARRIED for kind in AUTOMATIC}
    assert of_town(office) == []
    Withdraw(item, office.chief, "内容有误。").perform()
    note_carried([item.pk], timezone.now())
    assert states(item) == {kind.label: ChannelState.TAKEN_DOWN for kind in AUTOMATIC}


def test_a_draft_shows_where_it_will_go_and_is_not_due_there(office: Any, catalogue: CatalogueEntry) -> None:
    item = office.draft()
    assert set(states(item).values()) == {ChannelState.NOT_YET}
    assert "公众号" in states(item)
    assert of_town(office) == []


def test_what_nobody_asked_for_is_shown_as_well(office: Any) -> None:
    item = office.published()
    RecordReceipt(item, office.drafter, channel=ChannelKind.VILLAGE_RADIO, at=timezone.now()).perform()
    assert states(item)["村村响（广播）"] == ChannelState.CARRIED


def test_the_holder_of_the_post_is_asked_else_the_drafter(office: Any, catalogue: CatalogueEntry) -> None:
    def asked(role: PostRole) -> int:
        return len(due.tasks_for(powers_of(office.of(role), today()), today()))

    office.published()
    assert (asked(PostRole.DRAFTER), asked(PostRole.DEPUTY_LEADER)) == (2, 0)
    catalogue.responsible = Post.objects.get(agency=office.agency, role=PostRole.DEPUTY_LEADER)
    catalogue.save()
    assert (asked(PostRole.DRAFTER), asked(PostRole.DEPUTY_LEADER)) == (0, 2)
    catalogue.responsible = Post.objects.create(
        agency=office.agency, role=PostRole.GROUP_MEMBER, title="没有人的岗位"
    )
    catalogue.save()
    assert (asked(PostRole.DRAFTER), asked(PostRole.DEPUTY_LEADER)) == (2, 0)


def test_the_bodies_with_most_that_is_late_stand_first(
    office: Any, clock: Any, catalogue: CatalogueEntry
) -> None:
    office.published()
    clock.move_to(datetime.datetime(2024, 7, 1, 9, tzinfo=CHINA))
    [stand] = due.stand_of([office.agency, office.world.agency("永兴镇")], today())
    assert (stand.agency, stand.due, stand.late) == (office.agency, 2, 2)


def test_many_items_ask_the_database_as_often_as_one(
    office: Any, catalogue: CatalogueEntry, django_assert_max_num_queries: Any
) -> None:
    office.published()
    powers = powers_of(office.drafter, today())
    with django_assert_max_num_queries(7):
        assert len(due.tasks_for(powers, today())) == 2
    for number in range(4):
        item = office.published(f"关于开展第{number}次植树活动的公告")
        on_board(office, item).perform()
    with django_assert_max_num_queries(7):
        assert len(due.tasks_for(powers, today())) == 6


def test_the_list_takes_no_receipt_for_another_item_s(office: Any, catalogue: CatalogueEntry) -> None:
    one, other = office.published(), office.published("关于开展夏季植树活动的公告")
    of_account(office, one).perform()
    assert Receipt.objects.get().item == one
    assert [task.item for task in of_town(office) if task.line.kind == "official_account"] == [other]


@pytest.mark.parametrize(
    "typed", [datetime.date(1024, 6, 3), datetime.date(2204, 6, 3), datetime.date(1, 1, 1)]
)
def test_a_date_of_forming_that_cannot_be_sets_off_no_period(
    office: Any, catalogue: CatalogueEntry, typed: datetime.date
) -> None:
    """Once it was answered for, it counts from the day on which it came out."""
    draft = office.draft(formed_on=typed)
    [finding] = open_findings(draft)
    assert (finding.rule, finding.is_blocking) == ("dates.formed_on", True)
    assert desk.due_soon([office.agency.pk], today(), within=20) == []
    ClearFinding(draft, office.drafter, finding.fingerprint, "原件如此").perform()
    item = office.reviewed(draft)
    board, account = of_town(office)
    assert (board.line.act_by, account.line.late) == (datetime.date(2024, 6, 11), False)
    assert states(item)["公众号"] == ChannelState.DUE
    assert [one.late for one in due.stand_of([office.agency], today())] == [0]
    assert coverage(office.agency, today()).duties


@pytest.mark.parametrize("day", [datetime.date(2024, 6, 15), datetime.date(2024, 6, 16)])
def test_on_the_weekend_after_the_last_day_it_is_late(
    office: Any, clock: Any, catalogue: CatalogueEntry, day: datetime.date
) -> None:
    """No working day is missing yet, but the day asked for is over."""
    clock.move_to(datetime.datetime(2024, 6, 7, 9, tzinfo=CHINA))
    office.published(formed_on=datetime.date(2024, 6, 6))
    clock.move_to(datetime.datetime(day.year, day.month, day.day, 9, tzinfo=CHINA))
    office.published("关于开展夏季植树活动的公告", formed_on=datetime.date(2024, 6, 13))
    tasks = of_town(office)
    assert [(task.line.late, task.line.workdays_left) for task in tasks[:2]] == [(True, 0)] * 2
    assert [task.line.late for task in tasks[2:]] == [False, False]
    assert [(stand.due, stand.late) for stand in due.stand_of([office.agency], today())] == [(4, 2)]
