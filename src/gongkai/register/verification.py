"""Verifying the register: the chain from its first entry to its head, the checkpoints, the database's guards."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Subquery

from gongkai.register import checkpoints
from gongkai.register.breaks import Break, BreakKind, first_break
from gongkai.register.chain import Link, Position
from gongkai.register.crosschecks import disagreements
from gongkai.register.guards import missing_guards
from gongkai.register.models import ChainHead, Entry, Verification
from gongkai.register.walking import stored_anchors, stored_head, stored_links


@dataclass(frozen=True)
class Outcome:
    """What a verification found. `broken` is the first broken entry, None when the chain is whole."""

    position: Position
    broken: Break | None
    head_missing: bool
    guards: tuple[str, ...] = ()
    checkpoint_faults: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    seconds: float = 0.0
    findings: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = [self.broken.message] if self.broken else []
        if self.head_missing:
            found.append("台账的链首记录不见了，末尾是否有条目被删去无从得知。请从备份恢复。")
        found += [*self.checkpoint_faults, *self.guards, *self.disagreements]
        object.__setattr__(self, "findings", tuple(found))

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


class _Counted:
    """Passes links on and remembers the last: how far the walk came."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = links
        self.position = Position()

    def __iter__(self) -> Iterator[Link]:
        for each in self.links:
            self.position = Position(each.sequence, each.entry_hash)
            yield each


def verify(*, crosscheck: bool = True) -> Outcome:
    """Walk the whole register. Nothing is locked: entries that come in meanwhile are left for the next time.

    `crosscheck` also asks the other apps whether what is public agrees with the register.
    """
    began = time.monotonic()
    anchors = stored_anchors()
    head = stored_head()
    walked = _Counted(stored_links(until=head.sequence if head else None))
    broken = first_break(walked, anchors=anchors, head=head) or _beyond_head(head)
    return Outcome(
        position=walked.position,
        broken=broken,
        head_missing=head is None,
        guards=tuple(missing_guards()),
        checkpoint_faults=tuple(checkpoints.faults()),
        disagreements=tuple(disagreements()) if crosscheck else (),
        seconds=time.monotonic() - began,
    )


def _beyond_head(head: Position | None) -> Break | None:
    """An entry that nobody registered: behind the head, by one query that sees both at the same moment."""
    if head is None:
        return None
    now = ChainHead.objects.filter(pk=1).values("sequence")
    first = Entry.objects.filter(sequence__gt=Subquery(now)).order_by("sequence").first()
    if first is None:
        return None
    number = first.sequence
    return Break(
        number,
        BreakKind.UNREGISTERED,
        f"第{number}条：在链首记录之后，不是经登记写入的。",
    )


def verify_and_record(*, by: Any = None, crosscheck: bool = True) -> tuple[Outcome, Verification]:
    """Verify, and keep what was found: the auditor's page and the health check show the last time."""
    outcome = verify(crosscheck=crosscheck)
    with transaction.atomic():
        fact = Verification.objects.create(
            sequence=outcome.position.sequence,
            chain_hash=outcome.position.chain_hash,
            whole=outcome.whole,
            findings=list(outcome.findings[:200]),
            milliseconds=round(outcome.seconds * 1000),
            recorded_by=by,
        )
    return outcome, fact
