"""Publication before the reviews: marked, by a leader, answered afterwards by another."""

from __future__ import annotations

import pytest
from tests.review.letters.models import SECRET
from tests.review.office import TOWN, Office, refusal

from gongkai.acts.days import today
from gongkai.agencies.models import Person, PostRole
from gongkai.review.actions import Approve, ConfirmEmergency, PublishInEmergency, RejectEmergency
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.queries import overdue, waiting_for
from gongkai.review.rules import cleared
from gongkai.statute.workdays import CALENDAR

FLOOD = "上游水库今晚泄洪，须立即通知沿河村民。"


def publish(office: Office, by: Person) -> Decision:
    return PublishInEmergency(office.letter, by, office.present, comment=FLOOD).perform()


def test_a_leader_publishes_at_once_with_a_reason(office: Office) -> None:
    assert "理由" in refusal(PublishInEmergency(office.letter, office.deputy, office.present))
    publish(office, office.deputy)
    assert office.sent()
    clearing = cleared(office.letter, office.present)
    assert clearing is not None and clearing.emergency and clearing.comment == FLOOD
    assert not clearing.objections()
    assert not office.letter.workflow_in_progress


def test_it_ends_a_review_that_was_under_way(office: Office) -> None:
    office.submit()
    publish(office, office.chief)
    assert waiting_for(office.deputy, today()) == []
    assert "不必再办理" not in refusal(
        Approve(office.letter, office.deputy, office.present, stage=Stage.SECOND)
    )


@pytest.mark.parametrize("role", [PostRole.DRAFTER, PostRole.SUPERVISOR])
def test_others_cannot(office: Office, role: PostRole) -> None:
    person = office.world.of("测试县" if role == PostRole.SUPERVISOR else TOWN, role)
    assert "没有这个岗位" in refusal(PublishInEmergency(office.letter, person, office.present, comment=FLOOD))


def test_not_even_a_leader_publishes_what_he_wrote(office: Office) -> None:
    office.write("泄洪通知。", office.deputy)
    refused = refusal(PublishInEmergency(office.letter, office.deputy, office.present, comment=FLOOD))
    assert "参与撰写" in refused


def test_personal_data_stay_in_even_in_an_emergency(office: Office) -> None:
    office.write(f"联系人身份证{SECRET}。")
    refused = refusal(PublishInEmergency(office.letter, office.chief, office.present, comment=FLOOD))
    assert "身份证号码" in refused


def test_nor_is_anybodys_number_in_the_words_that_the_register_takes_up(office: Office) -> None:
    number = "请联系王某13800138000。"
    assert "138****8000" in refusal(
        PublishInEmergency(office.letter, office.deputy, office.present, comment=FLOOD + number)
    )
    publish(office, office.deputy)
    for answer in (ConfirmEmergency, RejectEmergency):
        assert "138****8000" in refusal(answer(office.letter, office.chief, office.present, comment=number))


def test_another_leader_confirms(office: Office) -> None:
    publish(office, office.deputy)
    present = office.present
    assert "没有这个岗位" in refusal(ConfirmEmergency(office.letter, office.deputy, present))
    lines = waiting_for(office.chief, today())
    assert [(one.subject, one.emergency, one.remark) for one in lines] == [(office.letter, True, FLOOD)]
    ConfirmEmergency(office.letter, office.chief, present).perform()
    office.letter.refresh_from_db()
    assert office.letter.confirmed and office.letter.sent
    assert cleared(office.letter, present) is not None
    assert waiting_for(office.chief, today()) == []
    assert "没有等待补审" in refusal(ConfirmEmergency(office.letter, office.chief, present))


def test_nobody_confirms_his_own(office: Office) -> None:
    publish(office, office.chief)
    refused = refusal(ConfirmEmergency(office.letter, office.chief, office.present))
    assert "必须由另一位领导补审" in refused


def test_nobody_confirms_what_he_wrote(office: Office) -> None:
    office.write("泄洪通知。", office.chief)
    publish(office, office.deputy)
    assert "参与撰写" in refusal(ConfirmEmergency(office.letter, office.chief, office.present))


def test_the_chief_of_the_body_above_answers_where_a_town_has_one_chief(office: Office) -> None:
    publish(office, office.chief)
    county = office.world.of("测试县", PostRole.CHIEF)
    neighbour = office.world.of("永兴镇", PostRole.CHIEF)
    assert [one.subject for one in waiting_for(county, today())] == [office.letter]
    assert waiting_for(neighbour, today()) == []
    assert "没有这个岗位" in refusal(ConfirmEmergency(office.letter, neighbour, office.present))
    decision = ConfirmEmergency(office.letter, county, office.present).perform()
    assert decision.post_title == "镇党委书记" or decision.appointment.post.agency.short_name == "测试县"


def test_a_rejection_needs_a_reason_and_takes_it_back(office: Office) -> None:
    publish(office, office.deputy)
    present = office.present
    assert "理由" in refusal(RejectEmergency(office.letter, office.chief, present))
    long = "水位数据有误。" * 41
    assert "280字以内" in refusal(RejectEmergency(office.letter, office.chief, present, comment=long))
    RejectEmergency(office.letter, office.chief, present, comment="水位数据有误。").perform()
    assert not office.sent()
    assert cleared(office.letter, present) is None
    office.submit()


def test_the_answer_is_about_what_went_out_whatever_was_drafted_since(office: Office) -> None:
    publish(office, office.deputy)
    published = office.present
    office.write("补充通知。")
    assert "已被修改" in refusal(ConfirmEmergency(office.letter, office.chief, office.present))
    ConfirmEmergency(office.letter, office.chief, published).perform()
    assert cleared(office.letter, published) is not None
    assert cleared(office.letter, office.present) is None


def test_who_wrote_what_nobody_confirmed_is_an_author_of_what_follows(office: Office) -> None:
    other = office.world.newcomer("second", "另一撰稿人")
    office.world.appoint(other, TOWN, PostRole.DRAFTER, "公开专岗二")
    office.write("书记口述的通知。", office.chief)
    publish(office, office.deputy)
    office.write("补充通知。", other)
    office.submit(other)
    office.approve(office.deputy, Stage.SECOND)
    assert "参与撰写" in refusal(Approve(office.letter, office.chief, office.present, stage=Stage.FINAL))


def test_hours_later_a_second_emergency_is_answered_for_itself(office: Office) -> None:
    publish(office, office.deputy)
    first = office.present
    assert "没有新的改动" in refusal(PublishInEmergency(office.letter, office.deputy, first, comment=FLOOD))
    office.write("水位上涨，扩大转移范围。")
    publish(office, office.deputy)
    second = office.present
    assert {one.revision_id for one in waiting_for(office.chief, today())} == {first, second}
    ConfirmEmergency(office.letter, office.chief, second).perform()
    assert {one.revision_id for one in waiting_for(office.chief, today())} == {first}
    ConfirmEmergency(office.letter, office.chief, first).perform()
    assert Decision.objects.filter(kind=DecisionKind.EMERGENCY_CONFIRMED).count() == 2


def test_an_answer_that_is_late_is_listed(office: Office) -> None:
    publish(office, office.deputy)
    due = CALENDAR.workday_after(today(), 1)
    assert overdue(due) == []
    later = CALENDAR.workday_after(due, 2)
    (line,) = overdue(later)
    assert (line.subject, line.emergency, line.due_on, line.overdue_by) == (office.letter, True, due, 2)
