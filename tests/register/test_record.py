"""The one way into the register, and what it refuses."""

import datetime
import json
from dataclasses import replace

import pytest
from tests.register.making import MORNING, cleared, publish, reviewers_of

from gongkai.acts.action import Refused
from gongkai.agencies.models import PostRole
from gongkai.disclosure.models import Item
from gongkai.register.chain import BEGINNING, link
from gongkai.register.clearing import Clearing, Reviewer
from gongkai.register.models import ChainHead, Entry
from gongkai.register.verification import verify

pytestmark = pytest.mark.django_db


def emergency(world, revision_id, content="正文"):
    chief = world.of("惠民镇", PostRole.CHIEF)
    decided = Reviewer("emergency", chief.pk, chief.name, "镇党委书记", "", MORNING)
    return cleared(world, revision_id, content, reviewers=(decided,), emergency=True, comment="防汛")


def refusal(world, expected=0, **changes):
    """Why an act is refused; `expected` entries stand in the register afterwards as before."""
    with pytest.raises(Refused) as refused:
        publish(world, **changes)
    assert Entry.objects.count() == expected
    return " ".join(refused.value.reasons)


def test_an_entry_says_what_who_when_and_follows_the_one_before(world):
    first, second = publish(world, 1), publish(world, 2)
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.previous_hash == BEGINNING
    assert second.previous_hash == first.entry_hash == link(BEGINNING, first.body)
    body = json.loads(second.body)
    assert [(r["stage"], r["name"], r["at"]) for r in body["reviewers"]] == [
        ("first", "惠撰1", "2024-03-05T06:30:00+08:00"),
        ("second", "惠副1", "2024-03-05T07:30:00+08:00"),
        ("final", "惠正1", "2024-03-05T08:30:00+08:00"),
    ]
    assert body["public_at"] == "2024-03-05T09:30:00+08:00"
    assert body["document_number"] == second.document_number == "测惠府〔2024〕2号"
    assert body["recorded_by"] == "惠正1"
    assert verify(crosscheck=False).whole


def test_nothing_is_published_without_three_reviews(world):
    assert "没有三审通过的记录" in refusal(world, clearing=None)


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_a_missing_review_is_named(world, left_out):
    three = reviewers_of(world)
    incomplete = cleared(world, 10, reviewers=three[:left_out] + three[left_out + 1 :])
    assert f"三审不全：{('初审', '再审', '终审')[left_out]}" in refusal(world, clearing=incomplete)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (0, 2)])
def test_one_person_at_two_stages_is_refused(world, one, other):
    three = list(reviewers_of(world))
    three[other] = replace(three[other], person=three[one].person)
    assert "三个不同的人" in refusal(world, clearing=cleared(world, 10, reviewers=tuple(three)))


def test_two_approvals_of_one_stage_do_not_make_up_for_another(world):
    first, second, final = reviewers_of(world)
    doubled = cleared(world, 10, reviewers=(first, first, second, final))
    assert "三审不全：初审" in refusal(world, clearing=doubled)


def test_leave_for_another_revision_or_content_is_refused(world):
    assert "不是现在这个版本" in refusal(world, clearing=cleared(world, 11))
    assert "不是现在这个版本" in refusal(world, clearing=cleared(world, 10, "别的正文"))


def test_a_content_without_hash_is_refused(world):
    empty = Clearing(10, "", reviewers_of(world))
    assert "SM3" in refusal(world, content_hash="", clearing=empty)


@pytest.mark.parametrize("kind", ["published", "updated", "modified", "corrected"])
def test_every_kind_of_publication_wants_leave(world, kind):
    assert "没有三审" in refusal(world, kind=kind, clearing=None)


def test_what_is_public_is_not_published_twice(world):
    publish(world)
    assert "已经登记公开（台账第1条）" in refusal(world, kind="corrected", expected=1)
    assert "应登记为更新" in refusal(world, revision_id=11, expected=1)
    assert publish(world, revision_id=11, kind="corrected").sequence == 2


def test_withdrawing_wants_a_reason_and_something_public(world):
    assert "没有公开" in refusal(world, kind="withdrawn", clearing=None, reason="有误")
    publish(world)
    assert "理由" in refusal(world, kind="withdrawn", clearing=None, reason=" ", expected=1)
    assert publish(world, kind="withdrawn", clearing=None, reason="附件有误").sequence == 2
    assert "没有公开" in refusal(world, kind="withdrawn", clearing=None, reason="再撤", expected=2)
    assert publish(world).sequence == 3


def test_an_emergency_names_who_decided_and_another_confirms_it(world):
    nobody = cleared(world, 10, emergency=True)
    assert "由谁决定" in refusal(world, clearing=nobody)
    assert "没有这个版本的紧急发布" in refusal(world, kind="confirmed", clearing=None)
    entry = publish(world, clearing=emergency(world, 10))
    assert json.loads(entry.body)["emergency"] is True
    assert json.loads(entry.body)["reason"] == "防汛"
    assert "另一位领导" in refusal(world, kind="confirmed", clearing=None, expected=1)
    county_chief = world.of("测试县", PostRole.CHIEF)
    assert publish(world, kind="confirmed", clearing=None, by=county_chief).sequence == 2


def test_an_ordinary_publication_needs_no_confirmation(world):
    publish(world)
    assert "没有这个版本的紧急发布" in refusal(world, kind="confirmed", clearing=None, expected=1)


def test_a_refusal_leaves_no_gap(world):
    publish(world, 1)
    with pytest.raises(Refused):
        publish(world, 2, clearing=None)
    assert publish(world, 3).sequence == 2


def test_a_moment_without_time_zone_is_refused(world):
    assert "时区" in refusal(world, public_at=datetime.datetime(2024, 3, 5))


def test_a_head_that_was_taken_away_stops_the_writing(world):
    publish(world)
    ChainHead.objects.all().delete()
    assert "gongkai register verify" in refusal(world, number=2, expected=1)


def test_a_head_that_was_set_back_stops_the_writing(world):
    publish(world)
    ChainHead.objects.update(sequence=0, entry_hash=BEGINNING)
    assert "不是经登记写入" in refusal(world, number=2, expected=1)


def test_validity_changes_are_registered_without_a_new_review(world):
    publish(world)
    entry = publish(world, kind="validity", clearing=None, reason="2024年6月1日起废止")
    assert entry.sequence == 2
    last = Entry.objects.last_states("disclosure.item").get()
    assert (last.sequence, last.kind) == (1, "published")


def test_the_last_state_of_each_subject_comes_in_one_query(world, django_assert_num_queries):
    publish(world, 1)
    publish(world, 1, revision_id=12, kind="corrected")
    publish(world, 2)
    publish(world, 2, kind="withdrawn", clearing=None, reason="有误")
    with django_assert_num_queries(1):
        states = {e.subject_id: (e.kind, e.revision_id) for e in Entry.objects.last_states("disclosure.item")}
    assert states == {1: ("corrected", 12), 2: ("withdrawn", 20)}
    assert Entry.objects.of_subject("disclosure.item", Item(pk=1).pk).count() == 2
