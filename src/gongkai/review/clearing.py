"""Whether a revision may go out: the one question that publication asks, answered from the decisions alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Revision

from gongkai.register.clearing import EMERGENCY, Clearing, Reviewer
from gongkai.review.models import Decision, DecisionKind
from gongkai.review.situations import decisions_of, steps_of
from gongkai.review.standing import Outcome, Round, rounds_of


def _signed_in_office(decision: Decision) -> bool:
    """Whether the post that was signed with was the signer's own, or he was charged with it."""
    appointment, delegation = decision.appointment, decision.delegation
    if appointment is None:
        return False
    if delegation is None:
        return bool(appointment.person_id == decision.person_id)
    return bool(delegation.deputy_id == decision.person_id and delegation.appointment_id == appointment.pk)


def _reviewer(decision: Decision, stage: str) -> Reviewer:
    return Reviewer(
        stage=stage,
        person=decision.person_id,
        name=decision.person.name,
        post=decision.post_title,
        on_behalf_of=decision.on_behalf_of,
        at=decision.recorded_at,
    )


def _three(found: Round, decisions: Iterable[Decision]) -> Clearing | None:
    """Leave by three reviews: complete, and each signed in a post of one's own."""
    approved = {row.pk: row for row in decisions if row.kind == DecisionKind.APPROVED}
    rows = [approved[step.decision] for step in found.approvals]
    if not found.complete or not all(_signed_in_office(row) for row in rows):
        return None
    reviewers = tuple(_reviewer(row, row.stage) for row in rows)
    return Clearing(found.revision, found.content_hash, reviewers)


def _emergency(found: Round, decisions: Iterable[Decision]) -> Clearing | None:
    """Leave in an emergency, as long as nobody has objected afterwards."""
    if found.outcome not in (Outcome.EMERGENCY, Outcome.EMERGENCY_CONFIRMED):
        return None
    kinds = (DecisionKind.EMERGENCY, DecisionKind.EMERGENCY_CONFIRMED)
    rows = [row for row in decisions if row.round == found.number and row.kind in kinds]
    if not all(_signed_in_office(row) for row in rows):
        return None
    reviewers = tuple(
        _reviewer(row, EMERGENCY if row.kind == DecisionKind.EMERGENCY else row.kind) for row in rows
    )
    return Clearing(found.revision, found.content_hash, reviewers, emergency=True, comment=rows[0].comment)


def cleared(subject: Any, revision_id: int) -> Clearing | None:
    """The leave to publish this very revision with this very content, or None.

    Three approvals in one round by three people, none of the later two an author; or an emergency that was not
    rejected. A revision that was changed in place after it was approved is not the one that was approved. Three
    queries.
    """
    decisions = decisions_of(subject)
    rounds = [one for one in rounds_of(steps_of(decisions)) if one.revision == revision_id]
    revision = Revision.objects.for_instance(subject).filter(pk=revision_id).first() if rounds else None
    if revision is None:
        return None
    present = subject.content_hash(revision)
    for found in reversed(rounds):
        if found.content_hash == present:
            leave = _three(found, decisions) or _emergency(found, decisions)
            if leave is not None:
                return leave
    return None
