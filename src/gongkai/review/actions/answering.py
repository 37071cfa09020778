"""What confirming and rejecting an emergency publication have in common: they are about what was published."""

from __future__ import annotations

from dataclasses import replace

from gongkai.register.personal_data import personal_refusals
from gongkai.review.actions.base import ReviewAction
from gongkai.review.judgement import Situation
from gongkai.review.models import Decision, Stage


class AnswerEmergency(ReviewAction):
    """An answer is about the revision that went out, whatever was drafted since."""

    def expected_revision(self) -> int | None:
        """The emergency publication that was opened, when it still waits; else the oldest that does."""
        waiting = self.situation().unconfirmed or super().situation().unconfirmed
        return waiting.revision if waiting else None

    def situation(self) -> Situation:
        """As it stands, with the publication in view that is to be answered."""
        return replace(super().situation(), answering=self.revision_id)

    def missing(self) -> list[str]:
        """What the answer needs; its words enter the register."""
        return [*super().missing(), *personal_refusals({"补审意见": self.comment})]

    def answer(self) -> Decision:
        """Write the answer down, in the round of the emergency."""
        waiting = self.situation().unconfirmed
        assert waiting is not None  # the rule has seen that one waits
        return self.decide(self.kind, Stage.FINAL, waiting.number)
