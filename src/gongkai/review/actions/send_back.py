"""Send a draft back (退回修改), with a signed reason."""

from __future__ import annotations

from typing import ClassVar

from gongkai.review import workflow
from gongkai.review.actions.base import ReviewAction
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind


class SendBack(ReviewAction):
    """退回修改: the round ends; what is submitted again is reviewed from the beginning."""

    label = "退回修改"
    act: ClassVar = Act.SEND_BACK
    kind: ClassVar = DecisionKind.SENT_BACK
    comment_wanted: ClassVar = "退回修改须写明理由，请写清楚哪里要改、怎么改。"

    def carry_out(self) -> Decision:
        """The draft is the drafters' again."""
        current = self.situation().current
        assert current is not None  # the rule has seen that it is in review
        decision = self.decide(DecisionKind.SENT_BACK, current.stage, current.number)
        workflow.send_back(self.subject, self.by, self.comment)
        return decision
