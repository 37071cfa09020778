"""From draft to sent, back and again: what a letter goes through, and what Wagtail shows of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.review.letters.models import SECRET
from tests.review.office import EVERY_CHECK, TOWN, Office, refusal

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Person, PostRole
from gongkai.review.actions import (
    Approve,
    Comment,
    PublishInEmergency,
    Recall,
    SendBack,
    StaleRevision,
    Submit,
)
from gongkai.review.models import Clearance, Decision, DecisionKind, Stage
from gongkai.review.queries import history
from gongkai.review.rules import cleared


def test_three_people_send_it_out(office: Office) -> None:
    office.submit()
    assert not office.sent()
    office.approve(office.deputy, Stage.SECOND)
    assert not office.sent()
    assert cleared(office.letter, office.present) is None
    office.approve(office.chief, Stage.FINAL)
    assert office.sent()
    clearing = cleared(office.letter, office.present)
    assert clearing is not None and not clearing.objections() and not clearing.emergency
    assert [(one.stage, one.name, one.post) for one in clearing.reviewers] == [
        ("first", office.drafter.name, "公开专岗"),
        ("second", office.deputy.name, "镇党委副书记"),
        ("final", office.chief.name, "镇党委书记"),
    ]


def test_every_step_is_signed_and_audited(office: Office) -> None:
    office.to_final()
    office.approve(office.chief, Stage.FINAL)
    said = [
        (one.get_stage_display(), one.get_kind_display(), one.signature) for one in history(office.letter)
    ]
    assert said == [
        ("初审", "送审", "惠撰1（公开专岗）"),
        ("初审", "通过", "惠撰1（公开专岗）"),
        ("再审", "通过", "惠副1（镇党委副书记）"),
        ("终审", "通过", "惠正1（镇党委书记）"),
    ]
    acts = AuditEntry.objects.filter(subject_type="letters.letter", refused=False)
    assert [entry.act for entry in acts.order_by("pk")] == ["Submit", "Approve", "Approve"]


def test_the_first_reviewer_confirms_every_point(office: Office) -> None:
    short = Submit(office.letter, office.drafter, office.present, checklist=EVERY_CHECK[:-1])
    assert "附件已逐个打开查看" in refusal(short)
    office.submit()
    approval = Decision.objects.get(kind=DecisionKind.APPROVED)
    assert [check["key"] for check in approval.checklist] == list(EVERY_CHECK)
    assert approval.checklist[0]["label"].startswith("内容真实")


def test_sending_back_needs_a_reason_and_begins_again(office: Office) -> None:
    office.to_final()
    assert "理由" in refusal(SendBack(office.letter, office.chief, office.present))
    SendBack(office.letter, office.chief, office.present, comment="落款日期不对。").perform()
    assert office.letter.current_workflow_state.status == "needs_changes"
    office.write("道路施工预计十一月三十日完工。")
    office.submit()
    refused = refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))
    assert "还没有到终审" in refused
    office.approve(office.deputy, Stage.SECOND)
    office.approve(office.chief, Stage.FINAL)
    assert office.sent()


def test_approvals_of_an_earlier_round_count_for_nothing(office: Office) -> None:
    """第二轮只重做后两审也不行：三个通过必须在同一轮。"""
    office.to_final()
    Recall(office.letter, office.drafter, office.present).perform()
    office.submit()
    rounds = set(Decision.objects.values_list("round", flat=True))
    assert len(rounds) == 2
    assert "还没有到终审" in refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))


def test_a_comment_decides_nothing(office: Office) -> None:
    office.submit()
    assert "留言没有内容" in refusal(Comment(office.letter, office.chief, office.present, comment=" "))
    Comment(office.letter, office.chief, office.present, comment="请附施工图。").perform()
    assert office.letter.current_workflow_task.stage == Stage.SECOND
    assert cleared(office.letter, office.present) is None


def test_what_is_said_has_its_length(office: Office) -> None:
    office.submit()
    long = "请附施工图。" * 400
    assert "2400字，请写在2000字以内" in refusal(
        Comment(office.letter, office.chief, office.present, comment=long)
    )
    approval = Approve(office.letter, office.deputy, office.present, stage=Stage.SECOND, comment=long)
    assert "2000字以内" in refusal(approval)
    assert "500字以内" in refusal(
        PublishInEmergency(office.letter, office.chief, office.present, comment=long)
    )
    Comment(office.letter, office.chief, office.present, comment=long[:2000]).perform()


def test_a_form_opened_before_the_last_change_is_refused_with_both_versions(office: Office) -> None:
    seen = office.present
    office.submit()
    Recall(office.letter, office.drafter, seen).perform()
    present = office.write("改过的正文。")
    office.submit()
    with pytest.raises(StaleRevision) as caught:
        Approve(office.letter, office.deputy, seen, stage=Stage.SECOND).perform()
    assert (caught.value.seen, caught.value.present) == (seen, present)
    assert "在您打开之后已被修改" in str(caught.value)
    assert f"第{seen}号" in str(caught.value) and f"第{present}号" in str(caught.value)
    assert office.drafter.name in str(caught.value)


def test_what_was_submitted_is_never_overwritten_in_place(office: Office) -> None:
    seen = office.present
    office.submit()
    Recall(office.letter, office.drafter, seen).perform()
    office.letter.refresh_from_db()
    office.letter.text = "悄悄改掉。"
    overwritten = office.letter.save_revision(
        user=office.drafter, overwrite_revision=office.letter.latest_revision
    )
    assert overwritten.pk != seen


def test_a_revision_changed_behind_our_back_is_not_the_one_that_was_approved(office: Office) -> None:
    office.to_final()
    revision = office.letter.get_latest_revision()
    type(revision).objects.filter(pk=revision.pk).update(content={**revision.content, "text": "换了。"})
    assert "不符" in refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    office.approve(office.chief, Stage.FINAL)
    type(revision).objects.filter(pk=revision.pk).update(content={**revision.content, "text": "换了。"})
    assert cleared(office.letter, office.present) is None


def test_nobody_edits_what_is_being_reviewed(office: Office) -> None:
    office.submit()
    for person in (office.drafter, office.deputy, office.chief):
        assert office.letter.get_lock().for_user(person)
        with pytest.raises(Refused, match="正在审核"):
            office.write("改一下。", person)


def test_findings_hold_it_back_until_somebody_answers_for_them(office: Office) -> None:
    office.write(f"申请人身份证号码{SECRET}。")
    blocked = Submit(office.letter, office.drafter, office.present, checklist=EVERY_CHECK)
    assert "身份证号码" in refusal(blocked) and "更短" not in refusal(blocked)
    finding = next(one for one in office.letter.review_findings() if one.severity == "blocking")
    Clearance.objects.create(
        content_type=Decision._meta.get_field("content_type").related_model.objects.get_for_model(
            office.letter
        ),
        object_id=office.letter.pk,
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        person=office.drafter,
        reason="示例号码，不是真人。",
    )
    office.submit()


def test_when_it_cannot_go_out_the_last_approval_does_not_stand(office: Office) -> None:
    office.write("这封函件现在不能发出。")
    office.to_final()
    assert "改日再办" in refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))
    assert office.letter.current_workflow_task.stage == Stage.FINAL
    assert not Decision.objects.filter(stage=Stage.FINAL).exists()
    assert AuditEntry.objects.filter(act="Approve", refused=True).exists()


def test_a_draft_that_was_never_saved_cannot_be_submitted(office: Office) -> None:
    fresh = type(office.letter).objects.create(agency=office.letter.agency, title="空", live=False)
    assert "还没有保存过" in refusal(Submit(fresh, office.drafter, 0, checklist=EVERY_CHECK))


def test_decisions_cannot_be_rewritten(office: Office) -> None:
    decision = office.submit()
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk)._raw_delete("default")
    assert office.world.of(TOWN, PostRole.DRAFTER) == Person.objects.get(pk=decision.person_id)
