"""Confirm an emergency publication afterwards (补审确认)."""

from __future__ import annotations

from typing import ClassVar

from gongkai.review.actions.answering import AnswerEmergency
from gongkai.review.judgement import Act
from gongkai.review.models import Decision, DecisionKind


class ConfirmEmergency(AnswerEmergency):
    """补审确认: another leader, of the body or of one above it, answers for it too."""

    label = "确认紧急发布"
    act: ClassVar = Act.CONFIRM_EMERGENCY
    kind: ClassVar = DecisionKind.EMERGENCY_CONFIRMED

    def carry_out(self) -> Decision:
        """What is public stays; the subject is told."""
        decision = self.answer()
        self.subject.on_emergency_confirmed(decision)
        return decision
