"""Withdrawn is not deleted: a reason, an entry, a tombstone; and what may follow."""

from __future__ import annotations

import datetime

import pytest

from gongkai.acts.action import Refused
from gongkai.agencies.models import PostRole
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw, WithdrawExpired
from gongkai.disclosure.models import ColumnKind, Concealed, Item
from gongkai.disclosure.tombstones import tombstone_of, tombstones
from gongkai.register.models import ChangeKind, Entry
from gongkai.statute.metadata import Validity

from .conftest import Office


def test_a_withdrawal_leaves_a_tombstone_and_an_entry(office: Office) -> None:
    item = office.published()
    number = item.index_number.number
    Withdraw(item, office.deputy, "名单有误，更正后重新公开").perform()
    item = office.again(item)
    assert not item.live
    stone = tombstone_of(item)
    assert stone is not None
    assert (stone.title, stone.index_number) == ("关于开展春季植树活动的公告", number)
    assert (stone.reason, stone.on) == ("名单有误，更正后重新公开", datetime.date(2024, 6, 3))
    entry = Entry.objects.order_by("-sequence").first()
    assert entry.kind == ChangeKind.WITHDRAWN
    assert entry.body.count("名单有误") == 1


def test_the_tombstone_keeps_the_title_that_was_public(office: Office) -> None:
    item = office.published()
    Withdraw(item, office.chief, "内容有误").perform()
    office.revised(item, title="重写的标题")
    stone = tombstone_of(office.again(item))
    assert stone is not None
    assert stone.title == "关于开展春季植树活动的公告"


def test_tombstones_of_a_list_are_one_query(office: Office, django_assert_num_queries: object) -> None:
    items = [office.published(f"第{number}号公告") for number in range(3)]
    for item in items:
        Withdraw(item, office.chief, "内容有误").perform()
    gone = list(Item.objects.withdrawn())
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(tombstones(gone)) == 3


def test_it_takes_a_leader_of_the_body_and_a_reason(office: Office) -> None:
    item = office.published()
    with pytest.raises(Refused, match="分管领导或者主要领导"):
        Withdraw(item, office.drafter, "内容有误").perform()
    with pytest.raises(Refused, match="分管领导或者主要领导"):
        Withdraw(item, office.world.of("永兴镇", PostRole.CHIEF), "内容有误").perform()
    with pytest.raises(Refused, match="写明撤回的理由"):
        Withdraw(item, office.chief, "  ").perform()
    assert office.again(item).live


def test_after_a_withdrawal_it_is_published_anew_through_the_reviews(office: Office) -> None:
    item = office.published()
    number = item.index_number_id
    Withdraw(item, office.chief, "内容有误").perform()
    item = office.reviewed(office.revised(item, summary="改正后的概述。"))
    assert item.live
    assert (item.withdrawn_at, item.withdrawn_reason) == (None, "")
    assert tombstone_of(item) is None
    assert item.index_number_id == number
    kinds = Entry.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == [ChangeKind.PUBLISHED, ChangeKind.WITHDRAWN, ChangeKind.PUBLISHED]


def test_expiry_is_no_way_to_withdraw_early(office: Office) -> None:
    item = office.published()
    with pytest.raises(Refused, match="期限还没有到"):
        WithdrawExpired(item, office.drafter).perform()


def test_an_emergency_that_is_not_confirmed_comes_down(office: Office) -> None:
    from gongkai.review.actions import PublishInEmergency, RejectEmergency

    item = office.draft()
    PublishInEmergency(item, office.deputy, item.latest_revision_id, "山洪预警，须立即公开").perform()
    assert office.again(item).live
    RejectEmergency(office.again(item), office.chief, item.latest_revision_id, "预警范围写错").perform()
    assert not office.again(item).live
    assert "预警范围写错" in office.again(item).withdrawn_reason


def test_an_emergency_that_is_confirmed_is_registered_so(office: Office) -> None:
    from gongkai.review.actions import ConfirmEmergency, PublishInEmergency

    item = office.draft()
    PublishInEmergency(item, office.deputy, item.latest_revision_id, "山洪预警，须立即公开").perform()
    ConfirmEmergency(office.again(item), office.chief, item.latest_revision_id, "情况属实").perform()
    kinds = Entry.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == [ChangeKind.PUBLISHED, ChangeKind.CONFIRMED]
    assert office.again(item).live


def test_no_number_of_a_person_enters_the_register_with_a_reason(office: Office) -> None:
    document, notice = office.published(kind=ColumnKind.DOCUMENT), office.published()
    number = "误登了王某的电话13800138000"
    acts = (
        Withdraw(notice, office.chief, number),
        Conceal(notice, office.chief, Concealed.EARLIER_VERSIONS, number),
        ChangeValidity(
            document,
            office.chief,
            validity=Validity.REPEALED,
            on=datetime.date(2024, 6, 3),
            basis=number,
        ),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"手机号码（138\*\*\*\*8000）") as refused:
            act.perform()
        assert "13800138000" not in str(refused.value)
    assert not any("13800138000" in entry.body for entry in Entry.objects.all())
