"""How a receipt stands in the register: what was registered as public, and what a channel did with it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any

from gongkai.disclosure import guard
from gongkai.disclosure.models import Item
from gongkai.register.actions import Line
from gongkai.register.clearing import Particulars
from gongkai.register.models import Entry


def last_states(item_ids: Iterable[int]) -> list[Entry]:
    """The entries that say whether these items are public, and in which revision. One query."""
    about = Entry.objects.filter(subject_id__in=list(item_ids)).last_states(guard.SUBJECT_TYPE)
    return list(about.select_related("agency").order_by("sequence"))


def line_of(
    state: Entry, *, kind: str, carriers: Sequence[str], at: datetime.datetime, by: Any, reason: str = ""
) -> Line:
    """The line about carriers of what `state` registered: its title and its content, never those of a draft."""
    said = json.loads(state.body)
    return Line(
        agency=state.agency,
        subject=Item(pk=state.subject_id),
        revision_id=state.revision_id,
        kind=kind,
        column_kind=state.column_kind,
        index_number=state.index_number,
        title=state.title,
        public_at=at,
        content_hash=said["content_hash"],
        by=by,
        reason=reason,
        particulars=Particulars(
            document_number=said["document_number"],
            column=said["column"],
            openness=said["openness"],
            channels=tuple(carriers),
            drafter=said["drafter"],
        ),
    )
