"""What an act upon an item writes into the register: the same particulars, whatever the act."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.register.actions import record
from gongkai.register.clearing import Clearing, Particulars
from gongkai.register.models import ChangeKind, Entry
from gongkai.statute.metadata import Openness


def enter(item: Item, kind: ChangeKind, *, reason: str, by: Any, clearing: Clearing | None = None) -> Entry:
    """The entry for an act upon what is or was public, as it stands: everything but its publication.

    Raises:
        Refused: as `record`.
    """
    return record(
        agency=item.agency,
        subject=item,
        revision_id=item.live_revision_id,
        kind=kind,
        column_kind=item.column.kind,
        index_number=str(item.index_number or ""),
        title=item.title,
        public_at=timezone.now(),
        content_hash=item.own_hash(),
        clearing=clearing,
        reason=reason,
        particulars=particulars_of(item),
        by=by,
    )


def particulars_of(draft: Item) -> Particulars:
    """What the line of the register says beside."""
    return Particulars(
        document_number=draft.document_number,
        column=draft.column.name,
        openness=Openness(draft.openness).label,
        drafter=str(draft.drafted_by or ""),
    )
