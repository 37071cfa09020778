"""Publish before the reviews (紧急发布): a marked act of a leader, which another leader must answer afterwards."""

from __future__ import annotations

from typing import ClassVar

from gongkai.register.personal_data import personal_refusals
from gongkai.review import workflow
from gongkai.review.actions.base import ReviewAction
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind, Stage


class PublishInEmergency(ReviewAction):
    """紧急发布. A review that was under way ends with it. Personal data are no less personal in an emergency."""

    label = "紧急发布"
    act: ClassVar = Act.EMERGENCY
    kind: ClassVar = DecisionKind.EMERGENCY
    longest_comment: ClassVar = 500
    comment_wanted: ClassVar = "紧急发布须写明理由，请写清楚是什么紧急情况、为什么来不及三审。"

    def missing(self) -> list[str]:
        """A reason, which the register takes up."""
        return [*super().missing(), *personal_refusals({"紧急发布的理由": self.comment})]

    def unfit(self) -> list[str]:
        """What the draft checks found."""
        return self.blocking_findings()

    def carry_out(self) -> Decision:
        """A round of its own, over at once as far as Wagtail is concerned; it waits for the other leader."""
        number = workflow.start(self.subject, self.by)
        authors = self.situation().draft_authors
        decision = self.decide(DecisionKind.EMERGENCY, Stage.FINAL, number, authors=authors)
        workflow.stop(self.subject, self.by)
        self.subject.on_cleared(decision)
        return decision
