"""What can be reviewed: items today, replies and reports tomorrow. The reviews know them by this protocol only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from wagtail.models import Revision

from gongkai.acts.action import Refused
from gongkai.agencies.models import Agency
from gongkai.review.models import Decision
from gongkai.review.workflow import three_reviews, under_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models import Workflow


class Finding(Protocol):
    """A finding of the draft checks, as far as reviews look at it."""

    @property
    def rule(self) -> str:
        """The name of the rule."""

    @property
    def severity(self) -> str:
        """`blocking` keeps the draft from going on."""

    @property
    def message(self) -> str:
        """What is wrong, as a sentence."""

    @property
    def fingerprint(self) -> str:
        """The same for the same finding in the same content."""


@runtime_checkable
class Reviewable(Protocol):
    """A stored thing with Wagtail's revisions and workflow that goes out only after three reviews.

    Its model takes the mixin `Reviewed` before Wagtail's `WorkflowMixin`.
    """

    pk: Any
    agency_id: int

    @property
    def agency(self) -> Agency:
        """The body that it goes out from."""

    @property
    def title(self) -> str:
        """What it is called."""

    def get_latest_revision(self) -> Revision | None:
        """The draft as it was last saved."""

    def review_findings(self) -> Sequence[Finding]:
        """What the draft checks found in the latest revision."""

    def content_hash(self, revision: Revision) -> str:
        """SM3 of everything that readers would get, 64 hexadecimal digits."""

    def on_cleared(self, decision: Decision) -> None:
        """The last approval, or an emergency: publish or schedule, in the same transaction.

        Raises:
            Refused: then the decision is not made either.
        """

    def on_emergency_confirmed(self, decision: Decision) -> None:
        """Another leader answered for the emergency publication afterwards."""

    def on_emergency_rejected(self, decision: Decision) -> None:
        """Another leader did not: take back what was published, in the same transaction."""


class Reviewed:
    """Mixin for a Reviewable's model: finds the three reviews, and keeps still what is being reviewed."""

    @classmethod
    def get_default_workflow(cls) -> Workflow:
        """The three reviews, for every body."""
        return three_reviews()

    def get_workflow(self) -> Workflow:
        """The three reviews, for every body."""
        return three_reviews()

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Save the draft; what was submitted once is never overwritten, a new revision is made.

        Raises:
            Refused: while it is being reviewed, so that what is approved is what was read.
        """
        if under_review(self):
            raise Refused("这份稿件正在审核，不能修改；请先撤回送审，或者由审核人退回。")
        if (
            overwrite_revision is not None
            and Decision.objects.filter(revision_id=overwrite_revision.pk).exists()
        ):
            overwrite_revision = None
        saved: Revision = super().save_revision(  # type: ignore[misc]
            *args, overwrite_revision=overwrite_revision, **kwargs
        )
        return saved

    def on_emergency_confirmed(self, decision: Decision) -> None:
        """Nothing more to be done, unless the model says otherwise."""
