"""One word for the state of an item, the same in a page's list and in a filter."""

from __future__ import annotations

import datetime

from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item
from gongkai.disclosure.states import ItemState, in_state, states_of

from .conftest import MORNING, Office

INTERNAL = {
    "openness": "withheld",
    "withholding_reason": "internal_affairs",
    "withholding_explanation": "人事管理信息。",
}


def test_each_item_is_in_one_state_and_the_filter_agrees(office: Office) -> None:
    items = {
        ItemState.DRAFT: office.draft("草稿"),
        ItemState.IN_REVIEW: office.draft("在审"),
        ItemState.SCHEDULED: office.published("定时", go_live_at=MORNING + datetime.timedelta(days=1)),
        ItemState.PUBLIC: office.published("公开"),
        ItemState.PUBLIC_DRAFT: office.published("公开又有草稿"),
        ItemState.FILED: office.published("内部", **INTERNAL),
        ItemState.WITHDRAWN: office.published("撤回"),
        ItemState.GIVEN_UP: office.draft("放弃"),
    }
    office.submit(items[ItemState.IN_REVIEW])
    office.revised(items[ItemState.PUBLIC_DRAFT], summary="新的概述。")
    Withdraw(items[ItemState.WITHDRAWN], office.chief, "内容有误").perform()
    DiscardDraft(items[ItemState.GIVEN_UP], office.drafter).perform()
    states = states_of(Item.objects.all())
    for state, item in items.items():
        assert states[item.pk] == state
        assert [found.pk for found in in_state(Item.objects.all(), state)] == [item.pk], state


def test_a_filed_item_that_is_written_on_is_a_draft_again(office: Office) -> None:
    item = office.published("内部", **INTERNAL)
    item = office.revised(item, openness="proactive", withholding_reason="", withholding_explanation="")
    assert states_of([item])[item.pk] == ItemState.DRAFT
    assert office.reviewed(item).live
