"""Wagtail's workflow, kept in step with our decisions, and out of everybody else's hands.

What is true is what the decisions say. Wagtail's states show it to Wagtail's own pages. They are changed only
within `in_step`, which the review's actions open: Wagtail's editor, its workflow addresses, a script that calls
`cancel` or `approve` are refused with a sentence, whoever calls.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState, Workflow, WorkflowState, WorkflowTask

from gongkai.review.models import ReviewTask, Stage

REFUSAL = "三审的进度只能由送审、通过、退回、撤回等审核行为改变，请在审核页面办理。"
_open: ContextVar[bool] = ContextVar("review_in_step", default=False)


@contextlib.contextmanager
def in_step() -> Iterator[None]:
    """Within it Wagtail's states may change. For the review's own actions only."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def three_reviews() -> Workflow:
    """The workflow 三审. A migration made it, and nothing may remove it.

    Raises:
        Workflow.DoesNotExist: when the migrations were not run.
    """
    return Workflow.objects.filter(workflow_tasks__task__reviewtask__stage=Stage.FIRST).get()


def under_review(subject: Any) -> bool:
    """Whether somebody has still to decide on the subject."""
    return bool(subject.pk) and bool(
        WorkflowState.objects.for_instance(subject).filter(status=WorkflowState.STATUS_IN_PROGRESS).exists()
    )


def _active(subject: Any) -> WorkflowState | None:
    states = WorkflowState.objects.for_instance(subject).active()
    found: WorkflowState | None = states.select_related(
        "workflow", "current_task_state__task", "current_task_state__revision"
    ).first()
    if found is not None and found.current_task_state is not None:
        # What Wagtail would ask the database for once more: they are these very rows.
        found.current_task_state.workflow_state = found
        found.current_task_state.revision.content_object = subject
    return found


def stop(subject: Any, person: Any) -> None:
    """End the round that is open in Wagtail, when one is."""
    state = _active(subject)
    if state is not None:
        with in_step():
            state.cancel(user=person)


def start(subject: Any, person: Any) -> int:
    """Begin a new round; its number. What was sent back before is closed in Wagtail."""
    stop(subject, person)
    with in_step():
        number: int = three_reviews().start(subject, person).pk
    return number


def approve(subject: Any, person: Any, comment: str) -> None:
    """The present stage is passed."""
    state = _active(subject)
    with in_step():
        state.current_task_state.approve(user=person, comment=comment)  # type: ignore[union-attr]


def send_back(subject: Any, person: Any, comment: str) -> None:
    """The present stage sends it back."""
    state = _active(subject)
    with in_step():
        state.current_task_state.reject(user=person, comment=comment)  # type: ignore[union-attr]


def _is_ours(instance: Any) -> bool:
    """Whether a row of Wagtail's workflow tables belongs to the three reviews."""
    if isinstance(instance, ReviewTask):
        return True
    if isinstance(instance, WorkflowTask | TaskState):
        return bool(ReviewTask.objects.filter(pk=instance.task_id).exists())
    workflow = instance.pk if isinstance(instance, Workflow) else instance.workflow_id
    return workflow is not None and bool(
        ReviewTask.objects.filter(workflow_tasks__workflow_id=workflow).exists()
    )


LAID_DOWN = (Workflow, WorkflowTask, ReviewTask)
PROGRESS = (WorkflowState, TaskState)


def guard_saving(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `pre_save` for Wagtail's workflow tables.

    Raises:
        PermissionDenied: when a row of the three reviews would change outside of the review's actions.
    """
    if issubclass(sender, (*LAID_DOWN, *PROGRESS)) and not raw and not _open.get() and _is_ours(instance):
        raise PermissionDenied(REFUSAL)


def guard_deleting(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete`: the three reviews themselves stay. The states of a discarded draft go with it.

    Raises:
        PermissionDenied: when one of the tasks, or the workflow, would be removed.
    """
    if issubclass(sender, LAID_DOWN) and not _open.get() and _is_ours(instance):
        raise PermissionDenied(REFUSAL)
