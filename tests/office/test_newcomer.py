"""What a newcomer, a careless clerk and an impatient deputy come across on the screens of items and reviews."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.disclosure.conftest import CONFIRMED
from tests.office.stage import BACKEND
from tests.office.states import Scenes

from gongkai.agencies.models import PostRole
from gongkai.channels import addresses
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.drafts import findings_of
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.states import ItemState
from gongkai.review.actions import Comment
from gongkai.review.models import Clearance, Decision, DecisionKind, Stage
from gongkai.review.notices import tell

pytestmark = pytest.mark.django_db
TELEPHONE = "13812345678"


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def scenes(world: Any) -> Scenes:
    return Scenes(world)


@pytest.fixture
def drafter(scenes: Scenes) -> Client:
    return signed_in(scenes, PostRole.DRAFTER)


def signed_in(scenes: Scenes, role: PostRole) -> Client:
    client = Client()
    client.force_login(scenes.of(role), backend=BACKEND)
    return client


def text_block(words: str) -> dict[str, str]:
    raw = {"blocks": [{"key": "abcde", "text": words, "type": "unstyled"}], "entityMap": {}}
    return {"type": "text", "value": json.dumps(raw)}


def typed(scenes: Scenes, *blocks: dict[str, str], **fields: Any) -> dict[str, Any]:
    """The form of an item as the browser sends it."""
    sent: dict[str, Any] = {
        "agency": scenes.agency.pk,
        "title": "关于规范镇农贸市场管理的通知",
        "column": scenes.column(ColumnKind.NOTICE).pk,
        "openness": "proactive",
        "formed_on": "2024-06-03",
        "summary": "规范镇农贸市场管理。",
        "body-count": len(blocks),
    }
    for number, block in enumerate(blocks):
        sent |= {f"body-{number}-{part}": "" for part in ("deleted", "id")}
        sent[f"body-{number}-order"] = str(number)
        sent |= {f"body-{number}-{part}": value for part, value in block.items()}
    return sent | fields


def sent_again(scenes: Scenes, item: Item, *blocks: dict[str, str], **fields: Any) -> dict[str, Any]:
    return typed(scenes, *blocks, item=item.pk, seen_revision=item.latest_revision_id, **fields)


def latest(item: Item) -> Item:
    found: Item = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
    return found


def workbook(*, hidden: bool) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active["A1"] = "项目"
    if hidden:
        sheet = book.create_sheet("名单")
        sheet["A1"] = TELEPHONE
        sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("名单.xlsx", buffer.getvalue())


def test_a_file_is_added_together_with_what_was_typed(scenes: Scenes, drafter: Client) -> None:
    sent = typed(scenes, text_block("为加强管理，通知如下。"), attach="1", upload=workbook(hidden=True))
    answer = drafter.post("/office/items/new/", sent, follow=True)
    item = Item.objects.get()
    assert answer.redirect_chain[-1][0] == f"/office/items/{item.pk}/edit/"
    assert "为加强管理" in str(item.body)
    assert [one.name for one in latest(item).attachments.all()] == ["名单.xlsx"]

    key = str(latest(item).attachments.get().key)
    sent = sent_again(scenes, item, text_block("改了一句。"), detach=key)
    drafter.post(f"/office/items/{item.pk}/edit/", sent)
    assert "改了一句" in str(latest(item).body) and not latest(item).attachments.exists()


def test_a_file_chosen_before_sending_in_is_not_forgotten(scenes: Scenes, drafter: Client) -> None:
    sent = typed(scenes, text_block("通知如下。"), submit="1", upload=workbook(hidden=False))
    answer = drafter.post("/office/items/new/", sent)
    item = Item.objects.get()
    assert answer["Location"] == f"/office/items/{item.pk}/submit/"
    assert latest(item).attachments.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(scenes: Scenes, drafter: Client) -> None:
    sent = typed(
        scenes,
        text_block("这一段不能丢。"),
        title="",
        summary="这一句也不能丢。",
        attach="1",
        upload=workbook(hidden=False),
    )
    answer = drafter.post("/office/items/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Item.objects.exists()
    # The text goes back to the editor as JSON within JSON.
    escaped = json.dumps("这一段不能丢").strip('"')
    assert escaped in page.replace("\\\\", "\\")
    assert "这一句也不能丢。" in page and "再选一次文件" in page
    assert "Validation error" not in page


def test_a_form_sent_before_the_editor_was_there_changes_nothing(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.begin("草稿", ItemState.DRAFT)
    before = latest(kept.item).own_hash()
    sent = sent_again(scenes, kept.item, summary="另一句。")
    del sent["body-count"]
    answer = drafter.post(f"/office/items/{kept.pk}/edit/", sent)
    assert answer.status_code == 422 and "正文没有收到" in answer.content.decode()
    assert latest(kept.item).own_hash() == before


def test_masking_beside_the_editor_saves_and_masks(scenes: Scenes, drafter: Client) -> None:
    sent = typed(scenes, text_block(f"联系电话{TELEPHONE}。"))
    found = drafter.post("/office/items/check/", sent).content.decode()
    assert 'name="mask"' in found and "138****5678" in found and TELEPHONE not in found
    drafter.post("/office/items/new/", sent | {"mask": "1"})
    body = str(latest(Item.objects.get()).body)
    assert TELEPHONE not in body and "138****5678" in body


def test_a_table_without_header_is_saved_and_told(scenes: Scenes, drafter: Client) -> None:
    table = {"data": [["摊位", "数量"], ["甲", "3"]], "table_header_choice": ""}
    sent = typed(scenes, {"type": "table", "value": json.dumps(table)})
    assert "没有标出表头" in drafter.post("/office/items/check/", sent).content.decode()
    drafter.post("/office/items/new/", sent)
    item = Item.objects.get()
    assert any("没有标出表头" in finding.message for finding in findings_of(latest(item)))
    assert "甲" in drafter.get(f"/office/items/{item.pk}/").content.decode()


def test_a_picture_not_chosen_yet_is_saved_and_blocks(scenes: Scenes, drafter: Client) -> None:
    block = {"type": "picture", "value-picture": "", "value-alternative_text": "市场", "value-caption": ""}
    drafter.post("/office/items/new/", typed(scenes, block))
    item = Item.objects.get()
    assert any(one.is_blocking and "还没有选择图片" in one.message for one in findings_of(latest(item)))
    assert drafter.get(f"/office/items/{item.pk}/").status_code == 200


def test_the_checks_look_at_what_is_typed_also_when_it_is_wrong(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.begin("草稿", ItemState.DRAFT)
    wrong = {"type": "video", "value-video": "不是网址", "value-transcript": "", "value-caption": ""}
    sent = sent_again(scenes, kept.item, text_block(f"手机{TELEPHONE}。"), wrong)
    assert "138****5678" in drafter.post("/office/items/check/", sent).content.decode()
    answer = drafter.post(f"/office/items/{kept.pk}/edit/", sent)
    assert answer.status_code == 422 and "Validation" not in answer.content.decode()


def test_what_was_answered_for_is_not_demanded_again_beside_the_editor(
    scenes: Scenes, drafter: Client
) -> None:
    kept = scenes.begin("草稿", ItemState.DRAFT)
    words = text_block(f"办事电话{TELEPHONE}。")
    drafter.post(f"/office/items/{kept.pk}/edit/", sent_again(scenes, kept.item, words))
    item = scenes.again(kept.item)
    finding = next(one for one in findings_of(latest(item)) if one.is_blocking)
    short = drafter.post(
        f"/office/items/{item.pk}/clear/", {"fingerprint": finding.fingerprint, "reason": "好"}
    )
    assert short.status_code == 422 and ">好</textarea>" in short.content.decode()
    reason = {"fingerprint": finding.fingerprint, "reason": "这是便民服务中心的公开电话"}
    drafter.post(f"/office/items/{item.pk}/clear/", reason)
    assert Clearance.objects.get().person == scenes.of(PostRole.DRAFTER)

    page = drafter.post("/office/items/check/", sent_again(scenes, item, words)).content.decode()
    assert "已处理" in page and "须处理" not in page
    other = text_block("办事电话13912345678。")
    page = drafter.post("/office/items/check/", sent_again(scenes, item, other)).content.decode()
    assert "须处理" in page


def test_a_program_is_not_answered_for(scenes: Scenes, drafter: Client) -> None:
    program = SimpleUploadedFile("通知.pdf", b"MZ\x90\x00" + b"\0" * 400)
    drafter.post("/office/items/new/", typed(scenes, text_block("通知。"), attach="1", upload=program))
    item = Item.objects.get()
    running = next(one for one in findings_of(latest(item)) if one.rule == "attachment.type")
    reason = {"fingerprint": running.fingerprint, "reason": "看过了，没有问题"}
    drafter.post(f"/office/items/{item.pk}/clear/", reason)
    assert not Clearance.objects.exists()
    assert running.fingerprint not in drafter.get(f"/office/items/{item.pk}/").content.decode()


def test_a_reviewer_may_answer_for_a_finding_while_it_is_reviewed(scenes: Scenes) -> None:
    kept = scenes.begin("在审", ItemState.IN_REVIEW, document_number="惠府发[2026]3号")
    scenes.submit(kept)
    page = signed_in(scenes, PostRole.DEPUTY_LEADER).get(f"/office/items/{kept.pk}/").content.decode()
    assert "核对过，不需改" in page and "一键遮盖" not in page


def test_both_pages_about_an_item_say_everything_that_is_decided_on(scenes: Scenes) -> None:
    later = timezone.now() + datetime.timedelta(days=30)
    kept = scenes.begin(
        "不公开",
        ItemState.IN_REVIEW,
        openness="withheld",
        withholding_reason="internal_affairs",
        withholding_explanation="后勤管理的内部安排。",
        go_live_at=later,
        duties=["article20.1"],
    )
    scenes.submit(kept)
    deputy = signed_in(scenes, PostRole.DEPUTY_LEADER)
    for address in (f"/office/items/{kept.pk}/", f"/office/items/{kept.pk}/review/"):
        page = deputy.get(address).content.decode()
        assert "不予公开" in page and "后勤管理的内部安排。" in page and "第十六条" in page
        assert "internal_affairs" not in page and "withheld" not in page


def test_a_document_and_its_interpretation_name_each_other(scenes: Scenes, drafter: Client) -> None:
    document = scenes.publish("文件", kind=ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕3号")
    sent = typed(
        scenes, text_block("解读如下。"), interprets_numbers=str(scenes.again(document.item).index_number)
    )
    sent["title"] = "农贸市场管理办法的解读"
    drafter.post("/office/items/new/", sent)
    interpretation = Item.objects.exclude(pk=document.pk).get()
    assert document.item.title in drafter.get(f"/office/items/{interpretation.pk}/").content.decode()
    assert interpretation.title in drafter.get(f"/office/items/{document.pk}/").content.decode()
    # A draft of one body is no news for another.
    other = Client()
    other.force_login(scenes.world.of("永兴镇", PostRole.DRAFTER), backend=BACKEND)
    assert other.get(f"/office/items/{interpretation.pk}/").status_code == 404


def test_differences_are_in_words(scenes: Scenes) -> None:
    kept = scenes.begin("差别", ItemState.IN_REVIEW)
    scenes.submit(kept)
    deputy = signed_in(scenes, PostRole.DEPUTY_LEADER)
    deputy.get(f"/office/items/{kept.pk}/review/")
    scenes.send_back(kept)
    changed = latest(kept.item)
    changed.latest_revision_id = scenes.again(kept.item).latest_revision_id
    changed.openness, changed.go_live_at = "on_request", datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    SaveDraft(changed, scenes.of(PostRole.DRAFTER), changed.latest_revision_id).perform()
    page = deputy.get(f"/office/items/{kept.pk}/review/").content.decode()
    assert "与您上次看到的版本相比" in page and "on_request" not in page and "proactive" not in page
    assert "2030年1月1日 08:00（北京时间）" in page


def test_an_emergency_is_meant(scenes: Scenes) -> None:
    kept = scenes.begin("山洪", ItemState.DRAFT, secret=False)
    deputy = signed_in(scenes, PostRole.DEPUTY_LEADER)
    address = f"/office/items/{kept.pk}/review/"
    page = deputy.get(address).content.decode()
    decisions, _, emergency = page.partition('id="emergency"')
    assert 'value="emergency"' in emergency and 'value="emergency"' not in decisions
    sent = {"act": "emergency", "revision": kept.item.latest_revision_id, "comment": "雨情紧急，须立即告知。"}
    answer = deputy.post(address, sent)
    assert answer.status_code == 422 and not Item.objects.get(pk=kept.pk).live
    assert "雨情紧急，须立即告知。" in answer.content.decode()
    deputy.post(address, sent | {"confirmed": "1"})
    assert Item.objects.get(pk=kept.pk).live
    assert Decision.objects.filter(kind=DecisionKind.EMERGENCY).count() == 1
    for page in (f"/office/items/{kept.pk}/", address):
        assert "还没有补审" in signed_in(scenes, PostRole.CHIEF).get(page).content.decode()


def test_a_comment_decides_nothing_and_reaches_the_drafter(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.begin("留言", ItemState.IN_REVIEW)
    scenes.submit(kept)
    deputy = signed_in(scenes, PostRole.DEPUTY_LEADER)
    sent = {"act": "comment", "revision": kept.item.latest_revision_id, "comment": "请再核对日期。"}
    assert deputy.post(f"/office/items/{kept.pk}/review/", sent).status_code == 302
    assert scenes.again(kept.item).workflow_in_progress
    tell(datetime.date.today())
    assert "请再核对日期。" in drafter.get("/office/").content.decode()
    assert "请再核对日期。" in drafter.get("/office/notices/").content.decode()
    drafter.post("/office/notices/read/")
    assert "请再核对日期。" not in drafter.get("/office/").content.decode()
    assert "请再核对日期。" in drafter.get("/office/notices/").content.decode()


def test_nobody_reads_or_marks_anothers_notices(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.begin("留言", ItemState.IN_REVIEW)
    scenes.submit(kept)
    present = scenes.again(kept.item)
    Comment(present, scenes.of(PostRole.DEPUTY_LEADER), present.latest_revision_id, "请核对。").perform()
    tell(datetime.date.today())
    chief = signed_in(scenes, PostRole.CHIEF)
    chief.post("/office/notices/read/", {"notice": "1"})
    assert "请核对。" not in chief.get("/office/notices/").content.decode()
    assert "请核对。" in drafter.get("/office/").content.decode()


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_lists_take_the_same_queries_however_long_they_are(scenes: Scenes, drafter: Client) -> None:
    deputy = signed_in(scenes, PostRole.DEPUTY_LEADER)

    def one_more() -> None:
        scenes.submit(scenes.begin("在审", ItemState.IN_REVIEW))
        back = scenes.begin("退回", ItemState.SENT_BACK)
        scenes.submit(back)
        scenes.send_back(back)
        scenes.begin("草稿", ItemState.DRAFT)
        scenes.publish("公开")
        tell(datetime.date.today())

    pages = [
        (client, address)
        for client in (drafter, deputy)
        for address in ("/office/", "/office/items/", "/office/reviews/", "/office/notices/")
    ]
    pages += [(drafter, f"/office/items/?state={state.value}") for state in ItemState]
    one_more()
    few = [queries_of(*page) for page in pages]
    one_more()
    one_more()
    assert [queries_of(*page) for page in pages] == few


def test_withdrawing_asks_for_the_reason_and_leaves_the_text_readable(scenes: Scenes) -> None:
    kept = scenes.publish("公开")
    chief = signed_in(scenes, PostRole.CHIEF)
    assert chief.post(f"/office/items/{kept.pk}/withdraw/", {"reason": " "}).status_code == 422
    assert Item.objects.get(pk=kept.pk).live
    Withdraw(scenes.again(kept.item), scenes.of(PostRole.CHIEF), reason="日期有误。").perform()
    page = chief.get(f"/office/items/{kept.pk}/").content.decode()
    assert "日期有误。" in page and kept.public[0] in page
    assert Stage.FINAL.label in page


def test_the_catalogue_says_in_a_sentence_what_is_there_already(scenes: Scenes) -> None:
    chief = signed_in(scenes, PostRole.CHIEF)
    column = scenes.column(ColumnKind.NOTICE)
    sent = {"name": "另一栏目", "slug": column.slug, "kind": "notice", "rank": "1", "in_service": "on"}
    page = chief.post("/office/columns/new/", sent).content.decode()
    assert "本机关已有同名或者同网址的栏目" in page
    page = chief.post("/office/columns/new/", sent | {"name": "", "slug": "another"}).content.decode()
    assert "请填写栏目名称。" in page


def test_what_is_public_as_it_is_is_not_offered_to_be_sent_in(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.publish("公开")
    submit = reverse("office:item-submit", args=[kept.pk])
    assert submit not in drafter.get(reverse("office:item", args=[kept.pk])).content.decode()
    page = drafter.get(submit).content.decode()
    assert "没有新的改动" in page and "确认并送审" not in page
    draft = scenes.begin("草稿", ItemState.DRAFT)
    assert (
        reverse("office:item-submit", args=[draft.pk])
        in drafter.get(reverse("office:item", args=[draft.pk])).content.decode()
    )


def test_the_last_reviewer_is_told_that_it_is_public_and_where(scenes: Scenes) -> None:
    kept = scenes.begin("在审", ItemState.IN_REVIEW)
    scenes.submit(kept)
    said = []
    for role, stage in ((PostRole.DEPUTY_LEADER, Stage.SECOND), (PostRole.CHIEF, Stage.FINAL)):
        sent = {
            "act": "approve",
            "revision": scenes.again(kept.item).latest_revision_id,
            "stage": str(stage),
        }
        reviewer = signed_in(scenes, role)
        answer = reviewer.post(reverse("office:item-review", args=[kept.pk]), sent, follow=True)
        said.append(answer.content.decode())
    assert "已通过，并以您的姓名和时间签署。" in said[0] and "已公开：" not in said[0]
    link = addresses.link(addresses.item(scenes.again(kept.item)))
    assert f'已公开：<a href="{link}">查看公开的网页</a>' in said[1]


@pytest.mark.parametrize("stage", ["", "third"])
def test_an_approval_of_no_stage_is_refused_in_a_sentence(scenes: Scenes, stage: str) -> None:
    kept = scenes.begin("在审", ItemState.IN_REVIEW)
    scenes.submit(kept)
    seen = scenes.again(kept.item).latest_revision_id
    answer = signed_in(scenes, PostRole.DEPUTY_LEADER).post(
        reverse("office:item-review", args=[kept.pk]),
        {"act": "approve", "revision": seen, "stage": stage, "comment": "同意"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有写明是哪一级审核" in page and "同意" in page


def test_a_sign_that_postgresql_has_no_place_for_is_left_out_of_what_is_said(
    scenes: Scenes, drafter: Client
) -> None:
    words = dict.fromkeys(("comment", "reason"), "可以\x00这样公开。")
    kept = scenes.begin("草稿", ItemState.DRAFT)
    drafter.post(
        f"/office/items/{kept.pk}/edit/", sent_again(scenes, kept.item, text_block(f"联系电话{TELEPHONE}。"))
    )
    draft = latest(kept.item)
    [finding] = [one for one in findings_of(draft) if one.rule == "personal_data.text"]
    drafter.post(f"/office/items/{kept.pk}/clear/", words | {"fingerprint": finding.fingerprint})
    assert Clearance.objects.get().reason == "可以这样公开。"
    sent = words | {"revision": scenes.again(kept.item).latest_revision_id, "confirmed": CONFIRMED}
    drafter.post(f"/office/items/{kept.pk}/submit/", sent)
    assert set(Decision.objects.values_list("comment", flat=True)) == {"可以这样公开。"}
    public = scenes.publish("公开")
    signed_in(scenes, PostRole.CHIEF).post(f"/office/items/{public.pk}/withdraw/", words)
    assert scenes.again(public.item).withdrawn_reason == "可以这样公开。"


def test_the_end_of_a_line_counts_as_one_sign_as_in_the_browser(scenes: Scenes, drafter: Client) -> None:
    kept = scenes.begin("草稿", ItemState.DRAFT)
    said = "甲\r\n" * 999 + "乙丙"
    sent = {"comment": said, "revision": kept.item.latest_revision_id, "confirmed": CONFIRMED}
    answer = drafter.post(f"/office/items/{kept.pk}/submit/", sent)
    assert answer.status_code == 302, answer.content.decode()
