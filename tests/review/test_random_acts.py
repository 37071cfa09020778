"""Random people do random things to a letter, and whatever they do, the invariants of the three reviews hold."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.review.office import EVERY_CHECK, TOWN, Office, make_office
from tests.world import World
from wagtail.models import Revision, WorkflowState

from gongkai.acts.action import Action, Refused
from gongkai.acts.days import today
from gongkai.agencies.models import Delegation, Person, PostRole
from gongkai.review.actions import (
    Approve,
    Comment,
    ConfirmEmergency,
    PublishInEmergency,
    Recall,
    RejectEmergency,
    SendBack,
    Submit,
)
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.queries import waiting_for
from gongkai.review.rules import Act, allowed, cleared
from gongkai.review.situations import situation_of
from gongkai.review.standing import Outcome

WAGTAILS = {
    Outcome.IN_REVIEW: "in_progress",
    Outcome.SENT_BACK: "needs_changes",
    Outcome.APPROVED: None,
    Outcome.RECALLED: None,
    Outcome.EMERGENCY: None,
    Outcome.EMERGENCY_CONFIRMED: None,
    Outcome.EMERGENCY_REJECTED: None,
}
OTHERS: dict[Act, Any] = {
    Act.SEND_BACK: SendBack,
    Act.COMMENT: Comment,
    Act.RECALL: Recall,
    Act.EMERGENCY: PublishInEmergency,
    Act.CONFIRM_EMERGENCY: ConfirmEmergency,
    Act.REJECT_EMERGENCY: RejectEmergency,
}
PEOPLE = st.integers(min_value=0, max_value=9)
REVISIONS = st.sampled_from(["present", "present", "present", "first"])


def people_of(world: World) -> list[Person]:
    """Those of the town, one with two posts, one who stands in, those of the county, and a superuser."""
    two_posts = world.newcomer("two", "双岗")
    world.appoint(two_posts, TOWN, PostRole.DRAFTER, "公开专岗二")
    world.appoint(two_posts, TOWN, PostRole.CHIEF, "镇长")
    stands_in = world.newcomer("instead", "代行")
    world.appoint(stands_in, TOWN, PostRole.DEPUTY_LEADER, "副镇长")
    Delegation.objects.create(
        appointment=world.appointments[TOWN, PostRole.CHIEF],
        deputy=stands_in,
        began_on=today() - datetime.timedelta(days=1),
        until_on=today() + datetime.timedelta(days=1),
        reason="外出",
    )
    county = [
        world.of("测试县", role)
        for role in (PostRole.CHIEF, PostRole.SUPERVISOR, PostRole.AUDITOR, PostRole.ACCOUNT_ADMINISTRATOR)
    ]
    town = [world.of(TOWN, role) for role in (PostRole.DRAFTER, PostRole.DEPUTY_LEADER, PostRole.CHIEF)]
    root = Person.objects.create_superuser("root", name="超级用户", password="x")
    return [*town, two_posts, stands_in, *county, root]


class RandomActs(RuleBasedStateMachine):
    world: World
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.office: Office = make_office(self.world)
        self.people = people_of(self.world)
        self.first = self.office.present

    def teardown(self) -> None:
        self.reached.update(str(one.outcome) for one in situation_of(self.office.letter, today()).rounds)
        transaction.savepoint_rollback(self.savepoint)

    def attempt(self, action: Action[Any]) -> None:
        letter = self.office.letter
        letter.refresh_from_db()
        with transaction.atomic():
            before = Decision.objects.count()
            try:
                action.perform()
            except Refused as refusal:
                assert refusal.reasons
                assert all(len(reason) > 8 and reason.endswith("。") for reason in refusal.reasons)
                assert Decision.objects.count() == before

    def revision(self, which: str) -> int:
        return self.office.present if which == "present" else self.first

    @rule(who=PEOPLE, text=st.sampled_from("甲乙丙"))
    def write(self, who: int, text: str) -> None:
        try:
            self.office.write(text, self.people[who])
        except Refused as refusal:
            assert "正在审核" in str(refusal)

    @rule(who=PEOPLE, which=REVISIONS)
    def submit(self, who: int, which: str) -> None:
        self.attempt(
            Submit(self.office.letter, self.people[who], self.revision(which), checklist=EVERY_CHECK)
        )

    @rule(who=PEOPLE, which=REVISIONS, stage=st.sampled_from(Stage))
    def approve(self, who: int, which: str, stage: Stage) -> None:
        self.attempt(
            Approve(
                self.office.letter,
                self.people[who],
                self.revision(which),
                stage=stage,
                checklist=EVERY_CHECK,
            )
        )

    @rule(
        kind=st.sampled_from(list(OTHERS.values())),
        who=PEOPLE,
        which=REVISIONS,
        comment=st.sampled_from(["", "理由。"]),
    )
    def other(self, kind: Any, who: int, which: str, comment: str) -> None:
        self.attempt(kind(self.office.letter, self.people[who], self.revision(which), comment=comment))

    @rule(pick=st.integers(min_value=0, max_value=1000), forward=st.booleans())
    def go_on(self, pick: int, forward: bool) -> None:
        """Something that is possible, so that runs get anywhere; and what is said to be possible must be done."""
        choices = list(self.possible())
        onward = [one for one in choices if one[0] in (Act.SUBMIT, Act.APPROVE)]
        choices = onward if forward and onward else choices
        acts = sorted({act for act, _, _ in choices})
        if not acts:
            return
        choices = [one for one in choices if one[0] is acts[pick % len(acts)]]
        act, person, stage = choices[pick % len(choices)]
        letter, present = self.office.letter, self.office.present
        if act is Act.APPROVE:
            Approve(letter, person, present, stage=str(stage), checklist=EVERY_CHECK).perform()
        elif act is Act.SUBMIT:
            Submit(letter, person, present, checklist=EVERY_CHECK).perform()
        else:
            waiting = situation_of(letter, today()).unconfirmed
            answers = act in (Act.CONFIRM_EMERGENCY, Act.REJECT_EMERGENCY)
            revision = waiting.revision if answers and waiting else present
            OTHERS[act](letter, person, revision, comment="理由。").perform()

    def possible(self) -> Iterator[tuple[Act, Person, Stage | None]]:
        letter = self.office.letter
        letter.refresh_from_db()
        for person in self.people:
            for one in allowed(letter, person, today()):
                if one.possible:
                    yield one.act, person, one.stage

    @invariant()
    def nothing_is_cleared_without_three_people_or_a_marked_emergency(self) -> None:
        letter = self.office.letter
        letter.refresh_from_db()
        for revision in Revision.objects.for_instance(letter):
            clearing = cleared(letter, revision.pk)
            if clearing is None:
                continue
            assert not clearing.objections()
            if not clearing.emergency:
                people = [one.person for one in clearing.reviewers]
                assert len(set(people)) == 3
                last = Decision.objects.filter(
                    kind=DecisionKind.APPROVED, stage=Stage.FINAL, revision_id=revision.pk
                ).latest("pk")
                number = Decision.objects.filter(round=last.round, kind=DecisionKind.SUBMITTED).get()
                assert not set(people[1:]) & {*number.authors, number.person_id, revision.user_id}

    @invariant()
    def it_is_out_only_if_it_was_cleared(self) -> None:
        letter = self.office.letter
        letter.refresh_from_db()
        if letter.live:
            assert cleared(letter, letter.live_revision_id) is not None

    @invariant()
    def only_people_with_the_right_posts_decided(self) -> None:
        never = {person.pk for person in self.people if person.username == "root"}
        never |= {self.world.of("测试县", role).pk for role in (PostRole.AUDITOR, PostRole.SUPERVISOR)}
        never.add(self.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR).pk)
        assert not Decision.objects.filter(person__in=never).exists()

    @invariant()
    def what_we_derive_is_what_wagtail_has(self) -> None:
        letter = self.office.letter
        letter.refresh_from_db()
        current = situation_of(letter, today()).current
        state = WorkflowState.objects.for_instance(letter).active().first()
        assert (state.status if state else None) == (WAGTAILS[current.outcome] if current else None)
        if state is not None and current is not None:
            assert state.pk == current.number
            assert state.current_task_state.task.specific.stage == current.stage
            assert state.current_task_state.revision_id == current.revision

    @rule(who=PEOPLE)
    def what_waits_for_somebody_he_may_do(self, who: int) -> None:
        letter, person = self.office.letter, self.people[who]
        letter.refresh_from_db()
        mine = {one.act for one in allowed(letter, person, today()) if one.possible}
        waits = set()
        for line in waiting_for(person, today()):
            wanted = Act.SUBMIT if line.sent_back else Act.APPROVE
            waits.add(Act.CONFIRM_EMERGENCY if line.emergency else wanted)
        assert waits <= mine
        assert waits >= mine & {Act.APPROVE, Act.CONFIRM_EMERGENCY}


@pytest.mark.any_database
@pytest.mark.django_db
def test_whatever_anybody_does_the_three_reviews_hold(world: World) -> None:
    RandomActs.world = world
    run_state_machine_as_test(
        RandomActs,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
    wanted = {Outcome.APPROVED, Outcome.SENT_BACK, Outcome.EMERGENCY_CONFIRMED, Outcome.EMERGENCY_REJECTED}
    assert wanted <= set(RandomActs.reached), "the runs met the ends that matter"
