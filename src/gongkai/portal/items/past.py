"""An item's public history: its versions, what each changed, and what happened to it beside (第六条: 更正)."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.disclosure.versions import ShownEntry
from gongkai.portal.items.version_texts import Names, Texts, texts_of
from gongkai.register.models import ChangeKind
from gongkai.review.wording import Change, Piece, compare
from gongkai.statute.masking import mask

KEPT = 40
"""So many characters of unchanged text are shown on either side of a change."""
SKIPPED = "……"


@dataclass(frozen=True)
class ChangedField:
    """A field that reads differently than before. Without pieces, when the difference itself is personal data."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Event:
    """A line of the history. `fields` are what changed against the version before; `first` has none before it.

    `hidden` when what the version said is not shown, `after_hidden` when that of the one before it is not.
    """

    kind: ChangeKind
    at: datetime.datetime
    sequence: int
    first: bool
    reason: str
    fields: tuple[ChangedField, ...]
    hidden: bool = False
    after_hidden: bool = False

    @property
    def is_version(self) -> bool:
        """Whether a version was published."""
        return self.kind != ChangeKind.VALIDITY

    @property
    def is_correction(self) -> bool:
        """Whether something that was wrong was put right."""
        return self.kind == ChangeKind.CORRECTED


def events_of(
    shown: Sequence[ShownEntry], contents: Mapping[int, Mapping[str, object]], names: Names
) -> list[Event]:
    """The item's history, newest first. `contents` are the revisions' contents by primary key."""
    events: list[Event] = []
    before: Texts | None = None
    hidden = False
    for number, one in enumerate(shown):
        entry = one.entry
        fields: tuple[ChangedField, ...] = ()
        after_hidden = hidden and one.is_readable
        hidden = one.concealed if one.is_version else hidden
        if one.is_readable:
            after = texts_of(contents.get(entry.revision_id or 0, {}), names)
            fields = tuple(_changed(before, after)) if before is not None else ()
            before = after
        events.append(
            Event(
                kind=ChangeKind(entry.kind),
                at=entry.public_at,
                sequence=entry.sequence,
                first=not number,
                reason="" if one.is_version else str(json.loads(entry.body).get("reason") or ""),
                fields=fields,
                hidden=one.concealed,
                after_hidden=after_hidden,
            )
        )
    return events[::-1]


def counted(shown: Sequence[ShownEntry]) -> str:
    """更正1次、更新2次: what happened since the item was first shown; "" when nothing did."""
    versions = [one for one in shown if one.is_version][1:]
    kinds = Counter(ChangeKind(one.entry.kind) for one in versions)
    kinds.update(ChangeKind.VALIDITY for one in shown if not one.is_version)
    return "、".join(f"{kind.label}{kinds[kind]}次" for kind in ChangeKind if kinds[kind])


def _changed(before: Texts, after: Texts) -> Iterator[ChangedField]:
    for name, (label, text) in after.items():
        old = before[name][1]
        if old == text:
            continue
        # What a correction took away may be what should never have been public: personal data is not shown again.
        masked_old, masked_new = mask(old), mask(text)
        pieces = compare(masked_old, masked_new) if masked_old != masked_new else ()
        yield ChangedField(label, tuple(_shortened(pieces)))


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Long runs of what stayed are cut down to what stands next to a change."""
    for number, piece in enumerate(pieces):
        if piece.change is not Change.SAME or len(piece.text) <= 2 * KEPT + len(SKIPPED):
            yield piece
            continue
        head = piece.text[:KEPT] if number > 0 else ""
        tail = piece.text[-KEPT:] if number < len(pieces) - 1 else ""
        yield Piece(Change.SAME, f"{head}{SKIPPED}{tail}")
