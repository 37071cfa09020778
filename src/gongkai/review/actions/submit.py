"""Submit a draft (送审). Where drafters do the first review themselves, this is the first review."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from gongkai.agencies.models import Person
from gongkai.agencies.powers import Holding
from gongkai.review import workflow
from gongkai.review.actions.base import ReviewAction
from gongkai.review.actions.checklist import confirmed, unconfirmed
from gongkai.review.judgement import Act, held
from gongkai.review.models import Decision, DecisionKind, Stage


class Submit(ReviewAction):
    """送审. `checklist` has the keys of what the first reviewer confirms."""

    label = "送审"
    act: ClassVar = Act.SUBMIT
    kind: ClassVar = DecisionKind.SUBMITTED

    def __init__(
        self,
        subject: Any,
        by: Person,
        revision_id: int,
        comment: str = "",
        checklist: Collection[str] = (),
    ) -> None:
        super().__init__(subject, by, revision_id, comment)
        self.checklist = frozenset(checklist)

    def first_review_in(self) -> Holding | None:
        """The post in which the one who submits does the first review too; None when others do it."""
        if self.actor().powers.administers_accounts:
            return None
        return held(self.actor(), (self.subject.agency_id,), self.situation().own_terms.first)

    def missing(self) -> list[str]:
        """The checklist of the first review, when this is the first review."""
        return unconfirmed(self.situation().own_terms, self.checklist) if self.first_review_in() else []

    def unfit(self) -> list[str]:
        """What the draft checks found."""
        return self.blocking_findings()

    def carry_out(self) -> Decision:
        """A new round begins."""
        number = workflow.start(self.subject, self.by)
        authors = self.situation().draft_authors | {self.by.pk}
        decision = self.decide(DecisionKind.SUBMITTED, Stage.FIRST, number, authors=authors)
        post = self.first_review_in()
        if post is None:
            return decision
        workflow.approve(self.subject, self.by, self.comment)
        checks = confirmed(self.situation().own_terms, self.checklist)
        return self.decide(DecisionKind.APPROVED, Stage.FIRST, number, checklist=checks, holding=post)
