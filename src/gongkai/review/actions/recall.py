"""Take a draft back before it was decided on (撤回送审)."""

from __future__ import annotations

from typing import ClassVar

from gongkai.review import workflow
from gongkai.review.actions.base import ReviewAction
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind


class Recall(ReviewAction):
    """撤回送审: by any drafter of the body, so that one who left does not leave it locked."""

    label = "撤回送审"
    act: ClassVar = Act.RECALL
    kind: ClassVar = DecisionKind.RECALLED

    def carry_out(self) -> Decision:
        """The draft can be changed again; approvals given so far count for nothing."""
        current = self.situation().current
        assert current is not None  # the rule has seen that it is in review
        decision = self.decide(DecisionKind.RECALLED, current.stage, current.number)
        workflow.stop(self.subject, self.by)
        return decision
