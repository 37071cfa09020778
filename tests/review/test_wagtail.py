"""Wagtail's own ways into a workflow obey the same rule, for a superuser too."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from tests.review.office import Office
from wagtail.models import TaskState, Workflow, WorkflowTask

from gongkai.agencies.models import Person
from gongkai.review.models import Decision, DecisionKind, ReviewTask, Stage
from gongkai.review.rules import cleared
from gongkai.review.workflow import three_reviews


@pytest.fixture
def root(db: None) -> Person:
    return Person.objects.create_superuser("root", name="超级用户", password="x")


def state_of(office: Office) -> TaskState:
    office.letter.refresh_from_db()
    return office.letter.current_workflow_task_state


def act(office: Office, person: Person, name: str, **given: Any) -> None:
    state = state_of(office)
    state.task.specific.on_action(state, person, name, **given)


def test_the_workflow_has_three_tasks_in_order(office: Office) -> None:
    stages = [task.specific.stage for task in three_reviews().tasks]
    assert stages == ["first", "second", "final"]
    assert office.letter.get_workflow() == three_reviews() == type(office.letter).get_default_workflow()


def test_wagtails_acts_are_ours(office: Office) -> None:
    office.submit()
    act(office, office.deputy, "approve", comment="同意。")
    assert Decision.objects.get(stage=Stage.SECOND).comment == "同意。"
    act(office, office.chief, "reject", comment="落款不对。")
    assert Decision.objects.get(kind=DecisionKind.SENT_BACK).person == office.chief
    assert office.letter.current_workflow_state.status == "needs_changes"


def test_wagtails_acts_are_refused_where_ours_are(office: Office, root: Person) -> None:
    office.submit()
    for person in (root, office.drafter, office.chief):
        assert state_of(office).task.specific.get_actions(office.letter, person) == []
        with pytest.raises(PermissionDenied, match="。"):
            act(office, person, "approve", comment="")
    with pytest.raises(PermissionDenied, match="理由"):
        act(office, office.deputy, "reject", comment="")
    with pytest.raises(PermissionDenied, match="没有这种办理方式"):
        act(office, office.deputy, "publish")
    stale = state_of(office)
    office.approve(office.deputy, Stage.SECOND)
    with pytest.raises(PermissionDenied, match="办理完毕"):
        stale.refresh_from_db()
        stale.task.specific.on_action(stale, office.chief, "approve", comment="")
    assert state_of(office).task.specific.stage == Stage.FINAL


def test_each_sees_in_wagtail_what_waits_for_him(office: Office, root: Person) -> None:
    office.submit()
    actions = state_of(office).task.specific.get_actions(office.letter, office.deputy)
    assert [name for name, _, _ in actions] == ["approve", "reject"]
    waiting = TaskState.objects.reviewable_by
    assert [state.pk for state in waiting(office.deputy)] == [state_of(office).pk]
    assert list(waiting(root)) == [] and list(waiting(office.chief)) == []


def test_states_move_with_decisions_only(office: Office, root: Person) -> None:
    with pytest.raises(PermissionDenied, match="审核页面"):
        three_reviews().start(office.letter, root)
    office.submit()

    def state() -> Any:
        return state_of(office).workflow_state

    for attempt in (
        lambda: state().cancel(user=root),
        lambda: state().finish(user=root),
        lambda: state().current_task_state.approve(user=root),
        lambda: state().current_task_state.reject(user=root),
        lambda: state().current_task_state.specific.cancel(user=root),
        lambda: state().content_object.get_workflow().deactivate(user=root),
    ):
        with pytest.raises(PermissionDenied, match="审核页面"):
            attempt()
        assert state_of(office).task.specific.stage == Stage.SECOND
    office.approve(office.deputy, Stage.SECOND)


def test_what_was_sent_back_is_not_resumed_behind_the_rule(office: Office, root: Person) -> None:
    office.to_final()
    act(office, office.chief, "reject", comment="落款不对。")
    with pytest.raises(PermissionDenied, match="审核页面"):
        office.letter.current_workflow_state.resume(user=root)
    assert not office.letter.workflow_in_progress


def test_the_three_reviews_themselves_stay(office: Office) -> None:
    workflow = three_reviews()
    workflow.name = "一审"
    for attempt in (
        workflow.save,
        workflow.delete,
        WorkflowTask.objects.filter(workflow=workflow).last().delete,
        ReviewTask.objects.get(stage=Stage.FINAL).delete,
        ReviewTask.objects.get(stage=Stage.FINAL).save,
    ):
        with pytest.raises(PermissionDenied, match="审核页面"), transaction.atomic():
            attempt()
    assert Workflow.objects.get(pk=workflow.pk).tasks.count() == 3


def test_states_forged_in_wagtails_tables_clear_nothing(office: Office) -> None:
    office.submit()
    TaskState.objects.update(status="approved")
    office.letter.workflow_states.update(status="approved")
    assert cleared(office.letter, office.present) is None


def test_wagtail_writes_no_letters(office: Office, root: Person, mailoutbox: list[Any]) -> None:
    Person.objects.update(email="someone@example.invalid")
    office.to_final()
    office.approve(office.chief, Stage.FINAL)
    assert mailoutbox == []


def test_a_decision_signed_with_somebody_elses_post_clears_nothing(office: Office) -> None:
    office.to_final()
    office.approve(office.chief, Stage.FINAL)
    final = Decision.objects.get(stage=Stage.FINAL)
    fields = {f.attname: getattr(final, f.attname) for f in Decision._meta.concrete_fields if f.name != "id"}
    office.write("没有审过的正文。")
    fields["revision_id"] = office.present
    fields["content_hash"] = office.letter.content_hash(office.letter.get_latest_revision())
    number = fields["round"] + 1000
    rows = Decision.objects.order_by("pk").values("stage", "kind", "person_id", "appointment_id")
    for row in list(rows):
        Decision.objects.create(
            **{**fields, **row, "round": number, "appointment_id": fields["appointment_id"]}
        )
    assert cleared(office.letter, office.present) is None
