"""Answers Wagtail's questions about the three reviews, and sends its acts through the same actions as ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.review.actions import Approve, SendBack
from gongkai.review.judgement import Act
from gongkai.review.models import Stage
from gongkai.review.queries import waiting_rounds
from gongkai.review.rules import allowed

NAMES: dict[Act, str] = {Act.APPROVE: "approve", Act.SEND_BACK: "reject"}


class OpinionForm(forms.Form):
    """An opinion that may be given."""

    comment = forms.CharField(label="意见", required=False, widget=forms.Textarea({"rows": 2}))


class ReasonForm(forms.Form):
    """A reason that must be given."""

    comment = forms.CharField(label="退回理由", required=True, widget=forms.Textarea({"rows": 2}))


class ReviewDesk:
    """The desk of the three reviews."""

    def acts_at(self, stage: Stage, subject: Any, person: Any) -> list[tuple[str, str, bool]]:
        """Wagtail's (name, label, asks for more) of what the person may do with the subject at the stage."""
        return [
            (NAMES[one.act], one.label, True)
            for one in allowed(subject, person, today())
            if one.act in NAMES and one.possible and one.stage is stage
        ]

    def act(self, task_state: TaskState, person: Any, name: str, given: dict[str, Any]) -> None:
        """Do it by the action of that name, on the revision that the task was started with.

        Raises:
            PermissionDenied: with the reasons of the refusal.
        """
        subject = task_state.workflow_state.content_object
        stage = task_state.task.specific.stage
        comment = str(given.get("comment", ""))
        try:
            if task_state.status != TaskState.STATUS_IN_PROGRESS:
                raise Refused("这个环节已经办理完毕，请刷新页面查看现在的环节。")
            if name == "approve":
                Approve(subject, person, task_state.revision_id, stage=stage, comment=comment).perform()
            elif name == "reject":
                SendBack(subject, person, task_state.revision_id, comment=comment).perform()
            else:
                raise Refused("三审没有这种办理方式，请在审核页面办理。")
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def rounds_before(self, stage: Stage, person: Any) -> list[int]:
        """The rounds that wait for the person at the stage."""
        return waiting_rounds(person, stage, today())

    def form_for(self, name: str) -> type[forms.Form]:
        """The form that Wagtail asks in its window."""
        return ReasonForm if name == "reject" else OpinionForm
