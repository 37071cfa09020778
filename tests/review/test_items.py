"""The same machinery serves items: through Wagtail's own tasks, and in what is shown of a changed body."""

from __future__ import annotations

import datetime

import pytest
from tests.review.office import EVERY_CHECK, TOWN
from tests.world import World

from gongkai.acts.days import today
from gongkai.agencies.models import PostRole
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.models import Column, ColumnKind, Item
from gongkai.review.actions import Submit
from gongkai.review.differences import between
from gongkai.review.queries import waiting_for
from gongkai.review.wording import Change
from gongkai.review.workflow import three_reviews


@pytest.fixture
def item(world: World) -> Item:
    agency = world.agency(TOWN)
    agency.refresh_from_db()
    column = Column.objects.create(agency=agency, name="通知公告", slug="notice", kind=ColumnKind.NOTICE)
    draft = Item(
        agency=agency,
        column=column,
        title="关于开展春季植树活动的公告",
        formed_on=datetime.date(2024, 6, 3),
        theme="综合政务/政务公开",
        summary="镇人民政府组织春季植树。",
        body=[
            ("text", "<p>镇人民政府定于本周组织植树。</p>"),
            ("table", {"data": [["村", "株数"], ["大坪村", "120"]], "first_row_is_table_header": True}),
        ],
    )
    SaveDraft(draft, world.of(TOWN, PostRole.DRAFTER), None).perform()
    return Item.objects.get(pk=draft.pk)


def test_an_item_goes_out_by_wagtails_own_tasks(world: World, item: Item) -> None:
    assert item.get_workflow() == Item.get_default_workflow() == three_reviews()
    drafter = world.of(TOWN, PostRole.DRAFTER)
    Submit(item, drafter, item.latest_revision_id, checklist=EVERY_CHECK).perform()
    for role in (PostRole.DEPUTY_LEADER, PostRole.CHIEF):
        person = world.of(TOWN, role)
        assert [one.subject for one in waiting_for(person, today())] == [item]
        present = Item.objects.get(pk=item.pk)
        assert not present.live
        state = present.current_workflow_task_state
        state.task.specific.on_action(state, person, "approve", comment="同意。")
    assert Item.objects.get(pk=item.pk).live


def test_changes_in_text_and_tables_are_told_word_by_word(world: World, item: Item) -> None:
    first = item.get_latest_revision()
    latest = item.get_latest_revision_as_object()
    latest.body = [
        ("text", "<p>镇人民政府定于下周组织植树。</p>"),
        ("table", {"data": [["村", "株数"], ["大坪村", "150"]], "first_row_is_table_header": True}),
    ]
    SaveDraft(latest, world.of(TOWN, PostRole.DRAFTER), item.latest_revision_id).perform()
    second = Item.objects.get(pk=item.pk).get_latest_revision()
    (field,) = between(first, second).fields
    assert field.label == "正文"
    assert [piece.text for piece in field.pieces if piece.change is Change.REMOVED] == ["本", "120"]
    assert [piece.text for piece in field.pieces if piece.change is Change.ADDED] == ["下", "150"]
