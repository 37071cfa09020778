"""From draft to public and back: what the reviews lead to, and what is refused on the way."""

from __future__ import annotations

import json

import pytest

from gongkai.acts.action import Refused
from gongkai.disclosure.actions.publish import Publish
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.register.models import ChangeKind, Entry

from .conftest import Office, body


def kinds(item: Item) -> list[str]:
    entries = Entry.objects.filter(subject_type="disclosure.item", subject_id=item.pk)
    return list(entries.order_by("sequence").values_list("kind", flat=True))


def test_the_final_approval_makes_it_public_and_registers_it(office: Office) -> None:
    item = office.published()
    assert item.live
    assert item.live_revision_id == item.latest_revision_id
    assert kinds(item) == [ChangeKind.PUBLISHED]
    entry = Entry.objects.get(subject_id=item.pk)
    stated = json.loads(entry.body)
    assert stated["content_hash"] == item.own_hash() == item.content_hash(item.live_revision)
    assert [reviewer["person"] for reviewer in stated["reviewers"]] == [
        office.drafter.pk,
        office.deputy.pk,
        office.chief.pk,
    ]
    assert item.index_number is not None
    assert entry.index_number == item.index_number.number == "510499101/2024-00001"


def test_a_draft_is_not_public_before_the_last_approval(office: Office) -> None:
    item = office.draft()
    office.submit(item)
    office.approve(item, "second", office.deputy)
    assert not office.again(item).live
    with pytest.raises(Refused, match="三审"):
        Publish(item, office.chief, item.latest_revision_id).perform()
    assert kinds(item) == []


def test_a_new_draft_leaves_the_public_version_until_it_is_reviewed(office: Office) -> None:
    item = office.published(body=body("第一版。"))
    revised = office.revised(item, title="关于开展秋季植树活动的公告", body=body("第二版。"))
    office.submit(revised)
    row = office.again(item)
    assert row.live
    assert row.title == "关于开展春季植树活动的公告"
    assert "第一版" in str(row.body)
    office.approve(revised, "second", office.deputy)
    office.approve(revised, "final", office.chief)
    row = office.again(item)
    assert row.title == "关于开展秋季植树活动的公告"
    assert "第二版" in str(row.body)
    assert kinds(item) == [ChangeKind.PUBLISHED, ChangeKind.CORRECTED]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (ColumnKind.LEADER, ChangeKind.UPDATED),
        (ColumnKind.BUDGET, ChangeKind.UPDATED),
        (ColumnKind.INSTITUTION, ChangeKind.MODIFIED),
        (ColumnKind.DUTY_ROSTER, ChangeKind.MODIFIED),
        (ColumnKind.NEWS, ChangeKind.CORRECTED),
    ],
)
def test_what_a_change_is_called_depends_on_the_column(office: Office, kind: str, change: str) -> None:
    item = office.published(kind=kind)
    office.reviewed(office.revised(item, summary="内容有变动。"))
    assert kinds(item) == [ChangeKind.PUBLISHED, change]


def test_a_revision_goes_out_once(office: Office) -> None:
    item = office.published()
    with pytest.raises(Refused, match="已经登记公开过"):
        Publish(item, office.chief, item.live_revision_id).perform()


def test_an_older_reviewed_revision_does_not_come_back_over_a_newer_one(office: Office) -> None:
    item = office.published()
    first = item.live_revision_id
    newer = office.reviewed(office.revised(item, summary="新的概述。"))
    with pytest.raises(Refused, match="已有更新的版本"):
        Publish(newer, office.chief, first).perform()
    assert office.again(item).live_revision_id != first


def test_contents_changed_in_place_after_the_review_do_not_go_out(office: Office) -> None:
    item = office.draft()
    office.submit(item)
    office.approve(item, "second", office.deputy)
    revision = office.again(item).latest_revision
    revision.content["title"] = "换过的标题"
    revision.save()
    with pytest.raises(Refused):
        office.approve(item, "final", office.chief)
    assert not office.again(item).live


def test_what_is_not_proactively_open_is_filed_and_stays_inside(office: Office) -> None:
    item = office.published(
        openness="withheld",
        withholding_reason="internal_affairs",
        withholding_explanation="属于人事管理信息，第十六条第一款。",
    )
    assert not item.live
    assert item.filed_at is not None
    assert kinds(item) == []


def test_the_row_of_a_draft_follows_what_was_saved_last(office: Office) -> None:
    item = office.draft("初稿标题")
    revised = office.revised(item, title="改过的标题", keywords="植树 造林")
    assert office.again(revised).title == "改过的标题"
    assert Item.objects.filter(keywords__contains="造林").exists()


def test_a_file_of_another_item_cannot_go_out_with_this_one(office: Office) -> None:
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gongkai.disclosure.actions.attach import Attach
    from gongkai.disclosure.models import Attachment

    other = office.draft("另一条信息")
    upload = SimpleUploadedFile("名单.txt", "内部名单".encode())
    attached = Attach(other, office.drafter, upload).perform()
    item = office.draft()
    item.attachments = [Attachment(stored=attached.stored, sort_order=0)]
    with pytest.raises(ValidationError, match="不能引用别的信息的文件"):
        item.full_clean()
    item.save_revision(user=office.drafter, clean=False)
    with pytest.raises(Refused, match="别的信息的文件"):
        office.reviewed(item)
