"""Say something without deciding (留言)."""

from __future__ import annotations

from typing import ClassVar

from gongkai.review.actions.base import ReviewAction
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind


class Comment(ReviewAction):
    """留言: whoever has a part in the review may say something at any stage."""

    label = "审核留言"
    act: ClassVar = Act.COMMENT
    kind: ClassVar = DecisionKind.COMMENTED
    comment_wanted: ClassVar = "留言没有内容，请写下要说的话。"

    def carry_out(self) -> Decision:
        """Nothing moves."""
        current = self.situation().current
        assert current is not None  # the rule has seen that there is a round
        return self.decide(DecisionKind.COMMENTED, current.stage, current.number)
