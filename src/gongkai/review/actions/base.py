"""What all acts of a review have in common: the lock, the stale form, the rule, the signed decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision

from gongkai.acts.action import Action, Refused
from gongkai.acts.days import today
from gongkai.agencies.models import Person
from gongkai.agencies.powers import Holding
from gongkai.review.judgement import Act, Actor, Situation, holding_for, objections
from gongkai.review.models import Clearance, Decision, DecisionKind, Stage
from gongkai.review.situations import actor_of, situation_of


class StaleRevision(Refused):
    """The draft was changed after the person opened it. The screen shows both revisions."""

    def __init__(self, sentence: str, seen: int, present: int | None) -> None:
        self.seen = seen
        self.present = present
        super().__init__(sentence)


def _saved(revision: Revision | None) -> str:
    """Who saved a revision when, as a sentence names it: 张三11月23日10:20保存的版本（第12号）."""
    if revision is None:
        return "一个已不存在的版本"
    who = revision.user.name if revision.user else "系统"
    at = timezone.localtime(revision.created_at)
    return f"{who}{at.month}月{at.day}日{at:%H:%M}保存的版本（第{revision.pk}号）"


class ReviewAction(Action[Decision]):
    """An act of a review, by a person, on the revision that he saw.

    `refusals()` is asked again after the subject's row was locked, so that of two at once the second is refused.
    """

    act: ClassVar[Act]
    kind: ClassVar[DecisionKind]
    comment_wanted: ClassVar[str] = ""
    longest_comment: ClassVar[int] = 2000
    """Characters of what is said with the act."""

    def __init__(self, subject: Any, by: Person, revision_id: int, comment: str = "") -> None:
        super().__init__(subject, by)
        self.revision_id = int(revision_id)
        self.comment = comment.strip()
        self.day = today()
        self._situation: Situation | None = None
        self._actor: Actor | None = None

    def lock(self) -> None:
        """Lock the subject, and read everything again: what was known before the lock may be over."""
        super().lock()
        self._situation = self._actor = None
        if getattr(self.by, "pk", None):
            self.by = Person.objects.get(pk=self.by.pk)
        stale = self.stale()
        if stale is not None:
            raise stale

    def expected_revision(self) -> int | None:
        """The revision that the act is about: the draft as it was last saved."""
        latest = self.subject.get_latest_revision()
        return latest.pk if latest else None

    def stale(self) -> StaleRevision | None:
        """The refusal of a form that was opened before the last change; None when it is up to date."""
        present = self.expected_revision()
        if present is None or present == self.revision_id:
            return None
        revisions = Revision.objects.for_instance(self.subject).select_related("user")
        found = revisions.in_bulk([self.revision_id, present])
        sentence = (
            f"这份稿件在您打开之后已被修改：您看到的是{_saved(found.get(self.revision_id))}，"
            f"现在是{_saved(found.get(present))}。请对照两个版本之后再办理。"
        )
        return StaleRevision(sentence, self.revision_id, present)

    def situation(self) -> Situation:
        """The subject as it stands; within the lock, as it stands until the act is done."""
        if self._situation is None:
            self._situation = situation_of(self.subject, self.day)
        return self._situation

    def actor(self) -> Actor:
        """The person with his powers of today."""
        if self._actor is None:
            self._actor = actor_of(self.by, self.day)
        return self._actor

    def refusals(self) -> list[str]:
        """By the rules first; then what is missing in the form; then what is wrong with the draft."""
        stale = self.stale()
        reasons = [
            *(stale.reasons if stale else ()),
            *objections(self.act, self.situation(), self.actor()),
        ]
        return reasons or [*self.missing(), *self.too_long(), *self.unfit()]

    def missing(self) -> list[str]:
        """What the form must still say."""
        return [self.comment_wanted] if self.comment_wanted and not self.comment else []

    def too_long(self) -> list[str]:
        """What the form must say in fewer words."""
        written = len(self.comment)
        if written <= self.longest_comment:
            return []
        return [f"您写了{written}字，请写在{self.longest_comment}字以内。"]

    def unfit(self) -> list[str]:
        """What is wrong with the draft itself. Most acts do not ask."""
        return []

    def blocking_findings(self) -> list[str]:
        """Findings that keep the draft from going on, unless somebody answered for them."""
        findings = [one for one in self.subject.review_findings() if str(one.severity) == "blocking"]
        if not findings:
            return []
        answered = set(
            Clearance.objects.filter(
                content_type=ContentType.objects.get_for_model(self.subject),
                object_id=self.subject.pk,
                fingerprint__in=[one.fingerprint for one in findings],
            ).values_list("fingerprint", flat=True)
        )
        return [
            f"稿件检查发现：{one.message} 请先改正，或者写明理由消除。"
            for one in findings
            if one.fingerprint not in answered
        ]

    def decide(
        self,
        kind: DecisionKind,
        stage: Stage,
        number: int,
        checklist: Sequence[dict[str, str]] = (),
        authors: frozenset[int] = frozenset(),
        holding: Holding | None = None,
    ) -> Decision:
        """Write the decision down, signed in the post that the rule found, or in the one given."""
        holding = holding or holding_for(self.act, self.situation(), self.actor())
        subject = self.subject
        revision = Revision.objects.for_instance(subject).get(pk=self.revision_id)
        decision: Decision = Decision.objects.create(
            content_type=ContentType.objects.get_for_model(subject),
            object_id=subject.pk,
            subject_title=str(subject.title)[:300],
            agency_id=subject.agency_id,
            round=number,
            revision_id=self.revision_id,
            content_hash=subject.content_hash(revision),
            stage=stage,
            kind=kind,
            person=self.by,
            appointment_id=holding.appointment_id if holding else None,
            delegation_id=holding.delegation_id if holding else None,
            comment=self.comment,
            checklist=list(checklist),
            authors=sorted(authors),
        )
        return decision

    def details(self) -> dict[str, Any]:
        """For the audit trail: which revision, and what was said."""
        return {"revision": self.revision_id, "comment": self.comment}
