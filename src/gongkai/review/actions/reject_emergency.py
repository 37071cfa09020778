"""Reject an emergency publication afterwards (补审不同意), with a signed reason."""

from __future__ import annotations

from typing import ClassVar

from gongkai.review.actions.answering import AnswerEmergency
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind


class RejectEmergency(AnswerEmergency):
    """补审不同意: the subject takes back what was published."""

    label = "不同意紧急发布"
    act: ClassVar = Act.REJECT_EMERGENCY
    kind: ClassVar = DecisionKind.EMERGENCY_REJECTED
    longest_comment: ClassVar = 280
    """Readers see it as the reason of the withdrawal, which has 300 characters with the words before it."""
    comment_wanted: ClassVar = "不同意紧急发布须写明理由，请写清楚问题在哪里。"

    def carry_out(self) -> Decision:
        """The revision is no longer cleared; what is public of it comes down in the same transaction."""
        decision = self.answer()
        self.subject.on_emergency_rejected(decision)
        return decision
