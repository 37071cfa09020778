"""Pass a stage (通过). After the last one the subject goes out, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from gongkai.agencies.models import Person
from gongkai.review import workflow
from gongkai.review.actions.base import ReviewAction
from gongkai.review.actions.checklist import confirmed, unconfirmed
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind, Stage
from gongkai.review.standing import Round


class Approve(ReviewAction):
    """通过. `stage` is the one that the person saw: when somebody was quicker, nothing is passed unread."""

    label = "审核通过"
    act: ClassVar = Act.APPROVE
    kind: ClassVar = DecisionKind.APPROVED

    def __init__(
        self,
        subject: Any,
        by: Person,
        revision_id: int,
        stage: str,
        comment: str = "",
        checklist: Collection[str] = (),
    ) -> None:
        super().__init__(subject, by, revision_id, comment)
        self.stage = Stage(stage)
        self.checklist = frozenset(checklist)

    def refusals(self) -> list[str]:
        """First of all whether it is this stage's turn."""
        return self._out_of_turn(self.situation().current) or super().refusals()

    def _out_of_turn(self, current: Round | None) -> list[str]:
        """Somebody was quicker, or the stage is not reached yet."""
        if current is None or (current.in_review and current.stage is self.stage):
            return []
        done = current.approval(self.stage)
        if done is not None:
            return [f"{self.stage.label}已由{done.name}办理通过，不必再办理，请刷新页面查看现在的环节。"]
        if current.in_review:
            return [f"现在的环节是{current.stage.label}，还没有到{self.stage.label}，请刷新页面后再办理。"]
        return []

    def missing(self) -> list[str]:
        """The checklist, at the first stage."""
        return unconfirmed(self.situation().own_terms, self.checklist) if self.stage is Stage.FIRST else []

    def unfit(self) -> list[str]:
        """What the draft checks find today; and whether what was submitted is still what is there."""
        return [*self._changed_in_place(), *self.blocking_findings()]

    def _changed_in_place(self) -> list[str]:
        current = self.situation().current
        revision = self.subject.get_latest_revision()
        if current is None or self.subject.content_hash(revision) == current.content_hash:
            return []
        return ["送审之后稿件内容又有改动，与送审时的摘要不符，请退回修改后重新送审。"]

    def carry_out(self) -> Decision:
        """The stage is passed; after the last one the subject is told that it is cleared."""
        current = self.situation().current
        assert current is not None  # the rule has seen that it is in review
        checks = confirmed(self.situation().own_terms, self.checklist)
        decision = self.decide(DecisionKind.APPROVED, self.stage, current.number, checklist=checks)
        workflow.approve(self.subject, self.by, self.comment)
        if self.stage is Stage.FINAL:
            self.subject.on_cleared(decision)
        return decision
