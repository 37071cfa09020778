"""One verb, one small class: permission, refusal, transaction and audit travel with the act itself.

Screens, the API, the command line and the scheduler all go through the same action, so that none of them can
forget a rule. A subclass states who acts on what, why it may have to be refused, and what is done.
"""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

import structlog
from django.db import models, transaction

from gongkai.acts.models import AuditEntry
from gongkai.acts.signals import performed

Result = TypeVar("Result")
log = structlog.get_logger(__name__)


class Refused(Exception):
    """The act cannot be done now. `reasons` are whole sentences that say why and what to do."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class Action(Generic[Result]):
    """An act by a person (None: the system itself) on a subject."""

    label: ClassVar[str]

    def __init__(self, subject: Any, by: Any = None) -> None:
        self.subject = subject
        self.by = by

    def refusals(self) -> list[str]:
        """Why the act cannot be done now; empty when it can. Screens ask this to grey out a button."""
        return []

    def prepare(self) -> None:
        """What takes long and changes nothing, done before the transaction: nobody else's act waits for it."""

    def perform(self) -> Result:
        """Do it, whole or not at all, and write it in the audit trail.

        Raises:
            Refused: with every reason; the attempt is in the audit trail too.
        """
        self.prepare()
        try:
            with transaction.atomic():
                self.lock()
                reasons = self.refusals()
                if reasons:
                    raise Refused(*reasons)
                result = self.carry_out()
                self._record(refused=False, details=self.details())
                performed.send(type(self), act=self)
        except Refused as refusal:
            self._record(refused=True, details={"reasons": list(refusal.reasons)})
            raise
        return result

    def lock(self) -> None:
        """Lock the subject's row and read it again, so that of two at once the second sees what the first did."""
        subject = self.subject
        if isinstance(subject, models.Model) and subject.pk is not None:
            self.subject = type(subject)._base_manager.select_for_update().get(pk=subject.pk)

    def carry_out(self) -> Result:
        """What is done, within the transaction."""
        raise NotImplementedError

    def details(self) -> dict[str, Any]:
        """What the audit trail says beside the act and its subject. JSON; no personal data of citizens."""
        return {}

    def agency_id(self) -> int | None:
        """The body that the act belongs to."""
        return getattr(self.subject, "agency_id", None)

    def _record(self, *, refused: bool, details: dict[str, Any]) -> None:
        subject = self.subject
        is_row = isinstance(subject, models.Model)
        AuditEntry.objects.create(
            act=type(self).__name__,
            label=self.label,
            subject_type=subject._meta.label_lower if is_row else "",
            subject_id=str(subject.pk or "") if is_row else "",
            subject_title=str(subject)[:300] if is_row else "",
            agency_id=self.agency_id(),
            recorded_by=self.by if getattr(self.by, "pk", None) else None,
            refused=refused,
            details=details,
            request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
        )
        log.info("act", act=type(self).__name__, subject=str(getattr(subject, "pk", "")), refused=refused)
