"""What the static copy carried, or removed, by itself: one entry a version, naming all automatic channels."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from gongkai.acts.action import Action
from gongkai.channels.entries import last_states, line_of
from gongkai.channels.kinds import AUTOMATIC
from gongkai.channels.models import Receipt, ReceiptState
from gongkai.disclosure import guard
from gongkai.disclosure.models import Item
from gongkai.register.actions import record_receipts
from gongkai.register.models import ChangeKind, Entry

KINDS = {ReceiptState.CARRIED: ChangeKind.RECEIPT, ReceiptState.TAKEN_DOWN: ChangeKind.TAKEN_DOWN}


class RecordAutomatic(Action[int]):
    """Write the receipts of the automatic channels for these items; how many versions had none yet.

    `at` is when the items were read to be rendered: what was published or withdrawn later is not in the copy.
    """

    label = "登记自动渠道回执"

    def __init__(self, item_ids: Sequence[int], at: datetime.datetime) -> None:
        super().__init__(tuple(item_ids), None)
        self.at = at
        self.written = 0

    def lock(self) -> None:
        """Lock the items, so that of two processes one writes."""
        list(Item.objects.select_for_update().filter(pk__in=self.subject).order_by("pk").values_list("pk"))

    def carry_out(self) -> int:
        """How many versions were noted."""
        now = timezone.now()
        found = outstanding(self.subject, self.at)
        entries = record_receipts(
            [
                line_of(
                    state,
                    kind=KINDS[became],
                    carriers=[str(kind.label) for kind in AUTOMATIC],
                    at=now,
                    by=None,
                    reason=f"系统自动登记：{became.label}",
                )
                for state, became in found
            ]
        )
        Receipt.objects.bulk_create(
            [
                Receipt(
                    item_id=state.subject_id,
                    revision_id=state.revision_id or 0,
                    channel=kind,
                    state=became,
                    at=now,
                    automatic=True,
                    entry=entry,
                )
                for (state, became), entry in zip(found, entries, strict=True)
                for kind in AUTOMATIC
            ],
            batch_size=500,
        )
        self.written = len(found)
        return self.written

    def details(self) -> dict[str, Any]:
        """How many versions."""
        return {"versions": self.written}


def outstanding(item_ids: Iterable[int], at: datetime.datetime) -> list[tuple[Entry, ReceiptState]]:
    """Of which versions there is no receipt yet: published, or withdrawn after they had been carried. Two queries."""
    ids = list(item_ids)
    known: defaultdict[tuple[int, int | None], set[str]] = defaultdict(set)
    rows = Receipt.objects.filter(item__in=ids, automatic=True).order_by()
    for item_id, revision_id, state in rows.values_list("item_id", "revision_id", "state").distinct():
        known[item_id, revision_id].add(state)
    found = []
    for entry in last_states(ids):
        noted = known[entry.subject_id, entry.revision_id]
        if entry.recorded_at > at:
            continue
        if entry.kind in guard.PUBLISHING:
            wanted = ReceiptState.CARRIED
        elif ReceiptState.CARRIED in noted:
            wanted = ReceiptState.TAKEN_DOWN
        else:
            continue
        if wanted not in noted:
            found.append((entry, wanted))
    return found
