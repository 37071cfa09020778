"""A newcomer's way through the example county: mend the faulty draft, and see it through three people."""

from __future__ import annotations

import pytest
from tests.demo.conftest import Built

from gongkai.acts.action import Refused
from gongkai.agencies.models import Person
from gongkai.disclosure.actions.attach import RemoveAttachment
from gongkai.disclosure.actions.mask_personal_data import MaskPersonalData
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.models import Item
from gongkai.register.models import Entry
from gongkai.review.actions import Approve, Submit
from gongkai.review.models import Stage
from gongkai.review.settings import DEFAULT_CHECKLIST

pytestmark = pytest.mark.any_database


def _item() -> Item:
    return Item.objects.get(title="关于做好今冬明春农田水利冬修工作的通知")


def _person(username: str) -> Person:
    return Person.objects.get(username=username)


def _submit() -> None:
    item = _item()
    checklist = [check.key for check in DEFAULT_CHECKLIST]
    Submit(item, _person("zhuangao"), item.latest_revision_id, checklist=checklist).perform()


def test_the_faulty_draft_is_held_back_mended_and_published(undone: Built) -> None:
    with pytest.raises(Refused, match="手机号码"):
        _submit()

    drafter = _person("zhuangao")
    MaskPersonalData(_item(), drafter).perform()
    key = _item().get_latest_revision_as_object().attachments.all()[0].key
    RemoveAttachment(_item(), drafter, key).perform()
    item = _item()
    mended = item.get_latest_revision_as_object()
    mended.summary = "明确今冬明春农田水利冬修的任务、时间和检查。"
    mended.document_number = "惠府发〔2026〕21号"
    SaveDraft(mended, drafter, item.latest_revision_id).perform()

    _submit()
    for username, stage in (("fenguan", Stage.SECOND), ("zhuyao", Stage.FINAL)):
        item = _item()
        Approve(item, _person(username), item.latest_revision_id, stage).perform()
    item = _item()
    assert item.live
    assert Entry.objects.order_by("-sequence")[0].title == item.title
