"""One stage of the three reviews as a task of Wagtail's workflow, which asks us what it may do."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from django.db import models
from wagtail.models import Task, TaskState

from gongkai.review.models.decision import Stage


class Desk(Protocol):
    """Who answers Wagtail's questions: `gongkai.review.desk`, bound when the app is ready."""

    def acts_at(self, stage: Stage, subject: Any, person: Any) -> list[tuple[str, str, bool]]:
        """Wagtail's (name, label, asks for more) of what the person may do with the subject at the stage."""

    def act(self, task_state: TaskState, person: Any, name: str, given: dict[str, Any]) -> None:
        """Do it by the action of that name.

        Raises:
            PermissionDenied: with the reasons of the refusal.
        """

    def rounds_before(self, stage: Stage, person: Any) -> list[int]:
        """The rounds that wait for the person at the stage."""

    def form_for(self, name: str) -> Any:
        """The form that Wagtail asks in its window."""


class ReviewTask(Task):
    """One stage, as a task of Wagtail's workflow. What may be done is decided by `rules.py`, not by groups."""

    stage = models.CharField("审级", max_length=10, choices=Stage.choices, unique=True)

    desk: ClassVar[Desk]

    class Meta:
        verbose_name = "审核环节"
        verbose_name_plural = "审核环节"

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody edits what is being reviewed, whoever he is: send it back or recall it first."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What the person may do now at this stage."""
        return self.desk.acts_at(Stage(self.stage), obj, user)

    def get_form_for_action(self, action: str) -> Any:
        """Sending back asks for a reason; passing lets one be given."""
        return self.desk.form_for(action)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Wagtail's own workflow addresses come in here, and go through the same actions as our screens.

        Raises:
            PermissionDenied: with the reasons of the refusal.
        """
        self.desk.act(task_state, user, action_name, kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """The states of this task that wait for the person."""
        rounds = self.desk.rounds_before(Stage(self.stage), user)
        return TaskState.objects.filter(
            task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS, workflow_state_id__in=rounds
        )

    @classmethod
    def get_description(cls) -> str:
        """What Wagtail says where tasks are listed."""
        return "三审的一个环节，由本机关三审设置中的岗位办理。"
