"""Who may do what: by post and day, and by who did the earlier step. No account has a way round."""

from __future__ import annotations

import datetime

import pytest
from tests.review.office import EVERY_CHECK, TOWN, Office, refusal

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.agencies.models import Delegation, Person, PostRole
from gongkai.agencies.models.appointment import AppointmentEnd
from gongkai.review.actions import (
    Approve,
    ChangeReviewSettings,
    Comment,
    PublishInEmergency,
    Recall,
    SendBack,
    Submit,
)
from gongkai.review.models import Decision, DecisionKind, ReviewSettings, Stage
from gongkai.review.queries import waiting_for
from gongkai.review.rules import Act, allowed, cleared
from gongkai.review.settings import Check, Terms, terms_of

A_DAY = datetime.timedelta(days=1)


def possible(office: Office, person: Person) -> set[Act]:
    office.letter.refresh_from_db()
    return {one.act for one in allowed(office.letter, person, today()) if one.possible}


def test_each_has_his_acts_at_each_stage(office: Office) -> None:
    assert possible(office, office.drafter) == {Act.SUBMIT}
    assert possible(office, office.deputy) == {Act.EMERGENCY}
    office.submit()
    assert possible(office, office.drafter) == {Act.RECALL, Act.COMMENT}
    assert possible(office, office.deputy) == {Act.APPROVE, Act.SEND_BACK, Act.COMMENT, Act.EMERGENCY}
    assert possible(office, office.chief) == {Act.COMMENT, Act.EMERGENCY}
    office.approve(office.deputy, Stage.SECOND)
    assert possible(office, office.deputy) == {Act.COMMENT, Act.EMERGENCY}
    assert possible(office, office.chief) == {Act.APPROVE, Act.SEND_BACK, Act.COMMENT, Act.EMERGENCY}
    office.approve(office.chief, Stage.FINAL)
    for person in (office.drafter, office.deputy, office.chief):
        assert possible(office, person) == set()


def test_every_impossible_act_says_why(office: Office) -> None:
    office.submit()
    for person in Person.objects.all():
        for one in allowed(office.letter, person, today()):
            assert one.possible or all(reason.endswith("。") and len(reason) > 10 for reason in one.reasons)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (PostRole.AUDITOR, "审计员只能查看"),
        (PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员不能审核"),
        (PostRole.SUPERVISOR, "没有这个岗位"),
        (PostRole.CHIEF, "没有这个岗位"),
    ],
)
def test_people_of_the_county_do_not_review_for_a_town(office: Office, role: PostRole, words: str) -> None:
    office.submit()
    person = office.world.of("测试县", role)
    assert possible(office, person) == set()
    assert words in refusal(Approve(office.letter, person, office.present, stage=Stage.SECOND))


def test_even_with_the_post_an_administrator_of_accounts_or_an_auditor_approves_nothing(
    office: Office,
) -> None:
    office.submit()
    for role in (PostRole.ACCOUNT_ADMINISTRATOR, PostRole.AUDITOR):
        person = office.world.of("测试县", role)
        office.world.appoint(person, TOWN, PostRole.DEPUTY_LEADER, f"兼任{role}")
        assert Act.APPROVE not in possible(office, person)
        refusal(Approve(office.letter, person, office.present, stage=Stage.SECOND))


def test_an_administrator_who_drafts_submits_and_leaves_the_first_review_to_others(office: Office) -> None:
    administrator = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    office.world.appoint(administrator, TOWN, PostRole.DRAFTER, "兼任撰稿")
    Submit(office.letter, administrator, office.present).perform()
    assert office.letter.current_workflow_task.stage == Stage.FIRST
    Approve(office.letter, office.drafter, office.present, stage=Stage.FIRST, checklist=EVERY_CHECK).perform()
    assert office.letter.current_workflow_task.stage == Stage.SECOND


def test_a_superuser_without_a_post_has_no_way_round(office: Office) -> None:
    root = Person.objects.create_superuser("root", name="超级用户", password="x")
    office.submit()
    assert possible(office, root) == set()
    for action in (
        Approve(office.letter, root, office.present, stage=Stage.SECOND),
        SendBack(office.letter, root, office.present, comment="退回。"),
        Recall(office.letter, root, office.present),
        Comment(office.letter, root, office.present, comment="留言。"),
        PublishInEmergency(office.letter, root, office.present, comment="紧急。"),
    ):
        assert "没有任何岗位" in refusal(action)


def test_an_account_switched_off_meanwhile_decides_nothing(office: Office) -> None:
    office.submit()
    deputy = office.deputy
    Person.objects.filter(pk=deputy.pk).update(is_active=False)
    assert deputy.is_active  # what his open session still believes
    assert "没有任何岗位" in refusal(Approve(office.letter, deputy, office.present, stage=Stage.SECOND))


def test_an_author_reviews_nothing_of_his_own(office: Office) -> None:
    office.write("副书记改过的正文。", office.deputy)
    office.submit()
    refused = refusal(Approve(office.letter, office.deputy, office.present, stage=Stage.SECOND))
    assert "参与撰写" in refused


def test_an_author_of_an_earlier_version_is_an_author_still(office: Office) -> None:
    office.write("书记起草的正文。", office.chief)
    office.write("专岗润色的正文。", office.drafter)
    office.to_final()
    refused = refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))
    assert "参与撰写" in refused


def test_after_it_was_cleared_a_new_draft_has_new_authors(office: Office) -> None:
    office.to_final()
    office.approve(office.chief, Stage.FINAL)
    other = office.world.newcomer("second", "另一撰稿人")
    office.world.appoint(other, TOWN, PostRole.DRAFTER, "公开专岗二")
    office.world.appoint(office.drafter, TOWN, PostRole.DEPUTY_LEADER, "分管领导（新任）")
    office.write("更新的正文。", other)
    office.submit(other)
    office.approve(office.drafter, Stage.SECOND)
    office.approve(office.chief, Stage.FINAL)
    assert cleared(office.letter, office.present) is not None


def test_one_person_with_two_posts_is_one_person(office: Office) -> None:
    office.world.appoint(office.deputy, TOWN, PostRole.CHIEF, "主持全面工作")
    office.to_final()
    refused = refusal(Approve(office.letter, office.deputy, office.present, stage=Stage.FINAL))
    assert "您已办理本轮的再审" in refused


def delegate(office: Office, deputy: Person, role: PostRole = PostRole.CHIEF) -> Delegation:
    return Delegation.objects.create(
        appointment=office.world.appointments[TOWN, role],
        deputy=deputy,
        began_on=today() - A_DAY,
        until_on=today() + A_DAY,
        reason="外出学习",
    )


def test_who_stands_in_signs_in_his_own_name_on_behalf_of_the_absent(office: Office) -> None:
    standing_in = office.world.of("永兴镇", PostRole.CHIEF)
    delegate(office, standing_in)
    office.to_final()
    assert [one.stands_in_for for one in waiting_for(standing_in, today())] == [office.chief.name]
    decision = office.approve(standing_in, Stage.FINAL)
    assert decision.signature == f"{standing_in.name}（镇党委书记，代{office.chief.name}）"
    clearing = cleared(office.letter, office.present)
    assert clearing is not None
    final = clearing.reviewers[-1]
    assert (final.name, final.on_behalf_of) == (standing_in.name, office.chief.name)


def test_who_stands_in_and_did_an_earlier_step_is_refused(office: Office) -> None:
    delegate(office, office.deputy)
    office.to_final()
    refused = refusal(Approve(office.letter, office.deputy, office.present, stage=Stage.FINAL))
    assert "终审必须由另外的人办理" in refused
    assert office.letter not in [one.subject for one in waiting_for(office.deputy, today())]


def test_a_delegation_that_is_over_gives_nothing(office: Office) -> None:
    standing_in = office.world.newcomer("late", "代班人")
    Delegation.objects.create(
        appointment=office.world.appointments[TOWN, PostRole.CHIEF],
        deputy=standing_in,
        began_on=today() - 3 * A_DAY,
        until_on=today() - A_DAY,
        reason="外出学习",
    )
    office.to_final()
    refusal(Approve(office.letter, standing_in, office.present, stage=Stage.FINAL))


def test_a_post_handed_over_takes_its_reviews_along(office: Office) -> None:
    office.to_final()
    successor = office.world.newcomer("successor", "新书记")
    assert waiting_for(successor, today()) == []
    AppointmentEnd.objects.create(
        appointment=office.world.appointments[TOWN, PostRole.CHIEF], ended_on=today(), reason="handed_over"
    )
    office.world.appoint(successor, TOWN, PostRole.CHIEF, "镇党委书记（新任）")
    assert [one.subject for one in waiting_for(successor, today())] == [office.letter]
    assert waiting_for(office.chief, today()) == []
    refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))
    office.approve(successor, Stage.FINAL)
    assert office.sent()


def change(office: Office, by: Person, terms: Terms, on: datetime.date | None = None) -> ReviewSettings:
    return ChangeReviewSettings(office.letter.agency, by, on or today(), terms).perform()


def test_settings_say_who_reviews_from_a_day_on(office: Office) -> None:
    terms = Terms(first=(PostRole.SECTION_HEAD,), days_per_stage=3, checklist=(Check("read", "已通读全文"),))
    change(office, office.chief, terms)
    agency = office.letter.agency_id
    assert terms_of(agency, today()) == terms
    assert terms_of(agency, today() - A_DAY) == Terms()
    head = office.world.newcomer("head", "科室长")
    office.world.appoint(head, TOWN, PostRole.SECTION_HEAD, "党政办主任")
    Submit(office.letter, office.drafter, office.present).perform()
    assert not Decision.objects.filter(kind=DecisionKind.APPROVED).exists()
    refusal(Approve(office.letter, head, office.present, stage=Stage.FIRST))
    Approve(office.letter, head, office.present, stage=Stage.FIRST, checklist=["read"]).perform()
    office.approve(office.deputy, Stage.SECOND)
    office.approve(office.chief, Stage.FINAL)
    assert office.sent()


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(second=()), "再审没有指定岗位"),
        (Terms(final=(PostRole.AUDITOR,)), "审计员不能办理终审"),
        (Terms(second=(PostRole.DRAFTER,)), "撰稿人不能办理再审"),
        (Terms(emergency=(PostRole.ACCOUNT_ADMINISTRATOR,)), "账号管理员不能办理紧急发布"),
        (Terms(days_per_stage=0), "1至20个工作日"),
        (Terms(checklist=()), "不能为空"),
        (Terms(checklist=(Check("a", "甲"), Check("a", "乙"))), "重复"),
        (Terms(checklist=(Check("a", " "),)), "空白"),
    ],
)
def test_settings_that_three_reviews_cannot_go_by_are_refused(
    office: Office, terms: Terms, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        change(office, office.chief, terms)


def test_only_leaders_of_the_body_change_its_settings(office: Office) -> None:
    for person in (
        office.drafter,
        office.world.of("永兴镇", PostRole.CHIEF),
        office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
    ):
        with pytest.raises(Refused, match="三审设置由"):
            change(office, person, Terms())
    with pytest.raises(Refused, match="不能早于今天"):
        change(office, office.chief, Terms(), today() - A_DAY)
